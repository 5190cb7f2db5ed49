import { pageOf } from '#tests/rendered-page';
import { expect, test } from 'vitest';
import Page from './+page.svelte';

const person = (displayName: string, disabled: boolean) => ({
	...{ id: displayName.toLowerCase(), username: displayName.toLowerCase(), displayName, disabled },
	roles: ['learner'],
});

test('only an account whose access is closed says how it is, by its name', () => {
	const people = [person('Ada', false), person('Bruno', true), person('Chloé', false)];
	const data = { people, total: 3, page: 1, pages: 1, search: '', role: null, state: null };
	const { body } = pageOf(Page, { data }, '/people');
	const [, ...rows] = body.slice(body.indexOf('<table')).split('<tr');
	expect(rows).toHaveLength(4);
	const closed = rows.map((row) => row.includes('Accès fermé'));
	expect(closed).toEqual([false, false, true, false]);
	expect(rows.join('')).not.toContain('Ouvert');
});
