import {
	checkTitle,
	proofLimitSentence,
	type Json,
	type JsonObject,
	notProvenSentence,
	type Report,
	reportInLanguages,
	sentence,
	type Verdict,
	verdictSentence,
	verdictTitle,
	vouchedSentence,
} from '#openbadges';
import type { Locale, Text } from '#platform';
import { statedClaimsOf } from '../stated.ts';
import type { WordedReport } from '../worded-report.ts';

/** What this service adds to the engine's report to make the JSON report. */
export interface ReportAdditions {
	/** The instant at which the badge was judged. */
	readonly at: Date;
	/** Time zone in which the sentences give dates; UTC by default. */
	readonly timeZone?: string | undefined;
	/**
	 * The reader's language, chosen for texts that the badge states in several languages; French by default.
	 */
	readonly locale?: Locale | undefined;
	readonly page?: string | null | undefined;
	readonly holder?: string | null | undefined;
	/** Whether the badge was found through the link of a printed sheet. */
	readonly sheet?: boolean;
	readonly picture?: string | null;
}

/**
 * Adds to an object its sentence in French and in English (`fr`, `en`). Each sentence is built only when it
 * is read: a page reads one, JSON and copies read both.
 */
function worded<T extends object>(facts: T, said: (locale: 'fr' | 'en') => string): T & Text {
	const languages = {
		fr: { enumerable: true, get: () => said('fr') },
		en: { enumerable: true, get: () => said('en') },
	};
	return Object.defineProperties({ ...facts }, languages) as T & Text;
}

const inBoth = (said: (locale: 'fr' | 'en') => string): Text => worded({}, said);

/**
 * The first of the dates `names` that the badge states and that can be parsed, in ISO 8601; null if there is
 * none.
 */
function stated(credential: JsonObject | null, ...names: readonly string[]): string | null {
	for (const name of names) {
		const given = credential?.[name];
		// The engine reads a date alone in brackets as that date.
		const value = Array.isArray(given) && given.length === 1 ? (given[0] as Json) : given;
		// Before Open Badges 2.0, a date of a badge may be a number of seconds since 1970.
		const instant = new Date(
			typeof value === 'number' ? value * 1000 : typeof value === 'string' ? value : '',
		);
		if (!Number.isNaN(instant.getTime())) return instant.toISOString();
	}
	return null;
}

/** Verdicts for which nothing in the document can be attributed to anybody. */
const UNRELIABLE: ReadonlySet<Verdict> = new Set(['altered', 'refused', 'malformed']);

/** Builds the JSON report that the command, the page and the API all send. */
export function reportAsJson(
	given: Report,
	{ at, timeZone, locale: reading = 'fr', page, picture, holder, sheet = false }: ReportAdditions,
): WordedReport {
	const languages = reading === 'fr' ? ['fr', 'en'] : ['en', 'fr'];
	const report = reportInLanguages(given, languages);
	const { credential, issuer, achievement } = report;
	const words = { timeZone };
	const facts = {
		verdict: report.verdict,
		title: inBoth((locale) => verdictTitle(report, locale)),
		limit: inBoth(proofLimitSentence),
		verifiedAt: at.toISOString(),
		spec: report.spec,
		issuer: issuer && { id: issuer.id, name: issuer.name },
		achievement: achievement && { id: achievement.id, name: achievement.name },
		vouched:
			report.vouched &&
			worded(
				{
					by: report.vouched.by,
					register: 'register' in report.vouched ? report.vouched.register : null,
				},
				(locale) => vouchedSentence(report, locale),
			),
		dates: {
			from: stated(credential, 'validFrom', 'issuanceDate', 'issuedOn', 'issued_on'),
			until: stated(credential, 'validUntil', 'expirationDate', 'expires'),
		},
		stated: UNRELIABLE.has(report.verdict)
			? null
			: statedClaimsOf(credential, report.vouched?.by === 'this-site', languages),
		page: page ?? null,
		holder: holder ?? null,
		sheet,
		picture: picture ?? null,
		checks: report.checks.map((one) =>
			worded(
				{
					id: one.id,
					outcome: one.outcome,
					reason: one.reason,
					title: inBoth((locale) => checkTitle(one.id, locale)),
					notProven: inBoth((locale) => notProvenSentence(one.id, locale)),
				},
				(locale) => sentence(one, locale, words),
			),
		),
	};
	return worded(facts, (locale) => verdictSentence(report, locale, words));
}
