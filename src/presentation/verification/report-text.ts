import type { Outcome, Verdict } from '#openbadges';
import { dateFormat } from '#platform';
import type { Locale } from '#platform';
import type { ToldReport } from '#verification';

/** How a result looks; what could not be checked is grey, neither false nor true. */
export type Tone = 'info' | 'success' | 'warning' | 'error' | 'unknown';

const TONES: Record<Verdict, Tone> = {
	valid: 'success',
	'valid-issuer-unproven': 'warning',
	expired: 'warning',
	'not-yet-valid': 'warning',
	revoked: 'error',
	altered: 'error',
	refused: 'error',
	malformed: 'error',
	unsupported: 'unknown',
	unknown: 'unknown',
};
const OUTCOME_TONES: Record<Outcome, Tone> = {
	pass: 'success',
	warn: 'warning',
	fail: 'error',
	unknown: 'unknown',
	skip: 'unknown',
};

/** An answer set apart, at the top of the page. */
export interface Headline {
	readonly kind: Tone;
	readonly title: string;
	readonly text: string;
}

/** A report as a page shows it. */
export interface ReportText extends Headline {
	readonly verdict: Verdict;
	readonly limit: string;
	/** Whether it was issued to the e-mail that was typed: another question, when it was asked. */
	readonly recipient: Headline | null;
	/** Whether anything of a badge was read: where nothing was, there is nothing to tell of it. */
	readonly stated: boolean;
	/** As the badge states it. */
	readonly badge: string | null;
	readonly issuer: { readonly name: string; readonly id: string } | null;
	/** Who vouches for the issuer. */
	readonly vouched: string | null;
	/** Whether a register knows the issuer. */
	readonly known: { readonly text: string; readonly outcome: Outcome } | null;
	readonly spec: string | null;
	readonly from: string | null;
	readonly until: string | null;
	readonly at: string;
	readonly rows: readonly {
		readonly id: string;
		readonly title: string;
		readonly meaning: string;
		readonly notProven: string;
		readonly outcome: Outcome;
	}[];
}

// Days are those of Québec, as in the report’s own sentences.
const TIME_ZONE = 'America/Toronto';

function dateText(instant: string | null, locale: Locale, withTime = false): string | null {
	if (instant === null) return null;
	return dateFormat(locale, TIME_ZONE, withTime ? 'minute' : 'day').format(new Date(instant));
}

const SAID_NOTHING: readonly string[] = ['not-asked', 'not-reached'];

/** A report in the words of a language; steps never reached are left out, they say nothing. */
export function reportText(report: ToldReport, locale: Locale): ReportText {
	const found = (id: string) =>
		report.checks.find((check) => check.id === id && !SAID_NOTHING.includes(check.reason));
	const known = found('register');
	const recipient = found('recipient');
	const bound = ['pass', 'warn'].includes(found('binding')?.outcome ?? '');
	// An issuer that nobody knows is never shown in green.
	const stranger = report.verdict === 'valid' && known?.outcome !== 'pass';
	return {
		verdict: report.verdict,
		kind: stranger ? 'info' : TONES[report.verdict],
		title: report.title[locale],
		text: stranger && known ? `${report[locale]} ${known[locale]}` : report[locale],
		limit: report.limit[locale],
		recipient: recipient
			? {
					kind: OUTCOME_TONES[recipient.outcome],
					title: recipient.title[locale],
					text: recipient[locale],
				}
			: null,
		stated: Boolean(report.achievement?.name ?? report.issuer ?? report.spec),
		badge: report.achievement?.name ?? null,
		issuer: report.issuer && { name: report.issuer.name ?? report.issuer.id, id: report.issuer.id },
		vouched: report.vouched?.[locale] ?? null,
		// Beside a name that nothing ties to the signature, « known » would say too much.
		known:
			known && (bound || known.outcome !== 'pass') ? { text: known[locale], outcome: known.outcome } : null,
		spec: report.spec && `Open Badges ${report.spec}`,
		from: dateText(report.dates.from, locale),
		until: dateText(report.dates.until, locale),
		at: dateText(report.verifiedAt, locale, true) ?? '',
		rows: report.checks
			.filter(({ reason }) => reason !== 'not-reached')
			.map((check) => ({
				id: check.id,
				title: check.title[locale],
				meaning: check[locale],
				notProven: check.notProven[locale],
				outcome: check.outcome,
			})),
	};
}
