import type { Standing } from '#framework';
import { dimension, dimensionIdentifier, framework } from '#framework/server';
import type { Institution } from '#identity/server';
import type { BadgeValues, BasisResult, BadgeEvidence, HashedEmail } from '#openbadges';
import type { Locale, Text } from '#platform';
import { badgeAddress } from '../../addresses.ts';
import words from '../../data/badge-words.json' with { type: 'json' };
import { assuranceOf, type BadgeDefinition, type BadgeInVersion, badgeSegment } from '#badges';
import type { AwardBasis } from '../../award.ts';
import type { Issuer } from '../issuers/issuer-store.ts';
import { issuerAddress } from '../issuers/issuers.ts';

/** The facts from which a badge's text is built, before it is signed. */
export interface BadgeFacts {
	readonly id: string;
	readonly issuer: Issuer;
	readonly institution: Institution;
	readonly definition: BadgeInVersion;
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
	badge: Pick<BadgeDefinition, 'id' | 'version'>,
	locale: Locale,
): string => `${definitionAddress(origin, badgeSegment(badge))}${locale === 'en' ? '#en' : ''}`;

function scale(definition: BadgeInVersion, locale: Locale) {
	return framework(definition.framework).levels.map((level) => ({ id: level.id, name: level.label[locale] }));
}

/**
 * The results written in a badge: the levels said, shown and observed, the counts, and how it was judged.
 * These are never merged into one number.
 */
function basisOf({ definition, basis, locale, assessor }: BadgeFacts): BasisResult[] {
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
	definition: BadgeDefinition,
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

function evidenceOf({
	definition,
	evidence,
	basis,
	locale,
	issuer: { origin },
}: BadgeFacts): BadgeEvidence[] {
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

/**
 * Builds the values of a badge that the engine writes as a credential, in the language of the award. They
 * name no person.
 */
export function badgeValues(facts: BadgeFacts): BadgeValues {
	const { definition, institution, issuer, locale } = facts;
	const { origin } = issuer;
	const address = definitionAddress(origin, badgeSegment(definition));
	const about = dimension(definition.framework, definition.dimension);
	if (!about) throw new Error(`${definition.id} names a dimension that its framework does not have.`);
	const { title, year } = framework(definition.framework);
	const plain = definition.name[locale];
	const name = institution.demonstration ? filled(words.demonstration, locale, { name: plain }) : plain;
	const byRule = facts.basis.observed === null;
	const judged = judgedWords(facts);
	const limits = [definition.doesNotProve[locale], ...(byRule ? [words.hours[locale]] : [])];
	const image = {
		url: `${address}/artwork.png`,
		caption: filled(words.image, locale, { name: plain, number: about.number }),
	};
	const body = { did: issuer.did, name: institution.name, url: issuerAddress(issuer) };
	const other = locale === 'fr' ? 'en' : 'fr';
	const version = String(definition.version);
	return {
		id: badgeAddress(origin, facts.id),
		issuer: body,
		language: locale,
		name,
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
			type: definition.kind !== 'exploration' ? 'Competency' : 'Badge',
			name,
			description: definition.description[locale],
			criteria: { url: `${address}#criteria`, narrative: definition.criteria.narrative[locale] },
			image,
			version,
			related: [{ id: achievementId(origin, definition, other), language: other, version }],
			alignments: [
				{
					name: about.title[locale],
					url: `${origin}/framework/${definition.framework}/${about.slug}`,
					// The year distinguishes the versions of the framework, which have the same title.
					framework: `${title[locale]} (${year})`,
					// The dimension's identifier in CASE, in the badge's language, so that programs can look
					// it up there.
					code: dimensionIdentifier(definition.framework, about.slug, locale),
					type: 'CFItem',
				},
			],
		},
		// The institution or the service is named as the assessor, never the adviser.
		assessedBy: byRule && !facts.basis.reconsidered ? undefined : (facts.assessor ?? body),
		basis: basisOf(facts),
		evidence: evidenceOf(facts),
		status: facts.status,
	};
}
