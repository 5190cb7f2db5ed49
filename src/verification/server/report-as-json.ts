import {
	checkTitle,
	generalLimit,
	type JsonObject,
	notProven,
	type Report,
	sentence,
	verdictSentence,
	verdictTitle,
	vouchedSentence,
} from '#openbadges';
import type { Text } from '#platform';
import type { ToldReport } from '../told-report.ts';

/** What a report does not know of itself. */
export interface AboutReport {
	/** When the badge was judged. */
	readonly at: Date;
	/** Whose days the sentences speak of; UTC unless told. */
	readonly timeZone?: string | undefined;
	readonly page?: string | null;
	readonly picture?: string | null;
}

/**
 * Some facts with their sentence in both languages, each worded when it is read: a page reads one, a program both. What is
 * sent or written down holds both, like any other value.
 */
function worded<T extends object>(facts: T, said: (locale: 'fr' | 'en') => string): T & Text {
	const languages = {
		fr: { enumerable: true, get: () => said('fr') },
		en: { enumerable: true, get: () => said('en') },
	};
	return Object.defineProperties({ ...facts }, languages) as T & Text;
}

const inBoth = (said: (locale: 'fr' | 'en') => string): Text => worded({}, said);

/** The first of these dates that the badge states and that can be read, as an instant. */
function stated(credential: JsonObject | null, ...names: readonly string[]): string | null {
	for (const name of names) {
		const value = credential?.[name];
		// Before Open Badges 2.0, a date may be a count of seconds.
		const instant = new Date(
			typeof value === 'number' ? value * 1000 : typeof value === 'string' ? value : '',
		);
		if (!Number.isNaN(instant.getTime())) return instant.toISOString();
	}
	return null;
}

/** A report as it leaves the service, by the command, the page and the API alike. */
export function reportAsJson(report: Report, { at, timeZone, page, picture }: AboutReport): ToldReport {
	const { credential, issuer, achievement } = report;
	const words = { timeZone };
	const facts = {
		verdict: report.verdict,
		title: inBoth((locale) => verdictTitle(report, locale)),
		limit: inBoth(generalLimit),
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
		page: page ?? null,
		picture: picture ?? null,
		checks: report.checks.map((one) =>
			worded(
				{
					id: one.id,
					outcome: one.outcome,
					reason: one.reason,
					title: inBoth((locale) => checkTitle(one.id, locale)),
					notProven: inBoth((locale) => notProven(one.id, locale)),
				},
				(locale) => sentence(one, locale, words),
			),
		),
	};
	return worded(facts, (locale) => verdictSentence(report, locale, words));
}
