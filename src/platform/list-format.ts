import type { Locale } from './language.ts';

const lists = new Map<string, Intl.ListFormat>();

/**
 * The formatter for lists in this language, created once per type: conjunction (`a, b et c`), disjunction
 * (`a, b ou c`) or unit (`a, b, c`).
 */
export function listFormat(locale: Locale, type: 'conjunction' | 'disjunction' | 'unit'): Intl.ListFormat {
	const name = `${locale} ${type}`;
	let format = lists.get(name);
	if (!format) {
		format = new Intl.ListFormat(`${locale}-CA`, { type });
		lists.set(name, format);
	}
	return format;
}
