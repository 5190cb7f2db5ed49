import { z } from 'zod';
import { type FrameworkVersion, type Level, LEVELS } from '#framework';
import { element } from '#framework/server';
import { AUDIENCES } from '#identity';
import { CHOICES } from '../index.ts';

/** The version of the framework whose dimensions and elements the files of statements and situations name. */
export const CONTENT_VERSION = 'crcn-2019' satisfies FrameworkVersion;

/** Schema of a text of the self-assessment in one language. */
const words = z
	.string()
	.regex(/\S/, 'must not be empty')
	.regex(/^\S(.*\S)?$/s, 'must not begin or end with a space');
/** Schema of the slug that names an audience, a dimension, an element, a theme or one of their texts. */
export const slug = z
	.string()
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a slug: lower-case words joined by hyphens');
/** Schema of a text of the self-assessment in both languages. */
export const text = z.strictObject({ fr: words, en: words });
const audience = z.enum(AUDIENCES);
const place = { audience, dimension: slug, element: slug };

const statement = z.strictObject({
	id: slug,
	...place,
	tellsApart: z.enum(LEVELS),
	text,
	example: text,
});

const choice = z.strictObject({
	id: z.enum(CHOICES),
	/** The level that the choice shows; null for the choice that shows none. */
	shows: z.enum(LEVELS).nullable(),
	text,
	why: text,
});

const situation = z.strictObject({
	id: slug,
	...place,
	title: text,
	scene: text,
	choices: z.array(choice).length(CHOICES.length, `must hold ${CHOICES.length} choices`),
});

type Situation = z.infer<typeof situation>;

/**
 * The number that ends a statement's id, by its level, so that the three statements of a dimension sort by
 * level.
 */
export const PLACE: Record<Level, number> = { beginner: 1, intermediate: 2, advanced: 3 };

/** What is wrong with the four choices of a situation, for an error message; undefined when nothing is. */
function choiceFault({ choices }: Situation): string | undefined {
	if (choices.some((one, at) => one.id !== CHOICES[at]))
		return `must be lettered ${CHOICES.join(', ')} in order`;
	if (new Set(choices.map((one) => one.shows)).size !== CHOICES.length)
		return `must show, once each: none (null), ${LEVELS.join(', ')}`;
	return undefined;
}

type Faults = z.core.$RefinementCtx;

function inFramework(
	version: FrameworkVersion,
	list: 'items' | 'situations',
	things: readonly { id: string; dimension: string; element: string }[],
	idOf: (at: number) => string,
	context: Faults,
) {
	const seen = new Set<string>();
	for (const [at, { id, ...one }] of things.entries()) {
		const fault = (key: string, message: string) =>
			context.addIssue({ code: 'custom', path: [list, at, key], message });
		if (id !== idOf(at)) fault('id', `must be "${idOf(at)}", from what it is about`);
		if (seen.has(id)) fault('id', 'is already the id of another one');
		if (!element(version, one.dimension, one.element))
			fault('element', `is not an element of ${one.dimension} in ${version}`);
		seen.add(id);
	}
}

/**
 * Schema of one audience's file of statements and situations (`src/assessment/data/`). Checks that each id
 * matches its audience, dimension and level, and that each element is in the framework.
 */
export const contentFileSchema = z
	.strictObject({
		framework: z.literal(CONTENT_VERSION),
		items: z.array(statement),
		situations: z.array(situation),
	})
	.superRefine(({ framework, items, situations }, context) => {
		const statementId = (at: number) => {
			const { audience: to, dimension, tellsApart } = items[at]!;
			return `${to}-${dimension}-${PLACE[tellsApart]}`;
		};
		const situationId = (at: number) => `${situations[at]!.audience}-${situations[at]!.dimension}`;
		inFramework(framework, 'items', items, statementId, context);
		inFramework(framework, 'situations', situations, situationId, context);
		for (const [at, one] of situations.entries()) {
			const message = choiceFault(one);
			if (message) context.addIssue({ code: 'custom', path: ['situations', at, 'choices'], message });
		}
	});
