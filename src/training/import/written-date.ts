import { isCivilDate } from '../rules.ts';

/** Why a date of a table is not understood: it is none, or its day and month may be taken for one another. */
export type WrittenDateProblem = 'training.date-unreadable' | 'training.date-ambiguous';

/** Which of day and month is written first in a table; null where none of its dates tells. */
export type DateOrder = 'day' | 'month' | null;

const MONTHS = [
	['janvier', 'january', 'janv', 'jan'],
	['fevrier', 'february', 'fevr', 'fev', 'feb'],
	['mars', 'march', 'mar'],
	['avril', 'april', 'avr', 'apr'],
	['mai', 'may'],
	['juin', 'june', 'jun'],
	['juillet', 'july', 'juil', 'jul'],
	['aout', 'august', 'aug'],
	['septembre', 'september', 'sept', 'sep'],
	['octobre', 'october', 'oct'],
	['novembre', 'november', 'nov'],
	['decembre', 'december', 'dec'],
];

/** Three numbers, then nothing or an hour: `2026-11-28`, `28/11/26, 14:30`. */
const NUMBERS = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:(?:,? +|t).*)?$/;
/** A day, the name of a month and a year: `28 novembre 2026`, `Saturday, 28 November 2026, 2:30 PM`. */
const DAY_FIRST = /(?:^|[ ,])(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)\.?,? (\d{4})(?:$|[ ,])/;
/** The name of a month, a day and a year: `November 28, 2026`. */
const MONTH_FIRST = /(?:^|[ ,])([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:$|[ ,])/;

const folded = (text: string) =>
	text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

const civil = (year: number, month: number, day: number): string | undefined => {
	const text = [String(year).padStart(4, '0'), ...[month, day].map((n) => String(n).padStart(2, '0'))].join(
		'-',
	);
	return isCivilDate(text) ? text : undefined;
};

/** The three numbers of a date whose year is written last, if it is so written. */
function yearLast(text: string): readonly [number, number, number] | undefined {
	const [, one = '', two = '', year = ''] = NUMBERS.exec(folded(text)) ?? [];
	if (one === '' || one.length > 2 || (year.length !== 2 && year.length !== 4)) return undefined;
	return [Number(one), Number(two), year.length === 2 ? 2000 + Number(year) : Number(year)];
}

/** Which of day and month is written first in all of these dates, by those in which one is above twelve. */
export function dateOrder(dates: readonly string[]): DateOrder {
	const numbers = dates.flatMap((date) => [yearLast(date) ?? []].filter((one) => one.length === 3));
	const day = numbers.some(([first]) => first! > 12);
	const month = numbers.some(([, second]) => second! > 12);
	if (day === month) return null;
	return day ? 'day' : 'month';
}

/** The civil date (`2026-11-28`) that a date of a table says, in French or English, with or without an hour. */
export function writtenDate(
	text: string,
	order: DateOrder,
): { readonly date: string } | { readonly code: WrittenDateProblem } {
	const unreadable = { code: 'training.date-unreadable' } as const;
	const read = (date: string | undefined) => (date === undefined ? unreadable : { date });
	const plain = folded(text);
	const [, year = '', month, day] = NUMBERS.exec(plain) ?? [];
	if (year.length === 4) return read(civil(Number(year), Number(month), Number(day)));
	const numbers = yearLast(plain);
	if (numbers) {
		const [one, two, last] = numbers;
		const asDay = civil(last, two, one);
		const asMonth = civil(last, one, two);
		if (order === null && asDay && asMonth && asDay !== asMonth) return { code: 'training.date-ambiguous' };
		if (order === null) return read(asDay ?? asMonth);
		return read(order === 'day' ? asDay : asMonth);
	}
	const monthOf = (word: string | undefined) => MONTHS.findIndex((names) => names.includes(word ?? '')) + 1;
	const named = DAY_FIRST.exec(plain);
	if (named) return read(civil(Number(named[3]), monthOf(named[2]), Number(named[1])));
	const english = MONTH_FIRST.exec(plain);
	return read(english ? civil(Number(english[3]), monthOf(english[1]), Number(english[2])) : undefined);
}
