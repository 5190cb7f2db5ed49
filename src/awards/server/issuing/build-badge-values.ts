import type { Standing } from '#framework';
import { dimension, dimensionIdentifier, framework } from '#framework/server';
import type { Institution } from '#identity/server';
import type { BadgeValues, BasisResult, BadgeEvidence, HashedEmail } from '#openbadges';
import type { Locale, Text } from '#platform';
import { badgeAddress } from '../../addresses.ts';
import words from '../../data/badge-words.json' with { type: 'json' };
import {
	type AnyBadgeDefinition,
	type AnyBadgeInVersion,
	assuranceOf,
	badgeSegment,
	type BadgeInVersion,
	isOwnBadge,
} from '#badges';
import type { AwardBasis, AwardPart } from '../../award.ts';
import type { Issuer } from '../issuers/issuer-store.ts';
import { issuerAddress } from '../issuers/issuers.ts';

/** The facts from which a badge's text is built, before it is signed. */
export interface BadgeFacts {
	readonly id: string;
	readonly issuer: Issuer;
	readonly institution: Institution;
	readonly definition: AnyBadgeInVersion;
	readonly locale: Locale;
	readonly basis: AwardBasis;
	/** The evidence to write in the badge; null if the person wants none there. */
	readonly evidence: readonly { title: string; link: string | null; reflection: string }[] | null;
	readonly subject: string;
	/** The hashed e-mail address to which the badge is bound; null if it is bound to none. */
	readonly email: HashedEmail | null;
	readonly awardedAt: Date;
	/** When it expires, to the second; null if it does not. */
	readonly validUntil: Date | null;
	readonly status: { readonly list: string; readonly index: number };
	/** Who judged in the issuer's name; undefined when an adviser of the institution did, or nobody. */
	readonly assessor?: Assessor | undefined;
}

/** A RÉCIT service whose adviser judged, as the badge names it: its issuing body and its name. */
export type Assessor = NonNullable<BadgeValues['assessedBy']>;

type Agreement = NonNullable<AwardBasis['agreement']>;

/** The sentence that says how two advisers came to a decision. */
const JUDGED_BY_TWO = {
	apart: words.judgedApart,
	third: words.judgedThird,
	settled: words.judgedSettled,
} satisfies Record<Agreement, Text>;

/** The text that says what prior learning was recognised on. */
const PRIOR = {
	evidence: 'priorEvidence',
	interview: 'priorInterview',
	both: 'priorBoth',
} as const satisfies Record<NonNullable<AwardBasis['priorLearning']>, keyof typeof words>;

const filled = (text: Text, locale: Locale, params: Record<string, string | number>) =>
	text[locale].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

/**
 * The address of a badge's definition (`{origin}/badges/{segment}`), from what names the badge in addresses
 * (`badgeSegment`).
 */
export const definitionAddress = (origin: string, segment: string): string => `${origin}/badges/${segment}`;

/**
 * The id of a badge's achievement in one language. An achievement has texts in one language only (OB 3.0):
 * the French one has the definition's address as its id, the English one a fragment of that address, and each
 * names the other as `related`.
 */
export const achievementId = (
	origin: string,
	badge: Pick<AnyBadgeDefinition, 'id' | 'version'>,
	locale: Locale,
): string => `${definitionAddress(origin, badgeSegment(badge))}${locale === 'en' ? '#en' : ''}`;

const scale = (definition: Pick<AnyBadgeInVersion, 'framework'>, locale: Locale) =>
	framework(definition.framework).levels.map((level) => ({ id: level.id, name: level.label[locale] }));

/**
 * The results written in a badge: the levels said, shown and observed, the counts, and how it was judged.
 * These are never merged into one number.
 */
function basisOf({ definition, basis, locale, assessor }: BadgeFacts): BasisResult[] {
	if (definition.kind === 'milestone')
		return [
			{ id: 'parts', name: words.parts[locale], value: String(partsIn(basis).length) },
			...assured(definition, locale, 'rule', false),
		];
	const levels = scale(definition, locale);
	const saidLevels = [{ id: 'starting' satisfies Standing, name: words.starting[locale] }, ...levels];
	const found: BasisResult[] = [];
	if (basis.said !== 'not-situated') {
		const asked = definition.criteria.rules.find((one) => one.rule === 'said-at-least');
		found.push({
			id: 'said',
			name: words.said[locale],
			levels: saidLevels,
			level: basis.said,
			...(asked && { required: asked.level }),
		});
	}
	if (basis.shown !== null) {
		// The person did the situation, but their choice shows no level yet.
		const shownLevels = [{ id: 'starting' satisfies Standing, name: words.noLevel[locale] }, ...levels];
		found.push({ id: 'shown', name: words.shown[locale], levels: shownLevels, level: basis.shown });
	}
	if (basis.observed !== null) {
		found.push({ id: 'observed', name: words.observed[locale], levels, level: basis.observed });
		found.push({ id: 'pieces', name: words.pieces[locale], value: String(basis.evidence) });
		if (basis.priorLearning) {
			const value = words[PRIOR[basis.priorLearning]][locale];
			found.push({ id: 'prior-learning', name: words.prior[locale], value });
		}
		if (basis.interviewMinutes !== undefined) {
			const value = String(basis.interviewMinutes);
			found.push({ id: 'interview', name: words.interviewMinutes[locale], value });
		}
	} else {
		found.push({ id: 'minutes', name: words.minutes[locale], value: String(basis.minutes) });
		found.push({ id: 'reflections', name: words.reflections[locale], value: String(basis.reflections) });
	}
	const one = assessor ? 'serviceAdviser' : assuranceOf(definition).decidedBy;
	const decider = basis.reconsidered ? 'reconsidered' : (basis.agreement ?? one);
	const byInterview = basis.priorLearning === 'interview';
	return [...found, ...assured(definition, locale, decider, byInterview)];
}

/**
 * Results that say who judged the badge (a rule or an adviser) and how thoroughly; they name the role, never
 * a person.
 */
function assured(
	definition: AnyBadgeDefinition,
	locale: Locale,
	decider: 'rule' | 'reconsidered' | 'adviser' | 'serviceAdviser' | Agreement,
	byInterview: boolean,
): BasisResult[] {
	const { assessment: usual, supervised, identityVerified } = assuranceOf(definition);
	const assessment = byInterview ? 'interview' : usual;
	const told = [
		['decided-by', words.decidedBy, words[decider]],
		['assessment', words.assessment, words[assessment]],
		['supervision', words.supervision, supervised ? words.supervised : words.unsupervised],
		['identity', words.identity, identityVerified ? words.identityVerified : words.identityUnverified],
	] as const;
	return told.map(([id, name, value]) => ({ id, name: name[locale], value: value[locale] }));
}

/** The awards for which a milestone was given; none is a fault of whoever asked for it. */
function partsIn({ parts = [] }: AwardBasis): readonly AwardPart[] {
	if (parts.length === 0) throw new Error('A milestone records no parts.');
	return parts;
}

/** The dimension of a part of a milestone, in the version in which it was given. */
function dimensionOfPart({ framework: version, dimension: slug }: AwardPart) {
	const found = dimension(version, slug);
	if (!found) throw new Error(`A milestone names a dimension that its framework does not have: ${slug}.`);
	return found;
}

/** The words that tell a part of a milestone: its dimension and the level observed. */
function partWords(part: AwardPart, locale: Locale): string {
	const { number, title } = dimensionOfPart(part);
	const level = scale(part, locale).find(({ id }) => id === part.level)?.name ?? part.level;
	return filled(words.part, locale, { number, dimension: title[locale], level: level.toLowerCase() });
}

function evidenceOf({
	definition,
	evidence,
	basis,
	locale,
	issuer: { origin },
}: BadgeFacts): BadgeEvidence[] {
	if (definition.kind === 'milestone') {
		const list = partsIn(basis)
			.map((part) => partWords(part, locale))
			.join('; ');
		return [{ narrative: filled(words.partsHeld, locale, { list }) }];
	}
	if (definition.kind === 'exploration') {
		const { minutes, reflections } = basis;
		const told = basis.reconsidered ? words.reconsideredEvidence : words.declaredEvidence;
		return [{ narrative: filled(told, locale, { minutes, reflections }) }];
	}
	if (basis.priorLearning === 'interview') {
		const { interviewMinutes: minutes = 0 } = basis;
		return [{ narrative: filled(words.interviewTold, locale, { minutes }) }];
	}
	if (!evidence) return [{ narrative: filled(words.privateEvidence, locale, { count: basis.evidence }) }];
	const links = evidence.map(({ link }) => link);
	return evidence.map(({ title, link, reflection }) => {
		// In JSON-LD, a link is the id of its evidence: a link to our own site, or one used twice, would
		// merge two nodes of the badge into one.
		const own = link !== null && !link.startsWith(origin) && links.indexOf(link) === links.lastIndexOf(link);
		return {
			name: title,
			narrative: link === null || own ? reflection : `${reflection}\n\n${link}`,
			...(own && { url: link }),
		};
	});
}

/**
 * The sentences that say who judged (the institution's rule, an adviser of it, or an adviser of a service), and
 * which level an adviser observed.
 */
function judgedWords(facts: BadgeFacts): string {
	const {
		definition,
		basis,
		locale,
		institution: { name: institution },
		assessor,
	} = facts;
	if (definition.kind === 'milestone') return filled(words.byMilestone, locale, { institution });
	if (basis.observed === null)
		return basis.reconsidered ? filled(words.judgedAgain, locale, { institution }) : words.byRule[locale];
	const byTwo = basis.agreement && JUDGED_BY_TWO[basis.agreement];
	const byOne = assessor
		? filled(words.judgedByService, locale, { institution, service: assessor.name })
		: filled(words.judged, locale, { institution });
	const judged = byTwo ? filled(byTwo, locale, { institution }) : byOne;
	const label = scale(definition, locale).find(({ id }) => id === basis.observed)?.name;
	if (label === undefined) throw new Error(`${definition.id} records the unknown level ${basis.observed}.`);
	const observed = filled(words.observedAt, locale, { level: label.toLowerCase() });
	return [judged, ...priorWords(basis, locale), observed].join(' ');
}

/** The sentences that say that prior learning was recognised, and in which interview; none otherwise. */
function priorWords({ priorLearning, interviewMinutes: minutes }: AwardBasis, locale: Locale): string[] {
	if (!priorLearning) return [];
	return [
		words.priorTold[locale],
		...(minutes === undefined ? [] : [filled(words.interviewTold, locale, { minutes })]),
	];
}

/** What an achievement says of a dimension of the framework that it is about. */
function aligned(origin: string, version: BadgeInVersion['framework'], slug: string, locale: Locale) {
	const about = dimension(version, slug);
	if (!about) throw new Error(`A badge names a dimension that its framework does not have: ${slug}.`);
	const { title, year } = framework(version);
	return {
		name: about.title[locale],
		url: `${origin}/framework/${version}/${about.slug}`,
		// The year distinguishes the versions of the framework, which have the same title.
		framework: `${title[locale]} (${year})`,
		// The dimension's identifier in CASE, in the badge's language, so that programs can look it up there.
		code: dimensionIdentifier(version, about.slug, locale),
		type: 'CFItem' as const,
	};
}

/** The dimensions that a badge is about: its own, or for a milestone those of its parts, each in its version. */
const dimensionsOf = ({ definition, basis }: BadgeFacts) =>
	definition.kind === 'milestone'
		? partsIn(basis).map((part) => ({ version: part.framework, slug: part.dimension }))
		: [{ version: definition.framework, slug: definition.dimension }];

/** What the picture of a badge shows, in words. */
function captionOf({ definition, basis, locale }: BadgeFacts): string {
	const name = definition.name[locale];
	if (definition.kind === 'milestone')
		return filled(words.milestoneImage, locale, { name, count: partsIn(basis).length });
	const { number } = dimension(definition.framework, definition.dimension)!;
	return filled(words.image, locale, { name, number });
}

/**
 * The full name of a badge, which says by itself what it is about: on a profile among other certificates, its short
 * name does not. With a level for what one person holds, without for what anybody could. An institution names its
 * own badges as it likes.
 */
function fullName({ definition, locale }: BadgeFacts, level: string | null): string {
	const { id, kind } = definition;
	if (isOwnBadge(id)) return definition.name[locale];
	if (kind === 'milestone') return filled(words.title, locale, { name: definition.name[locale] });
	const about = dimension(definition.framework, definition.dimension)!;
	const told = { dimension: about.short[locale], kind: words[kind][locale] };
	const label = scale(definition, locale)
		.find((one) => one.id === level)
		?.name.toLowerCase();
	const name =
		label === undefined
			? filled(words.titleOfKind, locale, told)
			: filled(words.titleAtLevel, locale, { ...told, level: label });
	return filled(words.title, locale, { name });
}

/**
 * Builds the values of a badge that the engine writes as a credential, in the language of the award. They
 * name no person.
 */
export function badgeValues(facts: BadgeFacts): BadgeValues {
	const { definition, institution, issuer, locale } = facts;
	const { origin } = issuer;
	const address = definitionAddress(origin, badgeSegment(definition));
	const alignments = dimensionsOf(facts).map(({ version: given, slug }) =>
		aligned(origin, given, slug, locale),
	);
	const named = (level: string | null) => {
		const name = fullName(facts, level);
		return institution.demonstration ? filled(words.demonstration, locale, { name }) : name;
	};
	const byRule = facts.basis.observed === null;
	const declared = byRule && definition.kind !== 'milestone';
	const judged = judgedWords(facts);
	const limits = [definition.doesNotProve[locale], ...(declared ? [words.hours[locale]] : [])];
	const image = {
		url: `${address}/artwork.png`,
		caption: captionOf(facts),
	};
	const body = { did: issuer.did, name: institution.name, url: issuerAddress(issuer) };
	const other = locale === 'fr' ? 'en' : 'fr';
	const version = String(definition.version);
	return {
		id: badgeAddress(origin, facts.id),
		issuer: body,
		language: locale,
		name: named(facts.basis.observed),
		description: [
			judged,
			// What such a badge rests on otherwise: evidence, where there was none.
			...(facts.basis.priorLearning === 'interview' ? [] : [definition.restsOn[locale]]),
			...limits,
		].join(' '),
		validFrom: facts.awardedAt,
		...(facts.validUntil && { validUntil: facts.validUntil }),
		image,
		recipient: { id: facts.subject, ...(facts.email && { email: facts.email }) },
		achievement: {
			id: achievementId(origin, definition, locale),
			type: assuranceOf(definition).decidedBy === 'adviser' ? 'Competency' : 'Badge',
			name: named(null),
			description: definition.description[locale],
			criteria: { url: `${address}#criteria`, narrative: definition.criteria.narrative[locale] },
			image,
			version,
			related: [{ id: achievementId(origin, definition, other), language: other, version }],
			alignments,
		},
		// The institution or the service is named as the assessor, never the adviser.
		assessedBy: byRule && !facts.basis.reconsidered ? undefined : (facts.assessor ?? body),
		basis: basisOf(facts),
		evidence: evidenceOf(facts),
		status: facts.status,
	};
}
