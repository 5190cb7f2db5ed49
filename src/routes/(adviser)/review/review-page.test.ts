import { expect, test } from 'vitest';
import { pageOf } from '#tests/rendered-page';
import Page from './+page.svelte';

const one = (id: string, accompanied: boolean) => ({
	...{
		id,
		name: `Personne ${id}`,
		days: 2,
		again: false,
		awaited: null,
		kind: 'evidence' as const,
		badge: 'Pratique',
		number: 1,
		accompanied,
	},
});
const pageWith = (more: object) => {
	const items = [one('a', true), one('b', false)];
	const queue = { items, count: 2, mine: 1, page: 1, pages: 1, onlyMine: false, done: null, following: null };
	return pageOf(Page as never, { data: { ...queue, ...more } }, '/review').body;
};

test('after an answer, the page opens on what was done, and the next application is the next stop', () => {
	const body = pageWith({ done: 'accept', following: { id: 'b', name: 'Ada', badge: 'Pratique' } });
	const notice = body.slice(body.indexOf('role="status"'));
	expect(body).toMatch(/role="status"[^>]*tabindex="-1"[^>]*autofocus/);
	expect(/href="([^"]*)"/.exec(notice)?.[1]).toBe('/review/b');
	expect(pageWith({})).not.toContain('autofocus');
});

test('the people one accompanies can be seen alone, where that leaves somebody out', () => {
	expect(pageWith({})).toMatch(/href="\/review\?mine=1"[^>]*>[^<]*\(1\)</);
	for (const mine of [0, 2]) expect(pageWith({ mine })).not.toContain('mine=1');
	const alone = pageWith({ onlyMine: true, items: [one('a', true)], count: 1, pages: 2 });
	expect(alone).toContain('Une demande d’une personne que vous accompagnez attend une réponse.');
	expect(alone).toMatch(/href="\/review"[^>]*>Toutes les demandes</);
	expect(alone.replaceAll('&amp;', '&')).toContain('href="?mine=1&page=2"');
	// The choice is kept from the list to an application, and from one to the next.
	expect(alone).toContain('href="/review/a?mine=1"');
	const following = { id: 'b', name: 'Ada', badge: 'Pratique' };
	expect(pageWith({ onlyMine: true, done: 'accept', following })).toContain('href="/review/b?mine=1"');
	const none = pageWith({ onlyMine: true, items: [], count: 0, mine: 0 });
	expect(none).toContain('Aucune demande d’une personne que vous accompagnez');
	expect(none).not.toContain('<table');
});
