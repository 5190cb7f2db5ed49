import { expect, test } from 'vitest';
import type { Award } from '#awards';
import type { Application, ApplicationState } from '#applications';
import type { BadgeForMe, MyBadges } from '#applications/server';
import type { BadgeInVersion, Requirement } from '#badges';
import { recognitionView } from './recognition-view.ts';

const at = new Date('2026-11-22T15:00:00Z');
const NOW = new Date('2026-11-22T16:00:00Z');
const definition = (id: string) =>
	({
		...{ id, kind: 'practice', framework: 'crcn-2019', dimension: 'communication' },
		name: { fr: `Badge ${id}`, en: `Badge ${id}` },
	}) as BadgeInVersion;
const asks = (...met: boolean[]): Requirement[] => met.map((one) => ({ rule: 'said', met: one, params: {} }));
const award = (id: string, revokedAt: Date | null = null, validUntil: Date | null = null) => ({
	award: { ...{ id, badge: id, awardedAt: at, publishedAt: null, revokedAt, validUntil } } as Award,
	...{ definition: definition(id), reissuedAt: null },
});
const application = (id: string, state: ApplicationState) => ({
	application: { id, badge: id, state, createdAt: at } as Application,
	definition: definition(id),
});
const badge = (id: string, met: boolean[], own: Partial<BadgeForMe> = {}): BadgeForMe => ({
	...{ definition: definition(id), requirements: asks(...met), award: null, application: null },
	...{ expired: false, renewable: false },
	...own,
});
const nothing: MyBadges = {
	...{ awards: [], applications: [], delay: 4, timeZone: 'America/Toronto' },
	badges: [badge('a', [false, false])],
};
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
const view = (set: Partial<MyBadges>, fresh: string | null = null) =>
	recognitionView({ ...nothing, ...set }, 'fr', fresh, NOW);

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

test('a badge that expires says until when; once expired it comes after those in force, and may be the nearest again', () => {
	const [past, soon] = [new Date('2026-11-22T15:59:00Z'), new Date('2026-12-01T17:00:00Z')];
	const awards = [award('over', null, past), award('ends', null, soon), award('lasts'), award('gone', at)];
	const {
		awards: shown,
		near,
		own,
		dimensions,
	} = view({
		awards,
		badges: [
			badge('over', [true, false], { award: awards[0]!.award, expired: true, renewable: true }),
			badge('ends', [true, true, false], { award: awards[1]!.award, renewable: true }),
			badge('lasts', [true], { award: awards[2]!.award }),
		],
	});
	expect(
		shown.map(({ id, until, expired }) => [id, until?.replaceAll('\u00a0', ' ') ?? null, expired]),
	).toEqual([
		['ends', '1er décembre 2026', false],
		['lasts', null, false],
		['over', '22 novembre 2026', true],
		['gone', null, false],
	]);
	expect(ids(near)).toEqual(['ends', 'over']);
	expect(own).toEqual([]);
	expect(dimensions[0]?.badges.map(({ id, held }) => [id, held])).toEqual([
		['over', false],
		['ends', true],
		['lasts', true],
	]);
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
