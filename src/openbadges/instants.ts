import { asText } from './json.ts';
import type { Json } from './json.ts';

const DATE = /^\d{4}-\d\d-\d\d$/;
const DATE_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Parses a date of a badge (ISO 8601; before Open Badges 1.0 also seconds since 1970); undefined if it is
 * invalid. A day without a time gives its first second in UTC, or its last second if `end` is `last`.
 */
export function instantOf(value: Json | undefined, end?: 'last'): Date | undefined {
	const seconds = typeof value === 'string' && /^\d{9,10}$/.test(value) ? Number(value) : value;
	if (typeof seconds === 'number') return Number.isSafeInteger(seconds) ? dated(seconds * 1000) : undefined;
	const text = (asText(value) ?? '').trim();
	if (!isCalendarDay(text)) return undefined;
	if (DATE.test(text)) return dated(`${text}T${end === 'last' ? '23:59:59' : '00:00:00'}Z`);
	if (!DATE_TIME.test(text)) return undefined;
	// Read a time without a zone as UTC, so that every reader gets the same instant.
	return dated(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
}

/**
 * Whether the first ten characters of a date are a day that exists: JavaScript would read 30 February as 2
 * March.
 */
export function isCalendarDay(text: string): boolean {
	const day = text.slice(0, 10);
	const read = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}

function dated(value: string | number): Date | undefined {
	const date = new Date(value);
	return Number.isNaN(date.getTime()) ? undefined : date;
}
