import { pageOf } from '#tests/rendered-page';
import { expect, test } from 'vitest';
import DimensionList from './DimensionList.svelte';

const rows = (...answered: number[]) =>
	answered.map((count, at) => ({
		...{ slug: `dimension-${at}`, number: at + 1, title: `Dimension ${at}` },
		...{ answered: count, total: 1 },
	}));

test.each([
	['all answered', [1, 1, 1], 0],
	['none answered', [0, 0, 0], 0],
	['one left', [1, 0, 1], 2],
])('with %s, « Répondu » is said where the rows differ only', (_case, answered, said) => {
	const { body } = pageOf(DimensionList as never, { dimensions: rows(...answered) });
	expect(body.match(/href="\/assessment\//g)).toHaveLength(3);
	expect(body.match(/Répondu/g) ?? []).toHaveLength(said);
});
