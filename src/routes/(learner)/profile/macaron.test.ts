import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { LEVELS, type Level, type Standing, STANDINGS, standingRank } from '#framework';
import { framework } from '#framework/server';
import type { Marks } from '#profile';
import Macaron from './Macaron.svelte';
import { sentenceText } from './sentence-text.ts';
import Sources from './Sources.svelte';
import { standingText } from './standing-text.ts';

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
				shown: 'not-situated',
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
			const drawing = render(Macaron, { props: { dimensions, marks, levels, sentence: 'x' } }).body;
			const table = cells(render(Sources, { props: { dimensions, marks, levels } }).body);
			const drawn = petals(drawing);
			expect(table).toHaveLength(12);
			expect(drawn.map((one) => one.number)).toEqual(dimensions.map((one) => one.number));
			for (const [at, { slug, number, short }] of dimensions.entries()) {
				const { said, observed } = marks[slug] as Marks;
				expect(table[at]).toEqual([
					`${number}. ${short}`,
					standingText(said, levels),
					'Mise en situation à faire',
					observed ? levels[observed] : 'Pas encore observé',
				]);
				const filled = Math.max(0, standingRank(said) - 1);
				// Starting is a sliver of the first band: it is of that band too.
				expect(drawn[at]?.bands).toBe(said === 'starting' ? 1 : filled);
				expect(drawn[at]?.observed).toBe(observed !== null);
				expect(drawn[at]?.rings).toBe(0);
			}
		},
	);
});

describe('the sentence', () => {
	const some = {
		of: 12,
		situated: 9,
		said: [
			{ standing: 'advanced', count: 3 },
			{ standing: 'intermediate', count: 4 },
			{ standing: 'beginner', count: 1 },
			{ standing: 'starting', count: 1 },
		],
		observed: [],
	} as const;

	test('names each level, the highest first, then what was observed', () => {
		expect(sentenceText(some, levels, 'fr')).toBe(
			'Vous vous situez dans 9 dimensions sur 12\u00a0: 3 au niveau avancé, 4 au niveau intermédiaire, ' +
				'1 au niveau débutant et 1 en démarrage. Aucune trace n’a encore été observée.',
		);
	});

	test.each([
		[0, [], 'Vous ne vous situez encore dans aucune dimension. Aucune trace n’a encore été observée.'],
		[
			1,
			[{ level: 'advanced', count: 1 }] as const,
			'Vous vous situez dans 1 dimension sur 12\u00a0: 1 au niveau débutant. ' +
				'Une personne conseillère a observé des traces dans 1 dimension\u00a0: 1 au niveau avancé.',
		],
	])('with %s situated', (situated, observed, text) => {
		const said = situated ? ([{ standing: 'beginner', count: 1 }] as const) : [];
		expect(sentenceText({ of: 12, situated, said, observed }, levels, 'fr')).toBe(text);
	});
});
