import type { Locale } from './language.ts';

/** How an instant is written: `28 novembre 2026`, the same with the hour and the minute, or `2026-11-28`. */
type DateStyle = 'day' | 'minute' | 'civil';

const STYLES: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
	day: { dateStyle: 'long' },
	minute: { dateStyle: 'long', timeStyle: 'short' },
	civil: { dateStyle: 'short' },
};

// Making one takes longer than writing a hundred dates with it. Locales, styles and the zones of institutions are few.
const dates = new Map<string, Intl.DateTimeFormat>();
const lists = new Map<string, Intl.ListFormat>();

/** What writes instants in a language as they are read in a time zone (IANA); made once for each. */
export function dateFormat(locale: Locale, timeZone: string, style: DateStyle = 'day'): Intl.DateTimeFormat {
	const name = `${locale} ${timeZone} ${style}`;
	let format = dates.get(name);
	if (!format) {
		format = new Intl.DateTimeFormat(`${locale}-CA`, { ...STYLES[style], timeZone });
		dates.set(name, format);
	}
	return format;
}

/** What joins words in a language: `a, b et c`, or `a, b, c` (unit); made once for each. */
export function listFormat(locale: Locale, type: 'conjunction' | 'unit'): Intl.ListFormat {
	const name = `${locale} ${type}`;
	let format = lists.get(name);
	if (!format) {
		format = new Intl.ListFormat(`${locale}-CA`, { type });
		lists.set(name, format);
	}
	return format;
}
