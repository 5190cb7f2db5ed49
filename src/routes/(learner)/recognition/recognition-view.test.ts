import { expect, test } from 'vitest';
import type { Award } from '#awards';
import type { Application, ApplicationState } from '#applications';
import type { BadgeForMe, MyBadges } from '#applications/server';
import type { BadgeDefinition, Requirement } from '#badges';
import { recognitionView } from './recognition-view.ts';

const at = new Date('2026-11-22T15:00:00Z');
const definition = (id: string) =>
	({
		...{ id, kind: 'practice', framework: 'crcn-2019', dimension: 'communication' },
		name: { fr: `Badge ${id}`, en: `Badge ${id}` },
	}) as BadgeDefinition;
const asks = (...met: boolean[]): Requirement[] => met.map((one) => ({ rule: 'said', met: one, params: {} }));
const award = (id: string, revokedAt: Date | null = null) => ({
	award: { ...{ id, badge: id, awardedAt: at, publishedAt: null, revokedAt } } as Award,
	...{ definition: definition(id), reissuedAt: null },
});
const application = (id: string, state: ApplicationState) => ({
	application: { id, badge: id, state, createdAt: at } as Application,
	definition: definition(id),
});
const badge = (id: string, met: boolean[], own: Partial<BadgeForMe> = {}): BadgeForMe => ({
	...{ definition: definition(id), requirements: asks(...met), award: null, application: null },
	...own,
});
const nothing: MyBadges = {
	...{ awards: [], applications: [], delay: 4, timeZone: 'America/Toronto' },
	badges: [badge('a', [false, false])],
};
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
const view = (set: Partial<MyBadges>, fresh: string | null = null) =>
	recognitionView({ ...nothing, ...set }, 'fr', fresh);

test('somebody who has begun nothing gets an invitation; one condition, one application, one badge, and they do not', () => {
	expect(view({}).newcomer).toBe(true);
	expect(view({ badges: [badge('a', [true, false])] }).newcomer).toBe(false);
	expect(view({ applications: [application('a', 'withdrawn')] }).newcomer).toBe(false);
	expect(view({ awards: [award('a')] }).newcomer).toBe(false);
});

test('badges held: the one just given, then the newest; those revoked last', () => {
	const awards = [award('new'), award('gone', at), award('old')];
	expect(ids(view({ awards }).awards)).toEqual(['new', 'old', 'gone']);
	expect(ids(view({ awards }, 'old').awards)).toEqual(['old', 'new', 'gone']);
});

test('applications: what awaits the person, then what awaits an adviser; what is over apart', () => {
	const applications = (
		[
			['a', 'submitted'],
			['b', 'accepted'],
			['c', 'returned'],
			['d', 'withdrawn'],
		] as const
	).map(([id, state]) => application(id, state));
	const { open, over, waits } = view({ applications });
	expect([ids(open), ids(over), waits]).toEqual([['c', 'a'], ['b', 'd'], true]);
	expect(view({ applications: [application('c', 'returned')] }).waits).toBe(false);
});

test('the three nearest are neither held nor asked for, each with what is missing', () => {
	const { near } = view({
		badges: [
			badge('far', [false, false, false]),
			badge('held', [true, true, false], { award: award('held').award }),
			badge('asked', [true, true, false], { application: application('asked', 'submitted').application }),
			badge('again', [true, true, false], { application: application('again', 'refused').application }),
			badge('half', [true, false]),
			badge('none', [false]),
		],
	});
	expect(ids(near)).toEqual(['again', 'half', 'none']);
	expect(near.every(({ missing }) => missing.length > 0)).toBe(true);
	expect(near[0]).toMatchObject({ number: 6, kind: 'practice' });
});
