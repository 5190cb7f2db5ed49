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

const inBoth = (said: (locale: 'fr' | 'en') => string): Text => ({ fr: said('fr'), en: said('en') });

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
	return {
		verdict: report.verdict,
		title: inBoth((locale) => verdictTitle(report, locale)),
		...inBoth((locale) => verdictSentence(report, locale, words)),
		limit: inBoth(generalLimit),
		verifiedAt: at.toISOString(),
		spec: report.spec,
		issuer: issuer && { id: issuer.id, name: issuer.name },
		achievement: achievement && { id: achievement.id, name: achievement.name },
		vouched: report.vouched && {
			by: report.vouched.by,
			register: 'register' in report.vouched ? report.vouched.register : null,
			...inBoth((locale) => vouchedSentence(report, locale)),
		},
		dates: {
			from: stated(credential, 'validFrom', 'issuanceDate', 'issuedOn', 'issued_on'),
			until: stated(credential, 'validUntil', 'expirationDate', 'expires'),
		},
		page: page ?? null,
		picture: picture ?? null,
		checks: report.checks.map((one) => ({
			id: one.id,
			outcome: one.outcome,
			reason: one.reason,
			title: inBoth((locale) => checkTitle(one.id, locale)),
			...inBoth((locale) => sentence(one, locale, words)),
			notProven: inBoth((locale) => notProven(one.id, locale)),
		})),
	};
}
