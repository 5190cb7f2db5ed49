import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { LEVELS, type Level, type Standing, STANDINGS, standingRank } from '#framework';
import { framework } from '#framework/server';
import { m } from '#messages';
import type { StandingsBySource } from '#profile';
import Macaron from '#presentation/macaron/Macaron.svelte';
import Sources from './SourcesTable.svelte';
import WorkOn from './WorkOn.svelte';
import { shownStandingText, standingText } from '#presentation/levels/standing-text.ts';

const dimensions = framework('crcn-2019').dimensions.map(({ slug, number, title, short }) => ({
	slug,
	number,
	title: title.fr,
	short: short.fr,
}));
const hrefOf = (slug: string) => `/profile/${slug}`;
const levels = { beginner: 'Débutant', intermediate: 'Intermédiaire', advanced: 'Avancé' };

/**
 * Marks of ten invented people: each dimension starts the lists of standings and levels at another place, so
 * that the marks of its three sources combine differently.
 */
const profiles = Array.from({ length: 10 }, (_, person) =>
	Object.fromEntries(
		dimensions.map(({ slug, number }) => [
			slug,
			{
				said: STANDINGS[(person + number * 2) % 5] as Standing,
				shown: STANDINGS[(person * 2 + number) % 5] as Standing,
				observed: [null, ...LEVELS][(person * 3 + number) % 4] as Level | null,
			} satisfies StandingsBySource,
		]),
	),
);

/** The texts of the cells of each row of the profile's table, as a person reads them. */
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

/**
 * What each petal of the macaron shows, read from its shapes: its dimension's number, how many bands are
 * filled (said), how many rings it has (shown), whether dashed, whether it bears the observed mark.
 */
function petals(html: string) {
	return html
		.split(/<a data-dimension="/)
		.slice(1)
		.map((part) => part.slice(0, part.indexOf('</a>')))
		.map((part) => ({
			number: Number.parseInt(part, 10),
			bands: new Set([...part.matchAll(/data-said="([123])"/g)].map(([, band]) => band)).size,
			rings: part.match(/<circle/g)?.length ?? 0,
			dashed: part.includes('stroke-dasharray'),
			observed: /class="seen\b/.test(part),
		}));
}

describe('the macaron and its table', () => {
	test('the figure has one short name, no caption, and one link for each dimension that the keyboard reaches', () => {
		const marks = profiles[0]!;
		const { body } = render(Macaron, { props: { dimensions, marks, levels, hrefOf } });
		expect(body.match(/<figure[^>]*aria-label="[^"]{5,60}"/g)).toHaveLength(1);
		expect(body).not.toContain('figcaption');
		const reached = [...body.matchAll(/<a [^>]*>/g)].filter(([link]) => !link.includes('tabindex="-1"'));
		expect(reached).toHaveLength(12);
	});

	test('of nobody, it has its twelve names and no legend; of one source, the legend tells of no other', () => {
		const bare = render(Macaron, { props: { dimensions, hrefOf, label: 'Les dimensions' } }).body;
		for (const { short } of dimensions) expect(bare).toContain(short);
		expect(bare).not.toContain('legend');
		const alone = { dimensions, marks: profiles[0]!, levels, hrefOf, sources: false };
		const { body } = render(Macaron, { props: alone });
		expect(body).toContain('legend');
		expect(body).not.toContain(m.profile_observed());
	});

	test('what is not placed yet is counted under what to work on, and named beside the drawing', () => {
		const none = { said: 'not-situated', shown: 'not-situated', observed: null } as const;
		const marks = Object.fromEntries(dimensions.map(({ slug }) => [slug, none]));
		const { body } = render(WorkOn, {
			props: { dimensions, marks, levels, toWorkOn: [], unplaced: 'communication', hrefOf },
		});
		expect(body).toContain(m.profile_unknown_many({ count: dimensions.length }));
		const drawing = render(Macaron, { props: { dimensions, marks, levels, hrefOf } }).body;
		for (const { short } of dimensions) expect(drawing).toContain(`. ${short}</span>`);
		expect(body).toContain('href="/assessment"');
	});

	test('a level that is the same everywhere does not stand beside each name; one that differs brings them back', () => {
		const levelsUnder = (first: Standing) => {
			const marks = Object.fromEntries(
				dimensions.map(({ slug, number }) => [
					slug,
					{ said: number === 1 ? first : 'advanced', shown: 'not-situated', observed: null } as const,
				]),
			);
			const { body } = render(Macaron, { props: { dimensions, marks, levels, hrefOf } });
			return body.match(/class="level/g)?.length ?? 0;
		};
		expect(levelsUnder('advanced')).toBe(0);
		expect(levelsUnder('beginner')).toBe(12);
	});

	test('the key stands between the drawing and the names, and says what is drawn where there is no level', () => {
		const key = (said: Standing, shown: Standing) => {
			const marks = { [dimensions[0]!.slug]: { said, shown, observed: null } };
			const { body } = render(Macaron, { props: { dimensions, marks, levels, hrefOf } });
			const at = ['</svg>', m.profile_shown(), '<ol'].map((part) => body.indexOf(part));
			expect(at.toSorted((one, other) => one - other)).toEqual(at);
			return [m.profile_legend_starting_said(), m.profile_legend_starting_shown()].map((text) =>
				body.includes(text),
			);
		};
		expect(key('advanced', 'beginner')).toEqual([false, false]);
		expect(key('starting', 'not-situated')).toEqual([true, false]);
		expect(key('beginner', 'starting')).toEqual([false, true]);
	});

	test('each dimension to work on offers one act: its situation, then to log what is learned', () => {
		const marks = Object.fromEntries(
			dimensions.map(({ slug, number }) => [
				slug,
				{ said: 'advanced', shown: number === 3 ? 'beginner' : 'not-situated', observed: null } as const,
			]),
		);
		const [, , done, undone] = dimensions;
		const toWorkOn = [done!, undone!].map(({ slug }) => ({ slug, nextStep: null }));
		const { body } = render(WorkOn, {
			props: { dimensions, marks, levels, toWorkOn, unplaced: null, hrefOf },
		});
		const acts = [...body.matchAll(/<a href="(\/(?:training|situations)[^"]+)"/g)].map(([, href]) => href);
		expect(acts).toEqual([`/training/new?dimension=${done!.slug}`, `/situations/${undone!.slug}`]);
	});

	test.each(profiles.map((marks, at) => [at + 1, marks] as const))(
		'person %s: every cell says what the drawing shows',
		(_, marks) => {
			const drawing = render(Macaron, { props: { dimensions, marks, levels, hrefOf } }).body;
			const table = cells(render(Sources, { props: { dimensions, marks, levels, hrefOf } }).body);
			const drawn = petals(drawing);
			const names = [...drawing.matchAll(/<li data-dimension="(\d+)"[^>]*>([\s\S]*?)<\/li>/g)];
			expect(names).toHaveLength(12);
			expect(table).toHaveLength(12);
			expect(drawn.map((one) => one.number)).toEqual(dimensions.map((one) => one.number));
			for (const [at, { slug, number, short }] of dimensions.entries()) {
				const { said, shown, observed } = marks[slug] as StandingsBySource;
				expect(table[at]).toEqual([
					`${number}. ${short}`,
					standingText(said, levels),
					shown === 'not-situated' ? 'Mise en situation à faire' : shownStandingText(shown, levels),
					observed ? levels[observed] : 'Pas encore observé',
				]);
				// The name beside the petal tells the same three marks in words, and is the only one of the
				// dimension's links that the keyboard reaches.
				const [, order, name = ''] = names[at]!;
				expect(Number(order)).toBe(number);
				expect(name).toContain(`href="/profile/${slug}"`);
				const heard = name.replace(/<!--.*?-->/g, '').replace(/<[^>]+>/g, '|');
				expect(
					heard
						.split('|')
						.map((text) => text.replace(/\s/g, ' ').trim())
						.filter(Boolean),
				).toEqual(
					[
						`${number}. ${short}`,
						...(said === 'not-situated' ? [] : [standingText(said, levels)]),
						...(shown === 'not-situated'
							? []
							: [m.profile_petal_shown({ level: shownStandingText(shown, levels) })]),
						...(observed ? [m.profile_petal_observed({ level: levels[observed] })] : []),
					].map((text) => text.replace(/\s/g, ' ')),
				);
				const answer =
					said === 'not-situated'
						? m.profile_petal_bare({ number, short })
						: m.profile_petal({ number, short, level: standingText(said, levels) });
				expect(drawing).toContain(`<title>${answer}</title>`);
				const filled = Math.max(0, standingRank(said) - 1);
				// `starting` is a sliver of the first band, so it counts as that band.
				expect(drawn[at]?.bands).toBe(said === 'starting' ? 1 : filled);
				expect(drawn[at]?.observed).toBe(observed !== null);
				// A situation that shows no level has a mark of its own: a dashed ring.
				expect(drawn[at]?.rings).toBe(shown === 'not-situated' ? 0 : 1);
				expect(drawn[at]?.dashed).toBe(shown === 'starting');
			}
		},
	);
});
