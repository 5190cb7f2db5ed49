import { expect, test } from 'vitest';
import { requestedPageNumber } from './requested-page.ts';

const at = (query: string) => requestedPageNumber(new URL(`https://macaron.example/review${query}`));

test.each([
	['', 1],
	['?page=1', 1],
	['?page=20&done=accept', 20],
	['?page=999999', 999_999],
])('%j asks for page %i', (query, page) => expect(at(query)).toBe(page));

test.each(['0', '-1', '1.5', '1e18', '1000000', '9223372036854775808', '', ' 2', '2 ', 'deux', '٣'])(
	'%j is no page',
	(page) =>
		expect(() => at(`?page=${encodeURIComponent(page)}`)).toThrow(expect.objectContaining({ status: 404 })),
);
