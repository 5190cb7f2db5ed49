import { expect, test } from 'vitest';
import { nearestBadges, shareOfRequirementsDone } from './nearest-badges.ts';
import type { Requirement } from './requirements.ts';

const said = (met: boolean): Requirement => ({ rule: 'said', met, params: {} });
const minutes = (done: number, asked = 120): Requirement => ({
	rule: 'training-minutes',
	met: done >= asked,
	params: { asked, done, missing: Math.max(0, asked - done) },
});

test.each([
	[[], 0],
	[[said(false), minutes(0)], 0],
	[[said(true), minutes(0)], 0.5],
	[[said(true), minutes(60)], 0.75],
	[[said(true), minutes(500)], 1],
	[[said(false), minutes(90)], 0.375],
])('of %j, so much is done: %d', (requirements, done) => {
	expect(shareOfRequirementsDone(requirements)).toBe(done);
});

test('ready first, then most done, then fewest missing, then as the catalogue has them; three at most', () => {
	const badge = (id: string, ...requirements: Requirement[]) => ({ id, requirements });
	const ids = (...badges: ReturnType<typeof badge>[]) => nearestBadges(badges, 3).map(({ id }) => id);
	const [none, half, most, ready] = [
		badge('none', said(false), minutes(0)),
		badge('half', said(true), minutes(0)),
		badge('most', said(true), minutes(110)),
		badge('ready', said(true), minutes(120)),
	];
	expect(ids(none, half, most, ready)).toEqual(['ready', 'most', 'half']);
	expect(ids(badge('two', minutes(60), minutes(60)), badge('one', said(true), minutes(0)))).toEqual([
		'one',
		'two',
	]);
	expect(ids(badge('b', said(false)), badge('a', said(false)))).toEqual(['b', 'a']);
	// A badge without requirements is never complete.
	expect(ids(badge('empty'), half)).toEqual(['half', 'empty']);
});
