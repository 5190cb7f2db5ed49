import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { accessJournalOf, startAccompaniment, erase } from '#identity/server';
import { Refusal } from '#platform';
import { betweenReads } from '#tests/between-reads';
import { testWorld, type TestWorld } from '#tests/world';
import { readApplicationAndRecordLook } from './application-for-review.ts';
import { addApplication, addReview, addSubmission, updateApplication } from '../application-store.ts';
import { addAwards } from '../../../awards/server/award-store.ts';
import { says, shows } from '../../../../tests/recognised/cast.ts';
import {
	applicationAt,
	awardAt,
	minute,
	neighbours,
	reviewAt,
	submissionAt,
} from '../../../../tests/recognised/neighbours.ts';
import { nextWaiting, reviewQueueSummary, reviewQueue, waitingApplicationCount } from './review-queue.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());
const notFound = { code: 'not-found', status: 404 };

test('what waits: the oldest first, whoever accompanies their person, twenty a page', async () => {
	const { here, there, ada, emile, bruno, denis } = people;
	expect(await reviewQueue(world, bruno, 1)).toEqual({ items: [], page: 1, pages: 1, count: 0, mine: 0 });
	await expect(reviewQueue(world, bruno, 2)).rejects.toMatchObject(notFound);
	const sent = (person: string, n: number, badge = 'practice-collaboration', place = here) =>
		applicationAt(world, place, person, { badge, state: 'submitted', submittedAt: minute(n) });
	const emiles = sent(emile.id, 1);
	const adas = sent(ada.id, 2);
	const many: ReturnType<typeof sent>[] = [];
	for (let n = 3; n <= 22; n += 1) {
		const someone = await here.learner(`Apprenant ${n}`);
		many.push(sent(someone.id, n));
	}
	const theirs = sent(denis.id, 1, 'practice-collaboration', there);
	await world.db.write(async (tx) => {
		for (const one of [emiles, adas, ...many, theirs]) await addApplication(tx, one);
		await startAccompaniment(tx, world, { adviser: bruno.id, person: ada.id, through: world.newId() });
	});
	world.setNow(new Date(minute(2).getTime() + 3 * 86_400_000));
	const first = await reviewQueue(world, bruno, 1);
	expect(first).toMatchObject({ page: 1, pages: 2, count: 22, mine: 1 });
	const mine = { onlyMine: true };
	expect(await reviewQueue(world, bruno, 1, mine)).toEqual({
		...{ items: [first.items[1]], page: 1, pages: 1, count: 1, mine: 1 },
	});
	await expect(reviewQueue(world, bruno, 2, mine)).rejects.toMatchObject(notFound);
	expect(first.items).toHaveLength(20);
	expect(first.items[0]).toMatchObject({ id: emiles.id, name: 'Émile', accompanied: false });
	expect(first.items[1]).toMatchObject({
		...{ id: adas.id, name: 'Ada', submittedAt: minute(2), days: 3, accompanied: true },
		definition: { id: 'practice-collaboration' },
	});
	expect(await reviewQueueSummary(world, bruno, 5)).toEqual({
		// What each asks is told in the list of all.
		...{
			items: first.items.slice(0, 5).map((one) => ({ ...one, kind: null })),
			count: 22,
			again: 0,
			returned: 0,
		},
		lately: { week: 22, day: 0 },
	});
	world.setNow(new Date(minute(5).getTime() + 7 * 86_400_000));
	const { lately } = await reviewQueueSummary(world, bruno, 5);
	expect(lately).toEqual({
		week: [...many].filter(({ submittedAt }) => submittedAt! >= minute(5)).length,
		day: 0,
	});
	world.setNow(new Date(minute(2).getTime() + 3 * 86_400_000));
	await expect(reviewQueueSummary(world, ada, 5)).rejects.toMatchObject(notFound);
	// Bruno puts Émile's application off: Ada's comes next, then the one sent after hers, and never Émile's
	// again.
	expect(await nextWaiting(world, bruno, emiles.id)).toMatchObject({ id: adas.id, name: 'Ada' });
	const third = await nextWaiting(world, bruno, adas.id);
	expect(third).toMatchObject({ name: 'Apprenant 3', definition: { id: 'practice-collaboration' } });
	await world.db.write((tx) => updateApplication(tx, adas.id, { from: adas, state: 'returned', open: true }));
	expect(await nextWaiting(world, bruno, adas.id)).toEqual(third);
	await world.db.write((tx) =>
		updateApplication(tx, adas.id, {
			...{ from: { state: 'returned', revision: adas.revision + 1 }, state: 'submitted', open: true },
		}),
	);
	expect(await nextWaiting(world, bruno, many.at(-1)!.id)).toBeNull();
	await expect(nextWaiting(world, ada, adas.id)).rejects.toMatchObject(notFound);
	const second = await reviewQueue(world, bruno, 2);
	expect(second.items.map(({ name }) => name)).toEqual(['Apprenant 21', 'Apprenant 22']);
	expect(second.page).toBe(2);
	for (const page of [0, 3, 1.5, -1])
		await expect(reviewQueue(world, bruno, page)).rejects.toMatchObject(notFound);
	await expect(reviewQueue(world, ada, 1)).rejects.toMatchObject(notFound);
	await expect(reviewQueue(world, ANONYMOUS, 1)).rejects.toMatchObject({ code: 'identity.sign-in' });
	expect(await waitingApplicationCount(world, bruno)).toBe(22);
	expect(await waitingApplicationCount(world, ada)).toBe(0);
	expect(await waitingApplicationCount(world, ANONYMOUS)).toBe(0);
});

test('of a badge that left the catalogue, nothing is shown', async () => {
	const { there, fatou } = people;
	const one = applicationAt(world, there, fatou.id, {
		...{ badge: 'practice-gone', state: 'submitted', submittedAt: minute(1) },
	});
	await world.db.write((tx) => addApplication(tx, one));
	const adviser = { ...fatou, id: world.newId() };
	const memberships = [{ institution: there.institution, role: 'adviser', audience: null }] as const;
	const { items, count } = await reviewQueue(world, { ...adviser, memberships }, 1);
	expect([items.map(({ name }) => name), count]).toEqual([['Denis'], 2]);
});

test('what an adviser reads of one: what was sent last, its history, and the award it led to', async () => {
	const { here, bruno, emile } = people;
	const person = await here.learner('Gaëlle');
	await says(world, person, 'communication', 2);
	await shows(world, person, 'communication');
	const one = applicationAt(world, here, person.id, {
		...{ badge: 'practice-communication', state: 'submitted', submittedAt: minute(7) },
	});
	const last = { ...submissionAt(world, 7), said: 'intermediate' };
	await world.db.write(async (tx) => {
		await addApplication(tx, one);
		await addSubmission(tx, one.id, { ...submissionAt(world, 3), evidence: [] });
		await addReview(tx, one.id, reviewAt(world, 5));
	});
	world.setNow(new Date(minute(7).getTime() + 2 * 86_400_000));
	await world.db.write((tx) => addSubmission(tx, one.id, last));
	const seen = await readApplicationAndRecordLook(world, bruno, one.id);
	expect(seen).toMatchObject({
		...{ application: one, name: 'Gaëlle', sent: last, days: 2, decidable: true, award: null },
		...{ definition: { id: 'practice-communication' }, timeZone: 'America/Toronto' },
		// The sources that an acceptance would sign: the level said when the application was sent, and the
		// level that the situation shows now.
		sources: { said: 'intermediate', shown: 'intermediate', observed: null },
		saidNow: 'intermediate',
	});
	expect(seen.steps.map(({ kind }) => kind)).toEqual(['started', 'submitted', 'return', 'submitted']);
	expect(seen.requirements).toMatchObject([
		{ rule: 'said', met: true },
		{ rule: 'situation', met: true },
		{ rule: 'evidence', met: true, params: { done: 1 } },
	]);
	expect(await accessJournalOf(world, person.id)).toMatchObject([{ what: 'application-read', by: 'Bruno' }]);
	await says(world, person, 'communication', 3, 1);
	expect(await readApplicationAndRecordLook(world, bruno, one.id)).toMatchObject({
		...{ sources: { said: 'intermediate' }, saidNow: 'advanced' },
	});
	await expect(readApplicationAndRecordLook(world, ANONYMOUS, one.id)).rejects.toMatchObject({ status: 401 });
	await expect(readApplicationAndRecordLook(world, emile, one.id)).rejects.toMatchObject(notFound);
	await expect(readApplicationAndRecordLook(world, bruno, world.newId())).rejects.toMatchObject(notFound);

	// A decided application can be read but not decided again; a withdrawn one cannot be read.
	const decided = applicationAt(world, here, person.id, {
		badge: 'practice-content-production',
		state: 'accepted',
	});
	const badge = 'practice-collaboration';
	const back = applicationAt(world, here, person.id, { badge, state: 'withdrawn' });
	const draft = applicationAt(world, here, person.id, { badge: 'practice-inclusion-and-diverse-needs' });
	const award = awardAt(world, here, person.id, { application: decided.id });
	await world.db.write(async (tx) => {
		for (const each of [decided, back, draft]) await addApplication(tx, each);
		await addSubmission(tx, decided.id, submissionAt(world, 7));
		await addSubmission(tx, back.id, submissionAt(world, 7));
		await addAwards(tx, [award]);
	});
	expect(await readApplicationAndRecordLook(world, bruno, decided.id)).toMatchObject({
		...{ decidable: false, award: award.id, sources: award.basis },
	});
	for (const { id } of [back, draft])
		await expect(readApplicationAndRecordLook(world, bruno, id)).rejects.toMatchObject(notFound);
});

test('read while its person leaves: whole, with their name, or the common 404', async () => {
	const { here, bruno } = people;
	const prepare = async () => {
		const person = await here.learner('Ada');
		const one = applicationAt(world, here, person.id, { state: 'submitted', submittedAt: minute(2) });
		await world.db.write(async (tx) => {
			await addApplication(tx, one);
			await addSubmission(tx, one.id, submissionAt(world, 2));
		});
		return { world: { ...world }, person: person.id, id: one.id };
	};
	const outcomes = await betweenReads(
		prepare,
		(on) => readApplicationAndRecordLook(on.world, bruno, on.id),
		(on) => on.world.db.write((tx) => erase(tx, on.person)),
	);
	const told = outcomes.map((one) => (one instanceof Refusal ? one.code : (one as { name: string }).name));
	expect(new Set(told)).toEqual(new Set(['Ada', 'not-found']));
});
