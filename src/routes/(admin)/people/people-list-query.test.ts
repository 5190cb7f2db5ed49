import { expect, test } from 'vitest';
import { peopleListQuery } from './people-list-query.ts';

test('from page to page, what was asked for is kept', () => {
	expect(peopleListQuery({ search: 'é', role: 'learner', state: 'closed', page: 2 })).toBe(
		'?q=%C3%A9&role=learner&state=closed&page=2',
	);
	expect(peopleListQuery({ search: '', role: null, state: null, page: 3 })).toBe('?page=3');
});
