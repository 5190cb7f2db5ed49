import { m } from '#messages';
import type { Locale } from '#platform';
import type { WordingFault, WordingFaultCode } from '#wording';
import type { ChangedText } from '#wording/server';

type Params = Readonly<Record<string, string | number>>;
const FAULTS: Readonly<Record<WordingFaultCode, (params: Params, options: { locale: Locale }) => string>> = {
	encoding: m.operator_words_fault_encoding,
	'too-large': (params, options) => m.operator_words_fault_too_large(params as { most: number }, options),
	'too-many': (params, options) => m.operator_words_fault_too_many(params as { most: number }, options),
	quote: m.operator_words_fault_quote,
	'stray-quote': m.operator_words_fault_stray_quote,
	'long-row': m.operator_words_fault_long_row,
	header: (params, options) => m.operator_words_fault_header(params as { columns: string }, options),
	cells: (params, options) => m.operator_words_fault_cells(params as { count: number }, options),
	'unknown-slug': (params, options) =>
		m.operator_words_fault_unknown_slug(params as { slug: string }, options),
	twice: (params, options) => m.operator_words_fault_twice(params as { slug: string }, options),
	formula: m.operator_words_fault_formula,
	empty: m.operator_words_fault_empty,
	'too-long': (params, options) => m.operator_words_fault_too_long(params as { most: number }, options),
	control: m.operator_words_fault_control,
	provenance: (params, options) => m.operator_words_fault_provenance(params as { words: string }, options),
	'not-new': (params, options) => m.operator_words_fault_not_new(params as { slug: string }, options),
	'new-slug': m.operator_words_fault_new_slug,
	stays: (params, options) => m.operator_words_fault_stays(params as { slug: string }, options),
	elements: (params, options) =>
		m.operator_words_fault_elements(params as { dimension: string; least: number; most: number }, options),
};

/** Says what is wrong in a file of the framework's words: the line, the column where there is one, and what to do. */
export function wordsFaultText({ line, column, code, params }: WordingFault, locale: Locale): string {
	const fault = FAULTS[code](params, { locale });
	return column === null
		? m.operator_words_at_line({ line, fault }, { locale })
		: m.operator_words_at({ line, column, fault }, { locale });
}

/** What an import would change, in one language: each text as it was (null: new) and as it becomes (null: removed). */
export const wordsChangesView = (changes: readonly ChangedText[], locale: Locale) =>
	changes.map(({ slug, was, becomes, provenance }) => ({
		...{ slug, provenance, was: was?.[locale] ?? null, becomes: becomes?.[locale] ?? null },
	}));

/** Says of one text what it was and what it becomes: `−` before the one, `+` before the other. */
export function wordsChangeText({ slug, was, becomes, provenance }: ChangedText, locale: Locale): string {
	const parts = [was && `− ${was[locale]}`, becomes && `+ ${becomes[locale]} (${provenance})`];
	return [slug, ...parts.filter((one) => one !== null)].join(' ');
}
