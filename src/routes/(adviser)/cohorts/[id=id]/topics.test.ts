import { expect, test } from 'vitest';
import type { FigureWithError } from '#cohort/server';
import type { Suggestion } from '#training';
import { dimensionsToWorkOnFor } from './topics.ts';

const said = (starting: number, beginner: number): FigureWithError =>
	({
		shares: { starting, beginner, intermediate: 100 - starting - beginner, advanced: 0 },
		error: 8,
	}) as FigureWithError;
const dimension = (number: number, figure: FigureWithError | null) => ({ number, said: figure });
const activity = (id: string) => ({ id }) as Suggestion;

test('three topics at most, the largest share first, then the lower number; none without a figure or a share', () => {
	const all = [
		dimension(1, said(5, 15)),
		dimension(2, said(10, 40)),
		dimension(3, null),
		dimension(4, said(20, 30)),
		dimension(5, said(0, 0)),
		dimension(6, said(0, 30)),
	];
	const topics = dimensionsToWorkOnFor(all, () => []);
	expect(topics.map(({ dimension: { number }, share, error }) => [number, share, error])).toEqual([
		[2, 50, 8],
		[4, 50, 8],
		[6, 30, 8],
	]);
	expect(dimensionsToWorkOnFor([dimension(3, null)], () => [])).toEqual([]);
});

test('an activity is proposed once', () => {
	const all = [dimension(1, said(0, 60)), dimension(2, said(0, 50)), dimension(3, said(0, 40))];
	const topics = dimensionsToWorkOnFor(all, ({ number }) =>
		number === 3 ? [activity('a')] : [activity('a'), activity('b')],
	);
	expect(topics.map((one) => one.activity?.id ?? null)).toEqual(['a', 'b', null]);
});
