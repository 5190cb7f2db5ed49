import { createHash } from 'node:crypto';
import type { ColumnKind } from './table-shapes.ts';

/**
 * The value of a column in the form that does not depend on the dialect: texts as they are, instants as
 * milliseconds since 1970, JSON as text with its keys in order.
 */
export type CanonicalValue = string | number | boolean | null;

/** What PostgreSQL, or the comparison, cannot take in a value. */
export type ValueFaultKind =
	/** U+0000, which PostgreSQL refuses in texts and in JSON. */
	| 'nul'
	/** Bytes that are not UTF-8, or half of a surrogate pair. */
	| 'not-utf8'
	/** An integer, or an instant, that the column cannot hold. */
	| 'out-of-range'
	/** A text that is not JSON, in a column of JSON. */
	| 'not-json'
	/** A value of another type than the column’s: SQLite takes any. */
	| 'wrong-type';

/** A value that cannot be moved. */
export class ValueFault extends Error {
	readonly kind: ValueFaultKind;
	constructor(kind: ValueFaultKind) {
		super(kind);
		this.name = 'ValueFault';
		this.kind = kind;
	}
}

const INT4 = 2 ** 31;
/** The instants that both a `Date` and PostgreSQL hold (ms): from 4713 before our era. */
const EARLIEST = -210_866_803_200_000;
const LATEST = 8.64e15;

const inOrder = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(inOrder);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, held]) => [key, inOrder(held)] as const);
	// Not an object with these keys: `__proto__`, and keys that are numbers, would not keep their place.
	return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
};

function jsonOf(value: unknown): string {
	if (value instanceof Map)
		return `{${[...value].map(([key, held]) => `${JSON.stringify(key)}:${jsonOf(held)}`).join(',')}}`;
	if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
	return JSON.stringify(value);
}

/**
 * Writes JSON again without spaces and with the keys of each object in order (UTF-16 code units, as RFC 8785):
 * PostgreSQL stores JSON in an order of its own. Throws `ValueFault`.
 */
export function canonicalJson(text: string): string {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new ValueFault('not-json');
	}
	const canonical = jsonOf(inOrder(value));
	// `JSON.stringify` writes both as escapes, which PostgreSQL refuses in `jsonb`.
	if (/(?<!\\)(?:\\\\)*\\u0000/.test(canonical)) throw new ValueFault('nul');
	if (/(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(canonical)) throw new ValueFault('not-utf8');
	return canonical;
}

function textOf(value: unknown): string {
	if (typeof value !== 'string') throw new ValueFault('wrong-type');
	if (value.includes('\0')) throw new ValueFault('nul');
	return value;
}

function numberOf(value: unknown, fits: (value: number) => boolean): number {
	if (typeof value !== 'number') throw new ValueFault('wrong-type');
	if (!fits(value)) throw new ValueFault('out-of-range');
	return value;
}

const BY_KIND: Readonly<Record<ColumnKind, (value: unknown) => CanonicalValue>> = {
	text: textOf,
	integer: (value) => numberOf(value, (n) => Number.isInteger(n) && n >= -INT4 && n < INT4),
	serial: (value) => numberOf(value, Number.isSafeInteger),
	// Zero has one sign: the dialects do not agree about the other, and both say that they are equal.
	real: (value) => numberOf(value, (n) => !Number.isNaN(n)) + 0,
	boolean: (value) => {
		if (value !== 0 && value !== 1) throw new ValueFault('wrong-type');
		return value === 1;
	},
	instant: (value) => numberOf(value, (n) => Number.isInteger(n) && n >= EARLIEST && n <= LATEST),
	json: (value) => canonicalJson(textOf(value)),
};

/**
 * Returns a value of SQLite in the form that does not depend on the dialect. Throws `ValueFault` for one that
 * PostgreSQL would refuse, or that the column should not hold.
 */
export const canonicalFromSqlite = (kind: ColumnKind, value: unknown): CanonicalValue =>
	value === null ? null : BY_KIND[kind](value);

/**
 * Returns a value of PostgreSQL, given as text (an instant as its milliseconds), in the form that does not
 * depend on the dialect. Throws `ValueFault` for one that SQLite, or this program, cannot hold.
 */
export function canonicalFromPostgres(kind: ColumnKind, value: string | null): CanonicalValue {
	if (value === null) return null;
	if (kind === 'text' || kind === 'json') return BY_KIND[kind](value);
	if (kind === 'boolean') return value === 't';
	return BY_KIND[kind](Number(value));
}

/**
 * Writes a row as one line that two different rows never share: a JSON array of its values, columns in
 * alphabetical order.
 */
export function canonicalLine(row: readonly CanonicalValue[]): string {
	// JSON has no infinity, and would write null.
	const finite = row.every((value) => value !== Infinity && value !== -Infinity);
	const values = finite
		? row
		: row.map((value) => (value === Infinity || value === -Infinity ? [String(value)] : value));
	return `${JSON.stringify(values)}\n`;
}

/** How many rows a table has, and the SHA-256 (hexadecimal) of their lines, in the order of the primary key. */
export interface TableSum {
	readonly rows: number;
	readonly sha256: string;
}

/** Sums the rows of a table, given one after another in the order of the primary key. */
export function tableSum(): { add(row: readonly CanonicalValue[]): void; sum(): TableSum } {
	const hash = createHash('sha256');
	let rows = 0;
	let waiting = '';
	return {
		add(row) {
			rows += 1;
			waiting += canonicalLine(row);
			if (waiting.length > 65_536) {
				hash.update(waiting);
				waiting = '';
			}
		},
		sum: () => ({ rows, sha256: hash.update(waiting).digest('hex') }),
	};
}
