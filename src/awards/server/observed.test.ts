import { catalogueOf } from '#badges/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { type TestWorld, testWorld } from '#tests/world';
import { addAwards, awardsInBrief, makeRoomForNextAward } from './award-store.ts';
import { awardAt, minute, neighbours } from '../../../tests/recognised/neighbours.ts';
import {
	badgesAndObservedLevelsOf,
	observedLevelsFromAwards,
	observedLevelsByDimension,
	observedLevelsByPerson,
	observedLevelsOverTime,
} from './observed.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());
const nothing = { level: null, at: null };
const slugs = framework(CURRENT_VERSION).dimensions.map(({ slug }) => slug);
const whole = (set: object = {}) => ({ ...Object.fromEntries(slugs.map((slug) => [slug, nothing])), ...set });

test('the highest level that was accepted in each dimension, of each person apart, given by an instant', async () => {
	const { here, ada, emile } = people;
	const basis = awardAt(world, here, ada.id).basis!;
	const given = (person: string, n: number, observed: string | null, set: object = {}) =>
		awardAt(world, here, person, {
			...{ awardedAt: minute(n), basis: { ...basis, observed } },
			badge: 'practice-collaboration',
			...set,
		});
	const communication = { badge: 'practice-communication' };
	await world.db.write((tx) =>
		addAwards(tx, [
			given(ada.id, 5, 'advanced'),
			given(ada.id, 9, 'intermediate', communication),
			given(ada.id, 3, 'advanced', { badge: 'practice-gone' }),
			given(ada.id, 4, 'great', { badge: 'practice-problem-solving' }),
			given(emile.id, 7, 'intermediate'),
		]),
	);
	const adas = {
		collaboration: { level: 'advanced', at: minute(5) },
		communication: { level: 'intermediate', at: minute(9) },
	};
	const emiles = { collaboration: { level: 'intermediate', at: minute(7) } };
	const each = await observedLevelsByPerson(world, [ada.id, emile.id, people.bruno.id], CURRENT_VERSION);
	expect(Object.fromEntries(each)).toEqual({
		[ada.id]: whole(adas),
		[emile.id]: whole(emiles),
		[people.bruno.id]: whole(),
	});
	expect(await observedLevelsByDimension(world, ada.id, CURRENT_VERSION)).toEqual(whole(adas));
	// The list of awards that a page has already read gives the same levels; revoked awards and translations
	// in it do not count.
	const again = given(ada.id, 2, 'advanced', { translationOf: null, badge: 'practice-creativity' });
	await world.db.write((tx) =>
		addAwards(tx, [
			{ ...again, revokedAt: minute(3) },
			given(ada.id, 1, 'advanced', { ...communication, translationOf: again.id, locale: 'en' }),
		]),
	);
	const brief = await awardsInBrief(world.db.read, ada.id);
	expect(brief).toHaveLength(6);
	expect(observedLevelsFromAwards(catalogueOf(world), brief, CURRENT_VERSION)).toEqual(whole(adas));
	const over = await observedLevelsOverTime(world, ada.id, CURRENT_VERSION);
	const by = async (n: number) => over(minute(n));
	expect(await by(9)).toEqual(whole(adas));
	expect(await by(8)).toEqual(whole({ collaboration: adas.collaboration }));
	expect(await by(4)).toEqual(whole());
	expect(await observedLevelsByPerson(world, [], CURRENT_VERSION)).toEqual(new Map());
});

test('the highest stays, since it was first accepted, whichever came first', async () => {
	const { here } = people;
	for (const [first, second] of [
		['intermediate', 'advanced'],
		['advanced', 'intermediate'],
		['advanced', 'advanced'],
	] as const) {
		const { id } = await here.learner('Ada');
		const of = (n: number, observed: string, badge: string) => {
			const one = awardAt(world, here, id, { awardedAt: minute(n), badge });
			return { ...one, basis: { ...one.basis!, observed } };
		};
		// Two badges of one dimension; one is an « Exploration », which normally no adviser decides.
		await world.db.write((tx) =>
			addAwards(tx, [of(1, first, 'exploration-collaboration'), of(2, second, 'practice-collaboration')]),
		);
		const { collaboration } = await observedLevelsByDimension(world, id, CURRENT_VERSION);
		expect(collaboration).toEqual({ level: 'advanced', at: minute(first === 'advanced' ? 1 : 2) });
	}
});

test('what somebody holds is told the newest first: nothing revoked, one recognition once, whatever its languages', async () => {
	const { here } = people;
	const { id } = await here.learner('Ada');
	const of = (n: number, badge: string, set: object = {}) =>
		awardAt(world, here, id, { awardedAt: minute(n), badge, ...set });
	const first = of(1, 'exploration-communication');
	const last = of(4, 'practice-collaboration');
	await world.db.write((tx) =>
		addAwards(tx, [first, of(2, 'practice-communication', { revokedAt: minute(3) }), last]),
	);
	await world.db.write((tx) =>
		addAwards(tx, [of(5, 'practice-collaboration', { translationOf: last.id, locale: 'en' })]),
	);
	const { badges, observed } = await badgesAndObservedLevelsOf(world, id, CURRENT_VERSION);
	expect(badges.map((one) => one.id)).toEqual([last.id, first.id]);
	expect(observed()).toEqual(await observedLevelsByDimension(world, id, CURRENT_VERSION));
	expect(observed(minute(3))['collaboration']).toEqual(nothing);
});

test('a badge that has expired, or was given again since, is held no more; what was observed stays', async () => {
	const { here } = people;
	const { id } = await here.learner('Ada');
	const of = (n: number, badge: string, validUntil: Date | null) =>
		awardAt(world, here, id, { awardedAt: minute(n), badge, validUntil });
	const now = world.now().getTime();
	const [past, future] = [new Date(now - 1), new Date(now + 1)];
	const earlier = of(1, 'practice-collaboration', future);
	const later = of(2, 'practice-collaboration', null);
	const ended = of(3, 'practice-communication', past);
	await world.db.write((tx) => addAwards(tx, [earlier]));
	await world.db.write((tx) => makeRoomForNextAward(tx, { person: id, badge: earlier.badge }));
	await world.db.write((tx) => addAwards(tx, [later, ended]));
	const { badges, observed } = await badgesAndObservedLevelsOf(world, id, CURRENT_VERSION);
	expect(badges.map((one) => one.id)).toEqual([later.id]);
	expect(observed()['communication']).not.toEqual(nothing);
});
