import type { Locale } from './language.ts';

/** The methods of Intl.DateTimeFormat that callers use: an instant as text, or as parts. */
type DateFormat = Pick<Intl.DateTimeFormat, 'format' | 'formatToParts'>;

/** `day`: `28 novembre 2026`; `minute`: the same with the time; `civil`: `2026-11-28`. */
type DateStyle = 'day' | 'minute' | 'civil';

const STYLES: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
	day: { dateStyle: 'long' },
	minute: { dateStyle: 'long', timeStyle: 'short' },
	civil: { dateStyle: 'short' },
};

// Formatters are cached: creating one takes longer than formatting a hundred dates. There are few
// combinations of locale, style and institution's time zone.
const dates = new Map<string, DateFormat>();

/**
 * Wraps a formatter, so that no line ends between a day and its month, nor within a time. In French, the first
 * of a month is « 1er novembre » and five in the morning « 5 h »: Intl writes « 1 novembre » and « 05 h ».
 */
function asWritten(intl: Intl.DateTimeFormat, locale: Locale): DateFormat {
	const formatToParts: DateFormat['formatToParts'] = (at) => {
		const parts = intl.formatToParts(at);
		return parts.map((part, index) => {
			const { type, value } = part;
			// The first two parts that are not literal are the day and the month, in the order of the language.
			if (type === 'literal' && (index === 1 || value === ' h '))
				return { ...part, value: value.replaceAll(' ', '\u00a0') };
			if (locale !== 'fr') return part;
			if (type === 'day' && value === '1') return { ...part, value: '1er' };
			return type === 'hour' ? { ...part, value: String(Number(value)) } : part;
		});
	};
	return {
		formatToParts,
		format: (at) =>
			formatToParts(at)
				.map(({ value }) => value)
				.join(''),
	};
}

/**
 * The formatter for instants in this language and time zone (IANA name), created once for each combination.
 */
export function dateFormat(locale: Locale, timeZone: string, style: DateStyle = 'day'): DateFormat {
	const name = `${locale} ${timeZone} ${style}`;
	let format = dates.get(name);
	if (!format) {
		const intl = new Intl.DateTimeFormat(`${locale}-CA`, { ...STYLES[style], timeZone });
		format = style === 'civil' ? intl : asWritten(intl, locale);
		dates.set(name, format);
	}
	return format;
}
