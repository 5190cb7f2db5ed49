import { expect, test } from 'vitest';
import { readRecords, readTable } from './read-table.ts';

const long = 'd'.repeat(10_001);

test.each([
	['a quote never closed, from where it opens', 'a;b\n1;2\n"c;d\ne;f', { code: 'quote', line: 3 }],
	['one that runs over a long text', `a;b\n1;2\n"${'d\n'.repeat(9_000)}`, { code: 'quote', line: 3 }],
	['a row that is too long', `a;b\n1;2\nc;${long}\n3;4`, { code: 'long-row', line: 3 }],
	['one after what Excel says', `sep=;\na;b\n"c;d`, { code: 'quote', line: 3 }],
])('%s is told by its own code and line', (_what, text, fault) => {
	expect(readTable(text, 10)).toEqual(fault);
});

test('a mark inside a cell without any around it is told apart, where such cells are refused', () => {
	const strict = { delimiter: ',', most: 10, longestRow: 100 };
	expect(readRecords('a,b\n1,2\nc"x,d', strict)).toEqual({ code: 'stray-quote', line: 3 });
	expect(readRecords('a,b\n1,2\n"c"x,d', strict)).toEqual({ code: 'stray-quote', line: 3 });
});

test('a table is read with its lines, whatever its signs, and one row more than asked', () => {
	expect(readTable('  \n', 10)).toBeUndefined();
	expect(readTable('\uFEFFsep=,\r\na,b\r\n\r\n"1\n2",3\r\n', 10)).toEqual({
		...{ headers: ['a', 'b'], headerLine: 2 },
		rows: [{ line: 5, cells: ['1\n2', '3'] }],
	});
	expect(readTable('a\tb\n1\t2\n3\t4\n5\t6\n7\t8', 2)).toMatchObject({ rows: { length: 3 } });
});
