import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { milestoneProgress, partsOf, stillStands } from './milestone.ts';

const of = (...dimensions: string[]) => ({
	criteria: { narrative: { fr: '', en: '' }, parts: { kind: 'practice' as const, dimensions } },
});
const PILLARS = of('ethical-citizenship', 'technological-skills');
const SLUGS = ['a', 'b', 'c', 'd', 'e'];

test.each<[string, readonly string[], number]>([
	['nothing held', [], 2],
	['one part', ['practice-ethical-citizenship'], 1],
	['both parts', ['practice-technological-skills', 'practice-ethical-citizenship'], 0],
	['another kind does not count', ['practice-ethical-citizenship', 'exploration-technological-skills'], 1],
	['nor another dimension', ['practice-ethical-citizenship', 'practice-collaboration'], 1],
])('%s', (_, held, missing) => {
	const progress = milestoneProgress(PILLARS, new Map(held.map((badge) => [badge, badge])));
	expect(progress.missing).toBe(missing);
	expect(progress.parts.map(({ badge }) => badge)).toEqual(partsOf(PILLARS));
});

test('holding more never takes a part away, and what is missing is named, each part once', () => {
	const badges = fc.subarray(SLUGS.map((slug) => `practice-${slug}`));
	always({ reached: 10, missing: 20 }, (met) =>
		fc.property(fc.subarray(SLUGS, { minLength: 1 }), badges, badges, (dimensions, held, more) => {
			const progress = (those: readonly string[]) =>
				milestoneProgress(of(...dimensions), new Map(those.map((badge) => [badge, badge])));
			const [before, after] = [progress(held), progress([...held, ...more])];
			met('reached', after.missing === 0);
			met('missing', after.missing > 0);
			expect(after.missing).toBeLessThanOrEqual(before.missing);
			const named = after.parts.filter((one) => one.held === null).map(({ badge }) => badge);
			expect(named).toEqual(
				partsOf(of(...dimensions)).filter((badge) => !held.includes(badge) && !more.includes(badge)),
			);
			expect(after.missing).toBe(named.length);
		}),
	);
});

test('a milestone stands as long as each award that it was given for does', () => {
	expect(stillStands(['one', 'two'], new Set(['one', 'two', 'three']))).toBe(true);
	expect(stillStands(['one', 'two'], new Set(['one', 'three']))).toBe(false);
	expect(stillStands(['one'], new Set())).toBe(false);
});
