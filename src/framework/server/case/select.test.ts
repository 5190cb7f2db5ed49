import { expect, test } from 'vitest';
import { CaseQueryFault, applyListParameters } from './select.ts';

const LIST = [
	{ title: 'B', version: '2019' },
	{ title: 'A', version: '2025' },
	{ title: 'C', version: '2019', notes: 'x' },
];
const ask = (query: string) => applyListParameters(LIST, new URLSearchParams(query));

test.each([
	['', ['B', 'A', 'C']],
	['limit=2', ['B', 'A']],
	['limit=2&offset=1', ['A', 'C']],
	['offset=9', []],
	['sort=title', ['A', 'B', 'C']],
	['sort=title&orderBy=desc', ['C', 'B', 'A']],
	['sort=version', ['B', 'C', 'A']],
	['unknown=1', ['B', 'A', 'C']],
])('« %s » gives %j', (query, titles) => {
	expect(ask(query).map((one) => (one as { title: string }).title)).toEqual(titles);
});

test('only the fields asked for are given', () => {
	expect(ask('fields=version,notes')).toEqual([
		{ version: '2019' },
		{ version: '2025' },
		{ version: '2019', notes: 'x' },
	]);
});

test.each([
	['limit=0', 'limit', 'invalid_selection_field'],
	['limit=-1', 'limit', 'invalid_selection_field'],
	['limit=2.5', 'limit', 'invalid_selection_field'],
	['offset=x', 'offset', 'invalid_selection_field'],
	['fields=titel', 'fields', 'invalid_selection_field'],
	['fields=constructor', 'fields', 'invalid_selection_field'],
	['fields=', 'fields', 'invalid_selection_field'],
	['sort=titel', 'sort', 'invalid_sort_field'],
	['sort=title&orderBy=up', 'orderBy', 'invalid_sort_field'],
	['filter=title%3D%27A%27', 'filter', 'invalid_selection_field'],
])('« %s » is refused', (query, parameter, code) => {
	expect(() => ask(query)).toThrow(CaseQueryFault);
	expect(() => ask(query)).toThrow(expect.objectContaining({ parameter, code }));
});
