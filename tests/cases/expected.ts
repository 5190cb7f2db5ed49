import { CHECK_IDS, type Report, sentence, VERDICTS, type Verdict, verdictSentence } from '#openbadges';

/** Something that must hold of a report, in the words of the case. */
interface Condition {
	readonly words: string;
	readonly holds: (report: Report) => boolean;
}

/** What a case expects: one of these verdicts with its conditions, and what must not be. */
export interface Expected {
	/** As the case writes it. */
	readonly text: string;
	readonly verdicts: readonly { readonly verdict: Verdict; readonly also: readonly Condition[] }[];
	/** Whatever the verdict. */
	readonly always: readonly Condition[];
	/** Clauses that this command cannot read: the case is then not met. */
	readonly unread: readonly string[];
}

const GOOD: readonly Verdict[] = ['valid', 'valid-issuer-unproven'];
const spoken = (verdict: Verdict) => verdict.replaceAll('-', ' ');
const verdictIn = (words: string): Verdict | undefined =>
	// The longest first: « not yet valid » before « valid ».
	[...VERDICTS]
		.sort((one, other) => other.length - one.length)
		.find(
			(verdict) => words === spoken(verdict) || words === verdict || words.startsWith(`${spoken(verdict)} `),
		);

/** Everything that a report tells a person, in both languages. */
export const wordsOf = (report: Report): string =>
	(['en', 'fr'] as const)
		.flatMap((locale) => [
			verdictSentence(report, locale),
			...report.checks.filter(({ outcome }) => outcome !== 'skip').map((one) => sentence(one, locale)),
		])
		.join('\n')
		.toLowerCase();

/** What the steps that decided say, the headline included. */
const troubles = (report: Report): string =>
	[
		verdictSentence(report, 'en'),
		...report.checks
			.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skip')
			.map((one) => sentence(one, 'en')),
	].join('\n');

const unquoted = (words: string) => words.replace(/["“”«»]/g, '').trim();

/** What is said of most badges, whatever they depart from. */
const USUAL: readonly string[] = ['key-only', 'no-status', 'no-record', 'unlisted'];

/** « with a remark », « with our limit in the sentence », « with a sentence that says it is a presentation ». */
function manner(words: string): Condition | undefined {
	if (/^with (a|one) remark/.test(words))
		return {
			words,
			holds: ({ checks }) =>
				checks.some(({ outcome, reason }) => outcome === 'warn' && !USUAL.includes(reason)),
		};
	if (/^with (the|our) limit in the sentence/.test(words))
		return { words, holds: (report) => /\d/.test(troubles(report)) };
	const [, named] =
		/^with a sentence that (?:says (?:it is|that)?|names) ?(?:an? |the )?(.+)$/.exec(words) ?? [];
	if (named === undefined) return undefined;
	return { words, holds: (report) => wordsOf(report).includes(unquoted(named).toLowerCase()) };
}

/** « recipient matches », « status not-revoked », « dates warn »: a step, and its reason or its outcome. */
function step(words: string): Condition | undefined {
	const [name = '', ...rest] = words.split(' ');
	const id = CHECK_IDS.find((one) => one === name);
	const said = rest.join('-');
	if (id === undefined || said === '') return undefined;
	return {
		words,
		holds: ({ checks }) =>
			checks.some((one) => one.id === id && (one.reason === said || one.outcome === said)),
	};
}

/** « never refused », « never "not a key" », « not valid ». */
function forbidden(words: string): Condition | undefined {
	const [, what = ''] = /^(?:never|not) (.+)$/.exec(words) ?? [];
	if (what === '' || verdictIn(words)) return undefined;
	const verdict = verdictIn(unquoted(what));
	if (verdict === 'valid') return { words, holds: (report) => !GOOD.includes(report.verdict) };
	if (verdict) return { words, holds: (report) => report.verdict !== verdict };
	return { words, holds: (report) => !wordsOf(report).includes(unquoted(what).toLowerCase()) };
}

/** Reads what a case expects: clauses apart by commas, semicolons, « or » and « and »; what is in brackets is why. */
export function readExpected(text: string): Expected {
	const verdicts: { verdict: Verdict; also: Condition[] }[] = [];
	const always: Condition[] = [];
	const unread: string[] = [];
	const plain = text
		.replace(/\([^)]*\)/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const clauses = plain.split(/\s*[;,]\s*|\s+or\s+(?=[a-z])|\s+and\s+(?=[a-z])|\.\s+/).map((one) =>
		one
			.replace(/^(or|and|but)\s+/, '')
			.replace(/\.$/, '')
			.trim(),
	);
	for (const clause of clauses.filter(Boolean)) {
		const verdict = verdictIn(clause);
		const last = verdicts.at(-1);
		if (verdict) {
			const rest = clause.slice(spoken(verdict).length).trim();
			const how = rest === '' ? undefined : (manner(rest) ?? step(rest));
			if (rest !== '' && !how) unread.push(rest);
			verdicts.push({ verdict, also: how ? [how] : [] });
			continue;
		}
		const no = forbidden(clause);
		const how = manner(clause) ?? step(clause);
		if (no) always.push(no);
		else if (how && last) last.also.push(how);
		else if (how) always.push(how);
		else unread.push(clause);
	}
	return { text, verdicts, always, unread };
}

/**
 * Whether a report has the verdict a case expects. Cases are made with issuers that are nothing but a key: such a badge
 * is as valid as it can be, and its verdict says beside it that nobody vouches for the issuer.
 */
const meets = (wanted: Verdict, { verdict, checks }: Report): boolean =>
	verdict === wanted ||
	(wanted === 'valid' &&
		verdict === 'valid-issuer-unproven' &&
		checks.some(({ id, reason }) => id === 'issuer' && reason === 'key-only'));

/** Why a report does not meet what was expected; empty when it does. */
export function unmet(expected: Expected, report: Report): readonly string[] {
	if (expected.unread.length > 0) return [`cannot read « ${expected.unread.join(' »; « ')} »`];
	if (expected.verdicts.length + expected.always.length === 0) return ['nothing is expected'];
	const broken = expected.always.filter(({ holds }) => !holds(report)).map(({ words }) => words);
	const fitting = expected.verdicts.filter(({ verdict }) => meets(verdict, report));
	if (expected.verdicts.length === 0) return broken;
	if (fitting.length === 0) return [...broken, expected.verdicts.map(({ verdict }) => verdict).join(' or ')];
	const short = fitting.map(({ also }) =>
		also.filter(({ holds }) => !holds(report)).map(({ words }) => words),
	);
	return [...broken, ...(short.find((one) => one.length === 0) ?? short[0] ?? [])];
}
