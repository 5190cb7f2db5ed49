import { expect, test } from 'vitest';
import { peopleAddress } from './people-address.ts';

test('from page to page, what was asked for is kept', () => {
	expect(peopleAddress({ search: 'é', role: 'learner', state: 'closed', page: 2 })).toBe(
		'?q=%C3%A9&role=learner&state=closed&page=2',
	);
	expect(peopleAddress({ search: '', role: null, state: null, page: 3 })).toBe('?page=3');
});
