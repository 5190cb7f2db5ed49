import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import {
	canonicalFromPostgres,
	canonicalFromSqlite,
	canonicalJson,
	canonicalLine,
	tableSum,
	ValueFault,
} from './canonical-row.ts';
import type { ColumnKind } from './table-shapes.ts';

const faultOf = (work: () => unknown) => {
	try {
		return work();
	} catch (error) {
		return error instanceof ValueFault ? error.kind : error;
	}
};

const value = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 6 }),
	fc.constantFrom('', 'null', '1', 'true', '["Infinity"]', '\n', '\t'),
	fc.double({ noNaN: true }).map((n) => n + 0),
	fc.integer(),
	fc.boolean(),
	fc.constant(null),
);
const row = fc.array(value, { maxLength: 4 });

describe('a row as a line', () => {
	test('is one line, and another for any other row', () => {
		always({ same: 5, other: 200 }, (met) =>
			fc.property(row, fc.oneof(row, fc.constant(undefined)), (a, given) => {
				const b = given ?? [...a];
				const same = a.length === b.length && a.every((one, at) => Object.is(one, b[at]));
				met('same', same);
				met('other', !same);
				expect(canonicalLine(a) === canonicalLine(b)).toBe(same);
				expect(canonicalLine(a).indexOf('\n')).toBe(canonicalLine(a).length - 1);
			}),
		);
	});

	test('sums depend on the rows, on their order, and not on how they were put together', () => {
		const sumOf = (rows: readonly (readonly (string | number)[])[]) => {
			const sum = tableSum();
			for (const one of rows) sum.add(one);
			return sum.sum();
		};
		const many = Array.from({ length: 20_000 }, (_, at) => [at, 'é'.repeat(at % 7)]);
		expect(sumOf(many)).toEqual(sumOf(many));
		expect(sumOf(many).rows).toBe(20_000);
		expect(sumOf([])).toEqual({
			rows: 0,
			sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
		});
		expect(sumOf([['a'], ['b']])).not.toEqual(sumOf([['b'], ['a']]));
		expect(sumOf([['a', 'b']])).not.toEqual(sumOf([['a'], ['b']]));
	});
});

describe('JSON', () => {
	test('reads the same after it, whatever the order of keys and the spaces', () => {
		always({ keys: 50 }, (met) =>
			fc.property(fc.jsonValue({ noUnicodeString: false }), (held) => {
				const text = JSON.stringify(held);
				const canonical = faultOf(() => canonicalJson(text));
				if (canonical === 'nul' || canonical === 'not-utf8') return;
				met('keys', text.includes('":'));
				expect(JSON.parse(String(canonical))).toEqual(JSON.parse(text));
				const turned = JSON.stringify(JSON.parse(text), (_, one: unknown) =>
					typeof one === 'object' && one && !Array.isArray(one)
						? Object.fromEntries(Object.entries(one).reverse())
						: one,
				);
				expect(canonicalJson(JSON.stringify(JSON.parse(turned), null, 2))).toBe(canonical);
			}),
		);
	});

	test.each([
		['{"b":1,"a":[true,null]}', '{"a":[true,null],"b":1}'],
		['{"10":1,"9":2}', '{"10":1,"9":2}'],
		['{"__proto__":1,"a":2}', '{"__proto__":1,"a":2}'],
		[String.raw`"\\u0000"`, String.raw`"\\u0000"`],
		[String.raw`"a\u0000"`, 'nul'],
		[String.raw`"\\\u0000"`, 'nul'],
		[String.raw`{"\u0000":1}`, 'nul'],
		[String.raw`"\ud83d"`, 'not-utf8'],
		[String.raw`"\ud83d\ude00"`, '"😀"'],
		['{', 'not-json'],
		['', 'not-json'],
	])('%s', (text, expected) => {
		expect(faultOf(() => canonicalJson(text))).toBe(expected);
	});
});

describe('a value of SQLite', () => {
	test.each<[ColumnKind, unknown, unknown]>([
		['text', 'é', 'é'],
		['text', '', ''],
		['text', null, null],
		['text', 'a\0b', 'nul'],
		['text', 1, 'wrong-type'],
		['text', Buffer.from('a'), 'wrong-type'],
		['integer', 2_147_483_647, 2_147_483_647],
		['integer', -2_147_483_648, -2_147_483_648],
		['integer', 2_147_483_648, 'out-of-range'],
		['integer', -2_147_483_649, 'out-of-range'],
		['integer', 1.5, 'out-of-range'],
		['integer', '1', 'wrong-type'],
		['serial', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
		['serial', 2 ** 53, 'out-of-range'],
		['real', -0, 0],
		['real', Infinity, Infinity],
		['real', NaN, 'out-of-range'],
		['boolean', 1, true],
		['boolean', 0, false],
		['boolean', 2, 'wrong-type'],
		['instant', 8.64e15, 8.64e15],
		['instant', 8.64e15 + 1, 'out-of-range'],
		['instant', -210_866_803_200_001, 'out-of-range'],
		['instant', 0.5, 'out-of-range'],
		['json', '{"b":1, "a":2}', '{"a":2,"b":1}'],
		['json', 3, 'wrong-type'],
	])('%s %j', (kind, given, expected) => {
		expect(faultOf(() => canonicalFromSqlite(kind, given))).toEqual(expected);
	});
});

describe('a value of PostgreSQL, as text', () => {
	test.each<[ColumnKind, string | null, unknown]>([
		['text', 'é', 'é'],
		['text', null, null],
		['integer', '-12', -12],
		['serial', '9007199254740993', 'out-of-range'],
		['real', '0.1', 0.1],
		['real', '-Infinity', -Infinity],
		['real', 'NaN', 'out-of-range'],
		['boolean', 't', true],
		['boolean', 'f', false],
		['instant', '1790000000000.000', 1_790_000_000_000],
		['instant', 'Infinity', 'out-of-range'],
		['json', '{"b": 1, "a": 2}', '{"a":2,"b":1}'],
	])('%s %j', (kind, given, expected) => {
		expect(faultOf(() => canonicalFromPostgres(kind, given))).toEqual(expected);
	});
});
