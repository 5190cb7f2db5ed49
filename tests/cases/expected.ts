import { CHECK_IDS, type Report, sentence, VERDICTS, type Verdict, verdictSentence } from '#openbadges';

/** A condition that the report of a verification must meet, with the words of the case that state it. */
interface Condition {
	readonly words: string;
	readonly holds: (report: Report) => boolean;
}

/**
 * What a case expects of the report: one of these verdicts, with the conditions that go with it, and
 * conditions that hold whatever the verdict.
 */
export interface Expected {
	/** The text in which the case says what it expects, unparsed. */
	readonly text: string;
	readonly verdicts: readonly { readonly verdict: Verdict; readonly also: readonly Condition[] }[];
	/** Conditions that the report must meet whatever its verdict. */
	readonly always: readonly Condition[];
	/** Clauses of the text that this parser cannot read; a case with any of them fails. */
	readonly unread: readonly string[];
}

const GOOD: readonly Verdict[] = ['valid', 'valid-issuer-unproven'];
const spoken = (verdict: Verdict) => verdict.replaceAll('-', ' ');
const verdictIn = (words: string): Verdict | undefined =>
	// Longest first: “not yet valid” before “valid”.
	[...VERDICTS]
		.sort((one, other) => other.length - one.length)
		.find(
			(verdict) => words === spoken(verdict) || words === verdict || words.startsWith(`${spoken(verdict)} `),
		);

/** Everything that a report tells a person, in English and French, as one lower-case text to search. */
export const wordsOf = (report: Report): string =>
	(['en', 'fr'] as const)
		.flatMap((locale) => [
			verdictSentence(report, locale),
			...report.checks.filter(({ outcome }) => outcome !== 'skip').map((one) => sentence(one, locale)),
		])
		.join('\n')
		.toLowerCase();

/**
 * What is wrong, in English, according to a report: its headline, and the sentences of the checks that
 * neither passed nor were skipped.
 */
const troubles = (report: Report): string =>
	[
		verdictSentence(report, 'en'),
		...report.checks
			.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skip')
			.map((one) => sentence(one, 'en')),
	].join('\n');

const unquoted = (words: string) => words.replace(/["“”«»]/g, '').trim();

/** The reasons of remarks that the report of most badges has, whatever else is wrong with them. */
const USUAL: readonly string[] = ['key-only', 'no-status', 'no-record', 'unlisted'];

/**
 * Parses a clause of a case such as “with a remark”, “with our limit in the sentence” or “with a sentence
 * that says it is a presentation”; undefined for any other clause.
 */
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

/**
 * Parses a clause of a case such as “recipient matches”, “status not-revoked” or “dates warn”: a check, then
 * its reason or outcome; undefined for any other clause.
 */
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

/**
 * Parses a clause of a case such as “never refused”, “never "not a key"” or “not valid”: a verdict or words
 * that the report must not have; undefined for any other clause.
 */
function forbidden(words: string): Condition | undefined {
	const [, what = ''] = /^(?:never|not) (.+)$/.exec(words) ?? [];
	if (what === '' || verdictIn(words)) return undefined;
	const verdict = verdictIn(unquoted(what));
	if (verdict === 'valid') return { words, holds: (report) => !GOOD.includes(report.verdict) };
	if (verdict) return { words, holds: (report) => report.verdict !== verdict };
	return { words, holds: (report) => !wordsOf(report).includes(unquoted(what).toLowerCase()) };
}

/**
 * Parses the text in which a case says what it expects. Commas, semicolons, “or” and “and” separate clauses;
 * brackets enclose reasons, which are ignored.
 */
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
 * True when a report has the verdict that a case expects. The issuers of cases are mostly bare keys, so
 * `valid` also accepts `valid-issuer-unproven` when the only doubt is that nobody vouches for the issuer.
 */
const meets = (wanted: Verdict, { verdict, checks }: Report): boolean =>
	verdict === wanted ||
	(wanted === 'valid' &&
		verdict === 'valid-issuer-unproven' &&
		checks.some(({ id, reason }) => id === 'issuer' && reason === 'key-only'));

/**
 * The conditions of a case that its report does not meet, in the words of the case; empty when it meets all.
 */
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
