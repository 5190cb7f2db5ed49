import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { m } from '#messages';
import AdviserPart from './AdviserPart.svelte';

type Props = Parameters<typeof AdviserPart>[1];
const asks = (id: string, name: string) => ({
	...{ id, name, days: 3, again: false, badge: 'Pratique · Culture informationnelle', number: 4 },
});
const none: Props = {
	reviews: true,
	news: [],
	elsewhere: [],
	count: 0,
	again: 0,
	returned: 0,
	received: null,
	items: [],
	cohorts: null,
};
const shown = (change: Partial<Props>) =>
	render(AdviserPart, { props: { ...none, ...change } }).body.replaceAll(/<!--.*?-->/g, '');
const links = (body: string) => [...body.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);

test('the only application that waits is one press away; of several, the oldest, then the list', () => {
	const one = shown({ count: 1, items: [asks('a', 'Émile')] });
	expect(one).toContain('Examiner la demande d’Émile');
	expect(links(one)).toEqual(['/review/a', '/review/decisions']);
	const two = shown({ count: 2, items: [asks('a', 'Émile'), asks('b', 'Ada')] });
	expect(links(two)).toEqual(['/review/a', '/review/b', '/review/a', '/review', '/review/decisions']);
	expect(links(shown({}))).toEqual(['/review/decisions']);
});

test('the hue of the dimension stands before the name of the badge', () => {
	const one = shown({ count: 1, items: [asks('a', 'Émile')] });
	expect(one.replaceAll(/<span class="swatch[^>]*><\/span>/g, '■').replaceAll(/<[^>]+>/g, '')).toContain(
		'Émile demande ■ Pratique · Culture informationnelle',
	);
});

test('an adviser reads how far their cohorts are; without a cohort, how to create one', () => {
	const cohorts = { some: [{ id: 'c', name: 'Automne', people: '24 personnes' }], all: 1 };
	expect(links(shown({ cohorts }))).toEqual(['/cohorts/c', '/review/decisions']);
	expect(shown({ cohorts })).toContain('24 personnes');
	expect(links(shown({ cohorts: { ...cohorts, all: 2 } }))).toContain('/cohorts');
	expect(shown({ cohorts: { some: [], all: 0 } })).toContain(m.cohort_new_title());
});

test('a cohort handed over to them is told first: where they act, it is one press away', () => {
	const of = (elsewhere: string | null, isNew = true) => ({
		...{ id: String(elsewhere), cohort: { id: 'c', name: 'Automne', elsewhere }, isNew, on: '2 décembre' },
	});
	const here = shown({ news: [of(null)] });
	expect(links(here)[0]).toBe('/cohorts/c');
	expect(here).toContain(m.today_told_received({ name: 'Automne' }));
	expect(here).toContain(m.today_new());
	const there = shown({ news: [of('Cégep des Pins', false)] });
	expect(links(there)).not.toContain('/cohorts/c');
	expect(there).toContain(
		m.today_told_received_elsewhere({ name: 'Automne', institution: 'Cégep des Pins' }),
	);
	expect(there).toContain(m.today_elsewhere_how());
	expect(there).not.toContain(m.today_new());
});

test('whoever decides no application here finds their cohorts; and where their institutions are', () => {
	const cohorts = { some: [{ id: 'c', name: 'Automne', people: '24 personnes' }], all: 1 };
	const one = shown({ reviews: false, cohorts });
	expect(links(one)).toEqual(['/cohorts/c']);
	expect(one).not.toContain(m.today_review());
	const elsewhere = [
		{ name: 'Cégep des Pins', count: 2 },
		{ name: 'École des Érables', count: 0 },
	];
	const told = shown({ elsewhere });
	expect(told).toContain(m.today_elsewhere_many({ name: 'Cégep des Pins', count: 2 }));
	expect(told).toContain(m.today_elsewhere_none({ name: 'École des Érables' }));
});
