import { NON_AWARD_KINDS } from './kinds.ts';
import { readableAddress } from './readable-address.ts';
import { CHECK_IDS } from './reasons.ts';
import type { CheckId, CheckReason } from './reasons.ts';
import type {
	Check,
	StructureProblem,
	StructureProblemCode,
	Report,
	Verdict,
	IssuerVoucher,
} from './report.ts';
import data from './sentences.json' with { type: 'json' };

export type SentenceLocale = 'fr' | 'en';
export interface BilingualText {
	readonly fr: string;
	readonly en: string;
}

type Headline = { readonly title: BilingualText; readonly text: BilingualText };
type Reasons = {
	readonly [C in CheckId]: {
		readonly title: BilingualText;
		readonly notProven: BilingualText;
		readonly reasons: { readonly [R in Exclude<CheckReason<C>, 'not-reached'>]: BilingualText };
	};
};

// These declarations do not compile if a reason, verdict or problem has no sentence.
type Headed = Verdict | 'suspended' | 'replaced' | 'self-named' | 'published-otherwise' | 'other-kind';
const verdicts: Readonly<Record<Headed, Headline>> = data.verdicts;
const steps: Reasons = data.checks;
const vouchers: Readonly<Record<IssuerVoucher['by'], BilingualText>> = data.vouched;
const problems: Readonly<Record<StructureProblemCode, BilingualText>> = data.problems;
// Texts shown in place of the parameters of a sentence that are empty because the document does not state
// them.
const absent: Readonly<Record<string, BilingualText | undefined>> = data.absent;

/** Options of the sentences of a report: the time zone in which dates are given, UTC by default. */
export interface SentenceOptions {
	readonly timeZone?: string | undefined;
}

const INSTANT = /^\d{4}-\d\d-\d\dT/;
// Longest parameter shown in a sentence (characters): a badge may contain longer texts.
const LONGEST_PARAM = 160;

// Date formatters are cached, because creating one takes longer than formatting a hundred dates.
const formats = new Map<string, Intl.DateTimeFormat>();

function daysIn(locale: SentenceLocale, timeZone: string): Intl.DateTimeFormat {
	const name = `${locale} ${timeZone}`;
	const format =
		formats.get(name) ?? new Intl.DateTimeFormat(`${locale}-CA`, { dateStyle: 'long', timeZone });
	formats.set(name, format);
	return format;
}

function shown(value: string, locale: SentenceLocale, options: SentenceOptions): string {
	if (!INSTANT.test(value) || Number.isNaN(Date.parse(value))) {
		return value.length > LONGEST_PARAM ? `${value.slice(0, LONGEST_PARAM)}…` : value;
	}
	// No line ends between a day and its month.
	const day = daysIn(locale, options.timeZone ?? 'UTC')
		.format(new Date(value))
		.replace(' ', '\u00a0');
	// In French the first day of a month is « 1er », which Intl does not write.
	return locale === 'fr' ? day.replace(/^1\u00a0/, '1er\u00a0') : day;
}

/**
 * Writes a parameter of a sentence, as `shown` does. An address is written with the whole host to which it
 * leads, and a did:web as a person reads it (`readableAddress`).
 */
function shownParam(value: string, locale: SentenceLocale, options: SentenceOptions): string {
	const address = readableAddress(value);
	if (address === undefined) return shown(value, locale, options);
	return value.startsWith('did:') || address.startsWith('http://') ? address : `https://${address}`;
}

function fill(text: string, params: Readonly<Record<string, string>>): string {
	return text.replace(/\{(\w+)\}/g, (_whole, name: string) => params[name] ?? '');
}

function listed(details: readonly StructureProblem[], locale: SentenceLocale): string {
	const first = details
		.slice(0, 3)
		.map(({ path, problem }) => `${shown(path, locale, {})} (${problems[problem][locale]})`);
	const others = details.length - first.length;
	const more = others > 0 ? [fill(data.more[locale], { count: String(others) })] : [];
	return [...first, ...more].join(', ');
}

/** What a verification step found, in one sentence. */
export function sentence(check: Check, locale: SentenceLocale, options: SentenceOptions = {}): string {
	if (check.reason === 'not-reached') {
		const after = CHECK_IDS.find((id) => id === check.params['after']);
		return after
			? fill(data.notReachedAfter[locale], { step: checkTitle(after, locale) })
			: data.notReached[locale];
	}
	const reasons: Readonly<Record<string, BilingualText>> = steps[check.id].reasons;
	const params = Object.entries(check.params).map(([name, value]) => [
		name,
		(value === '' && absent[name]?.[locale]) || shownParam(value, locale, options),
	]);
	const detail = listed(check.details ?? [], locale);
	return fill(reasons[check.reason]?.[locale] ?? '', { detail, ...Object.fromEntries(params) });
}

/** The sentence that tells what a verification step does not prove, even if it passed. */
export function notProvenSentence(id: CheckId, locale: SentenceLocale): string {
	return steps[id].notProven[locale];
}

/** The title of a verification step. */
export function checkTitle(id: CheckId, locale: SentenceLocale): string {
	return steps[id].title[locale];
}

/**
 * The sentence that says who vouches for the issuer; empty if the badge could not be attributed to an issuer.
 */
export function vouchedSentence({ vouched, issuer }: Report, locale: SentenceLocale): string {
	if (!vouched) return '';
	const id = issuer?.id ?? '';
	const address = readableAddress(id) ?? shown(id, locale, {});
	const register = 'register' in vouched ? shown(vouched.register, locale, {}) : '';
	return fill(vouchers[vouched.by][locale], { address, register });
}

/** The sentence that tells what no report proves: a report verifies a badge, not the person who shows it. */
export function proofLimitSentence(locale: SentenceLocale): string {
	return data.limit[locale];
}

const has = ({ checks }: Report, id: CheckId, ...reasons: readonly string[]) =>
	checks.some((one) => one.id === id && reasons.includes(one.reason));

/**
 * The title and the sentence of a report's verdict; some verdicts have special texts, such as `revoked` for a
 * badge that is only suspended.
 */
function headline(report: Report): Headline {
	const { verdict } = report;
	if (verdict === 'revoked' && has(report, 'status', 'suspended')) return verdicts.suspended;
	if (verdict === 'revoked' && has(report, 'status', 'replaced')) return verdicts.replaced;
	// A hosted badge has no signature: the text must not mention one.
	if (verdict === 'altered' && has(report, 'signature', 'hosted-differs'))
		return verdicts['published-otherwise'];
	if (verdict === 'unsupported' && has(report, 'version', ...NON_AWARD_KINDS)) return verdicts['other-kind'];
	if (verdict === 'valid-issuer-unproven' && has(report, 'issuer', 'key-only') && report.issuer?.name)
		return verdicts['self-named'];
	return verdicts[verdict];
}

/** The verdict in a word or two: « Valide », “Revoked”. */
export function verdictTitle(report: Report, locale: SentenceLocale): string {
	return headline(report).title[locale];
}

// For each verdict, the steps that can cause it: the first one that did explains the verdict. `dates` is left
// out, because it may fail without being the cause.
const DECIDING: Partial<Record<Verdict, readonly CheckId[]>> = {
	refused: ['structure', 'vocabulary', 'issuer', 'signature', 'binding', 'status'],
	malformed: ['receive', 'extract', 'version'],
	unsupported: ['receive', 'extract', 'version', 'structure', 'issuer', 'signature'],
	unknown: CHECK_IDS,
};

// Steps whose failure the headline mentions even if it did not cause the verdict: many people read only the
// headline.
const REFUSING: readonly CheckId[] = ['signature', 'binding', 'issuer', 'vocabulary', 'structure', 'status'];

/** The reasons of the step `status` that the headline itself tells. */
const NOT_IN_FORCE: readonly string[] = ['revoked', 'replaced', 'suspended'];

/**
 * The checks that the sentence of the verdict also mentions: for a good verdict, a warning about the status
 * and a badge that names nobody; for any other verdict, a failed step that people must know about.
 */
function remarksOf({ verdict, checks }: Report): readonly Check[] {
	if (verdict === 'valid' || verdict === 'valid-issuer-unproven') {
		return checks.filter(
			({ id, outcome, reason }) => (id === 'status' && outcome === 'warn') || reason === 'names-nobody',
		);
	}
	const worse = checks.find(
		({ id, outcome, reason }) =>
			REFUSING.includes(id) && outcome === 'fail' && !NOT_IN_FORCE.includes(reason),
	);
	return worse ? [worse] : [];
}

/** The verdict explained in one or two sentences, without its title. */
export function verdictSentence(
	report: Report,
	locale: SentenceLocale,
	options: SentenceOptions = {},
): string {
	const outcome = ['refused', 'malformed', 'altered'].includes(report.verdict) ? 'fail' : 'unknown';
	const ids = DECIDING[report.verdict] ?? ['signature'];
	const decisive = report.checks.find((one) => ids.includes(one.id) && one.outcome === outcome);
	const reason = decisive ? sentence(decisive, locale, options) : '';
	const date = report.checks.find(({ id }) => id === 'dates')?.params['date'] ?? '';
	const said = remarksOf(report).map((one) => sentence(one, locale, options));
	const good = report.verdict.startsWith('valid');
	const remarks =
		good || said.length === 0 ? said.join(' ') : fill(data.also[locale], { reason: said.join(' ') });
	const name = shown(report.issuer?.name ?? '', locale, options);
	const replacedBy = report.checks.find(({ reason }) => reason === 'newer-stands');
	return fill(headline(report).text[locale], {
		reason,
		remarks,
		newer: replacedBy ? sentence(replacedBy, locale, options) : '',
		name,
		date: shown(date, locale, options),
	}).trim();
}
