import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { LEVELS, type Level, type Standing, STANDINGS, standingRank } from '#framework';
import { framework } from '#framework/server';
import type { Marks } from '#profile';
import Macaron from './Macaron.svelte';
import Sources from './Sources.svelte';
import { shownText, standingText } from '#presentation/levels/standing-text.ts';

const dimensions = framework('crcn-2019').dimensions.map(({ slug, number, title, short }) => ({
	slug,
	number,
	title: title.fr,
	short: short.fr,
}));
const levels = { beginner: 'Débutant', intermediate: 'Intermédiaire', advanced: 'Avancé' };

/** Ten people: each dimension takes its three marks from another place of the same turning lists. */
const profiles = Array.from({ length: 10 }, (_, person) =>
	Object.fromEntries(
		dimensions.map(({ slug, number }) => [
			slug,
			{
				said: STANDINGS[(person + number * 2) % 5] as Standing,
				shown: STANDINGS[(person * 2 + number) % 5] as Standing,
				observed: [null, ...LEVELS][(person * 3 + number) % 4] as Level | null,
			} satisfies Marks,
		]),
	),
);

/** The cells of each row of the table, read as text. */
function cells(html: string): string[][] {
	const rows = html.split('<tr').slice(2);
	return rows.map((row) =>
		[...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) =>
			cell
				.replace(/<!--.*?-->|<span[^>]*aria-hidden.*?<\/span>|<[^>]+>/g, '')
				.replaceAll('&nbsp;', ' ')
				.replace(/\s+/g, ' ')
				.trim(),
		),
	);
}

/** What one petal of the drawing shows, read from its shapes. */
function petals(html: string) {
	return html
		.split(/<a data-dimension="/)
		.slice(1)
		.map((part) => part.slice(0, part.indexOf('</a>')))
		.map((part) => ({
			number: Number.parseInt(part, 10),
			bands: new Set([...part.matchAll(/data-said="([123])"/g)].map(([, band]) => band)).size,
			rings: part.match(/<circle/g)?.length ?? 0,
			observed: /class="seen\b/.test(part),
		}));
}

describe('the macaron and its table', () => {
	test.each(profiles.map((marks, at) => [at + 1, marks] as const))(
		'person %s: every cell says what the drawing shows',
		(_, marks) => {
			const drawing = render(Macaron, { props: { dimensions, marks, levels, sentences: ['x'] } }).body;
			const table = cells(render(Sources, { props: { dimensions, marks, levels } }).body);
			const drawn = petals(drawing);
			expect(table).toHaveLength(12);
			expect(drawn.map((one) => one.number)).toEqual(dimensions.map((one) => one.number));
			for (const [at, { slug, number, short }] of dimensions.entries()) {
				const { said, shown, observed } = marks[slug] as Marks;
				expect(table[at]).toEqual([
					`${number}. ${short}`,
					standingText(said, levels),
					shown === 'not-situated' ? 'Mise en situation à faire' : shownText(shown, levels),
					observed ? levels[observed] : 'Pas encore observé',
				]);
				const filled = Math.max(0, standingRank(said) - 1);
				// Starting is a sliver of the first band: it is of that band too.
				expect(drawn[at]?.bands).toBe(said === 'starting' ? 1 : filled);
				expect(drawn[at]?.observed).toBe(observed !== null);
				expect(drawn[at]?.rings).toBe(standingRank(shown) > 1 ? 1 : 0);
			}
		},
	);
});
