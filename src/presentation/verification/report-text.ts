import type { CheckOutcome, Verdict } from '#openbadges';
import { dateFormat, dayInWords, languageName, type Locale, USUAL_TIME_ZONE } from '#platform';
import type { StatedClaims, WordedCheck, WordedReport } from '#verification';
import { m } from '#messages';

/**
 * The meaning of the colour in which the result of a verification is shown. `unknown` (grey) is for what
 * could not be checked, and so is neither true nor false.
 */
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
const OUTCOME_TONES: Record<CheckOutcome, Tone> = {
	pass: 'success',
	warn: 'warning',
	fail: 'error',
	unknown: 'unknown',
	skip: 'unknown',
};

/** The verdicts with which it is not proven that the badge's content comes from its issuer. */
const UNPROVEN: ReadonlySet<Verdict> = new Set([
	'valid-issuer-unproven',
	'unsupported',
	'unknown',
	'altered',
	'refused',
	'malformed',
]);

/** The answer that the page of a verification highlights: its colour, a word and a sentence. */
export interface Headline {
	readonly kind: Tone;
	readonly title: string;
	readonly text: string;
}

/** The report of a badge's verification, in one language, as a page shows it. */
export interface ReportView extends Headline {
	readonly verdict: Verdict;
	readonly limit: string;
	/** Whether the badge was issued to the typed e-mail address; null when none was given. */
	readonly recipient: Headline | null;
	/** False when nothing of the badge could be read, so that the page has nothing to show of it. */
	readonly stated: boolean;
	/** The badge's name, as the badge itself states it. */
	readonly badge: string | null;
	/** The issuer's name (or words that say that it gives none), and its identifier for technicians. */
	readonly issuer: { readonly name: string; readonly id: string } | null;
	/**
	 * A sentence that says who vouches for the issuer's name; null when nobody does or when the page says it
	 * elsewhere.
	 */
	readonly vouched: string | null;
	/**
	 * A sentence that says whether a register of known issuers lists the badge's issuer, and the outcome of
	 * that check; null when there is nothing to say.
	 */
	readonly known: { readonly text: string; readonly outcome: CheckOutcome } | null;
	readonly spec: string | null;
	/** The badge's validity period, in a few words. */
	readonly period: string | null;
	/** What the badge states about the achievement; null when none of it can be relied on. */
	readonly says: StatedClaims | null;
	/** A sentence that names the language of the badge's own words; null when it is the reader's or unknown. */
	readonly writtenIn: string | null;
	/** True when it is proven that the badge's content comes from its issuer. */
	readonly proven: boolean;
	/** What the badge says of itself as a whole, without the part in `ownLimits`. */
	readonly summary: string | null;
	/** For a badge that came in an image: that what the image looks like is not checked. */
	readonly appearance: string | null;
	/** What the badge says it does not prove, when this service issued it; otherwise null. */
	readonly ownLimits: string | null;
	/** The badge's holder, as far as known. */
	readonly holder: { readonly name: string; readonly about: string | null };
	/** True when the file given was the printed sheet (PDF) that this service makes of a badge. */
	readonly sheet: boolean;
	readonly at: string;
	readonly rows: readonly {
		readonly id: string;
		readonly title: string;
		readonly meaning: string;
		readonly notProven: string;
		readonly outcome: CheckOutcome;
	}[];
}

/** Makes a function that writes instants as days in a time zone, as the report’s own sentences do. */
const datesIn =
	(locale: Locale, timeZone: string) =>
	(instant: string | null, withTime = false): string | null => {
		if (instant === null) return null;
		const at = new Date(instant);
		return withTime ? dateFormat(locale, timeZone, 'minute').format(at) : dayInWords(at, locale, timeZone);
	};

const SAID_NOTHING: readonly string[] = ['not-asked', 'not-reached'];

function periodText(from: string | null, until: string | null): string | null {
	if (from !== null) return until === null ? m.verify_since({ from }) : m.verify_since_until({ from, until });
	return until && m.verify_until({ until });
}

function holderText({ holder, stated }: WordedReport): {
	readonly name: string;
	readonly about: string | null;
} {
	if (holder !== null) return { name: holder, about: m.verify_to_holder_about() };
	return { name: m.verify_to_nobody(), about: stated?.bound ? m.verify_to_bound() : null };
}

/**
 * Names the language in which a badge is written (a BCP 47 tag), for a reader of another language; null if it
 * is the reader's, or has no known name.
 */
function writtenInText(tag: string | null, locale: Locale): string | null {
	const [spoken = ''] = tag?.toLowerCase().split('-') ?? [];
	if (spoken === '' || spoken === locale) return null;
	const language = languageName(locale, spoken);
	return language ? m.verify_written_in({ language }, { locale }) : null;
}

/**
 * Splits what a badge issued by this service says of itself into its summary and its limits, which begin with
 * the same words in every badge of a language. When no limits are found, all of it is the summary.
 */
function summed(summary: string): { summary: string | null; ownLimits: string | null } {
	const starts = (['fr', 'en'] as const)
		.map((locale) => summary.indexOf(m.verify_limits_opening({}, { locale })))
		.filter((start) => start >= 0);
	if (starts.length === 0) return { summary, ownLimits: null };
	const start = Math.min(...starts);
	return { summary: summary.slice(0, start).trim() || null, ownLimits: summary.slice(start) };
}

/**
 * Makes the text of a verification report in one language. Checks that the verification did not reach are
 * left out, because they mean nothing.
 */
export function reportView(
	report: WordedReport,
	locale: Locale,
	timeZone: string = USUAL_TIME_ZONE,
): ReportView {
	const dateText = datesIn(locale, timeZone);
	const found = (id: string) =>
		report.checks.find((check) => check.id === id && !SAID_NOTHING.includes(check.reason));
	const known = found('register');
	const recipient = found('recipient');
	const image = found('extract');
	const bound = ['pass', 'warn'].includes(found('binding')?.outcome ?? '');
	const ownSite = report.vouched?.by === 'this-site';
	const summary = report.stated?.summary ?? null;
	// More is known of the badges of this service: each has a page.
	const told = (check: WordedCheck) =>
		ownSite && check.id === 'recipient' && check.reason === 'no-address'
			? m.verify_recipient_own()
			: check[locale];
	// A copy that a newer one replaced is out of date, not a badge that was taken away.
	const replaced = found('status')?.reason === 'replaced' && report.verdict === 'revoked';
	// An issuer that no register lists is never shown in green.
	const stranger = report.verdict === 'valid' && known?.outcome !== 'pass';
	return {
		verdict: report.verdict,
		kind: replaced ? 'warning' : stranger ? 'info' : TONES[report.verdict],
		title: report.title[locale],
		text: stranger && known ? `${report[locale]} ${known[locale]}` : report[locale],
		limit: report.limit[locale],
		recipient: recipient
			? {
					kind: OUTCOME_TONES[recipient.outcome],
					title: recipient.title[locale],
					text: told(recipient),
				}
			: null,
		stated: Boolean(report.achievement?.name ?? report.issuer ?? report.spec),
		badge: report.achievement?.name ?? null,
		issuer: report.issuer && {
			name: report.issuer.name ?? m.verify_issuer_unnamed(),
			id: report.issuer.id,
		},
		// For a badge of this site, the register's line next to the issuer's name already says so.
		vouched: (ownSite ? null : report.vouched?.[locale]) ?? null,
		// When nothing ties the issuer's name to the signature, calling the issuer known would mislead.
		known:
			known && report.verdict !== 'altered' && (bound || known.outcome !== 'pass')
				? { text: known[locale], outcome: known.outcome }
				: null,
		spec: report.spec && `Open Badges ${report.spec}`,
		period: periodText(dateText(report.dates.from), dateText(report.dates.until)),
		says: report.stated,
		writtenIn: writtenInText(report.stated?.language ?? null, locale),
		proven: !UNPROVEN.has(report.verdict),
		...(ownSite && summary ? summed(summary) : { summary, ownLimits: null }),
		appearance: image && image.outcome !== 'skip' ? image.notProven[locale] : null,
		holder: holderText(report),
		sheet: report.sheet,
		at: dateText(report.verifiedAt, true) ?? '',
		rows: report.checks
			.filter(({ reason }) => reason !== 'not-reached')
			.map((check) => ({
				id: check.id,
				title: check.title[locale],
				meaning: told(check),
				notProven: check.notProven[locale],
				outcome: check.outcome,
			})),
	};
}
