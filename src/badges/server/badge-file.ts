import { z } from 'zod';
import { FRAMEWORK_VERSIONS, type FrameworkVersion, LEVELS } from '#framework';
import { dimension } from '#framework/server';

/** What is said of a faulty value, where its kind alone does not say it; by a code for what words it elsewhere. */
export const BADGE_FILE_FAULTS = {
	empty: 'must not be empty',
	spaces: 'must not begin or end with a space',
	slug: 'must be lower-case words without accents, joined by hyphens',
	versions: 'must name each version once, the oldest first',
	dimension: 'is not a dimension of',
	'rule-twice': 'must not hold the same rule twice',
	'needs-adviser': 'must hold "advisers": such a badge is decided by an adviser',
	'asks-nobody': 'must ask for no evidence and no adviser: an exploration badge asks nobody',
} as const;

const words = z
	.string()
	.regex(/\S/, BADGE_FILE_FAULTS.empty)
	.regex(/^\S(.*\S)?$/s, BADGE_FILE_FAULTS.spaces);
/** The schema of a text in both languages. */
export const text = z.strictObject({ fr: words, en: words });
/** The schema of a slug: lower-case words without accents, joined by hyphens. */
export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, BADGE_FILE_FAULTS.slug);
const atLeastOne = z.int('must be a whole number').min(1, 'must be 1 or more');

/** For how many months a badge may be in force: shorter, nobody could renew it in time; longer, it need not expire. */
const months = z.int('must be a whole number').min(6, 'must be 6 or more').max(120, 'must be 120 or less');

/** The rules that only a badge that advisers decide may hold. */
const OF_ADVISERS = ['evidence', 'contexts', 'shared-evidence', 'observed-at-least', 'advisers'];

const criterion = z.discriminatedUnion('rule', [
	z.strictObject({ rule: z.literal('said') }),
	z.strictObject({ rule: z.literal('said-at-least'), level: z.enum(LEVELS) }),
	z.strictObject({ rule: z.literal('situation') }),
	z.strictObject({ rule: z.literal('training-minutes'), minutes: atLeastOne }),
	z.strictObject({ rule: z.literal('training-reflection'), words: atLeastOne.optional() }),
	z.strictObject({ rule: z.literal('evidence'), count: atLeastOne, withReflection: z.boolean() }),
	z.strictObject({ rule: z.literal('contexts'), count: atLeastOne }),
	z.strictObject({ rule: z.literal('shared-evidence'), count: atLeastOne }),
	z.strictObject({ rule: z.literal('observed-at-least'), level: z.enum(LEVELS) }),
	// Two decide apart, and a third where they differ: nothing is made for more.
	z.strictObject({ rule: z.literal('advisers'), count: atLeastOne.max(2, 'must be 2 or less') }),
]);

const byAge = (one: FrameworkVersion, other: FrameworkVersion) =>
	FRAMEWORK_VERSIONS.indexOf(one) - FRAMEWORK_VERSIONS.indexOf(other);

const wordsOfBadge = {
	id: slug,
	version: atLeastOne,
	frameworks: z
		.array(z.enum(FRAMEWORK_VERSIONS))
		.min(1, BADGE_FILE_FAULTS.empty)
		.refine(
			(named) => [...new Set(named)].toSorted(byAge).join() === named.join(),
			BADGE_FILE_FAULTS.versions,
		),
	name: text,
	description: text,
	restsOn: text,
	doesNotProve: text,
};

const badgeOfDimension = {
	...wordsOfBadge,
	dimension: slug,
	criteria: z.strictObject({
		narrative: text,
		rules: z
			.array(criterion)
			.min(1, 'must hold one rule or more: a badge that asks nothing would go to everyone'),
	}),
};

/**
 * The schema of the file `badge.json` in the folder `folder`; among other rules, the badge's id must be the
 * folder's name and its dimension must be in the framework.
 */
export const badgeFileSchema = (folder: string) =>
	z
		.discriminatedUnion('kind', [
			z.strictObject({ ...badgeOfDimension, kind: z.literal('exploration') }),
			z.strictObject({
				...badgeOfDimension,
				kind: z.enum(['practice', 'transfer']),
				evidenceHint: text,
				validMonths: months.optional(),
			}),
		])
		.superRefine((badge, context) => {
			const fault = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
			const rules = badge.criteria.rules.map((one) => one.rule);
			if (badge.id !== folder) fault(['id'], `must be the name of its folder, "${folder}"`);
			const without = badge.frameworks.find((version) => !dimension(version, badge.dimension));
			if (without) fault(['dimension'], `${BADGE_FILE_FAULTS.dimension} ${without}`);
			if (new Set(rules).size < rules.length) fault(['criteria', 'rules'], BADGE_FILE_FAULTS['rule-twice']);
			if (badge.kind !== 'exploration' && !rules.includes('advisers'))
				fault(['criteria', 'rules'], BADGE_FILE_FAULTS['needs-adviser']);
			if (badge.kind === 'exploration' && rules.some((one) => OF_ADVISERS.includes(one)))
				fault(['criteria', 'rules'], BADGE_FILE_FAULTS['asks-nobody']);
		});

/** The schema of the file `badge.json` of a milestone, in the folder `folder`. */
export const milestoneFileSchema = (folder: string) =>
	z
		.strictObject({
			...wordsOfBadge,
			kind: z.literal('milestone'),
			criteria: z.strictObject({
				narrative: text,
				parts: z.strictObject({
					kind: z.enum(['practice', 'transfer']),
					dimensions: z.array(slug).min(2, 'must name two dimensions or more'),
				}),
			}),
		})
		.superRefine((badge, context) => {
			const fault = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
			const { dimensions } = badge.criteria.parts;
			if (badge.id !== folder) fault(['id'], `must be the name of its folder, "${folder}"`);
			if (new Set(dimensions).size < dimensions.length)
				fault(['criteria', 'parts', 'dimensions'], 'must name each dimension once');
			for (const version of badge.frameworks)
				for (const one of dimensions)
					if (!dimension(version, one))
						fault(['criteria', 'parts', 'dimensions'], `${one} ${BADGE_FILE_FAULTS.dimension} ${version}`);
		});
