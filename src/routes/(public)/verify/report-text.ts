import { m } from '#messages';
import {
	checkTitle,
	generalLimit,
	notProven,
	type Outcome,
	type Report,
	sentence,
	type Verdict,
	verdictSentence,
	verdictTitle,
} from '#openbadges';
import type { Locale } from '#platform';

const KINDS: Record<Verdict, 'success' | 'warning' | 'error'> = {
	valid: 'success',
	'valid-issuer-unproven': 'warning',
	expired: 'warning',
	'not-yet-valid': 'warning',
	revoked: 'error',
	altered: 'error',
	refused: 'error',
	malformed: 'error',
	unsupported: 'warning',
	unknown: 'warning',
};

/** A report as a page shows it. */
export interface ReportText {
	readonly verdict: Verdict;
	readonly kind: 'success' | 'warning' | 'error';
	readonly title: string;
	readonly text: string;
	readonly limit: string;
	/** As the badge states it. */
	readonly badge: string | null;
	readonly issuer: string | null;
	readonly rows: readonly {
		readonly id: string;
		readonly title: string;
		readonly meaning: string;
		readonly notProven: string;
		readonly outcome: Outcome;
	}[];
}

/** A report in the words of a language; steps never reached are left out, they say nothing. */
export function reportText(report: Report, locale: Locale, timeZone: string): ReportText {
	const said = verdictSentence(report, locale, { timeZone });
	return {
		verdict: report.verdict,
		kind: KINDS[report.verdict],
		title: verdictTitle(report, locale),
		text: report.verdict === 'unsupported' ? `${said} ${m.verify_foreign()}` : said,
		limit: generalLimit(locale),
		badge: report.achievement?.name ?? null,
		issuer: report.issuer ? (report.issuer.name ?? report.issuer.id) : null,
		rows: report.checks
			.filter(({ reason }) => reason !== 'not-reached')
			.map((check) => ({
				id: check.id,
				title: checkTitle(check.id, locale),
				meaning: sentence(check, locale, { timeZone }),
				notProven: notProven(check.id, locale),
				outcome: check.outcome,
			})),
	};
}
