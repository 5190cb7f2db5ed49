import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { Refusal } from '#platform';
import { testWorld, type TestWorld } from '#tests/world';
import { acceptApplication } from '../review/accept-application.ts';
import { addApplication, applicationById, reviewsOf } from '../application-store.ts';
import {
	applicationAt,
	changesOf,
	minute,
	neighbours,
	reviewAt,
} from '../../../../tests/recognised/neighbours.ts';
import { definitionFor, changeState, ownApplication, lockForEditing } from './own-application.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());
const changed = { code: 'recognition.changed-meanwhile', status: 409 };
const notFound = { code: 'not-found', status: 404 };

/** Creates a person with an application in this state. */
async function standing(state: 'draft' | 'submitted' | 'returned' | 'refused') {
	const person = await people.here.learner('Ada');
	const one = applicationAt(world, people.here, person.id, { state });
	await world.db.write((tx) => addApplication(tx, one));
	return { person, one };
}

test('taken for a change only where its person may change it, each time under another revision', async () => {
	const take = (id: string) => world.db.write((tx) => lockForEditing(tx, id));
	for (const state of ['draft', 'returned'] as const) {
		const { one } = await standing(state);
		expect(await take(one.id)).toEqual({ ...one, revision: 2 });
		expect(await take(one.id)).toMatchObject({ state, revision: 3 });
		expect(await applicationById(world.db.read, one.id)).toMatchObject({ state, revision: 3 });
	}
	for (const state of ['submitted', 'refused'] as const)
		await expect(take((await standing(state)).one.id)).rejects.toMatchObject(changed);
	await expect(take('none')).rejects.toMatchObject(notFound);
});

test('what happens to it happens from where it was read to stand, or not at all', async () => {
	const { one } = await standing('submitted');
	const happen = (from: typeof one, ...event: [Parameters<typeof changeState>[3], (() => Refusal)?]) =>
		world.db.write((tx) => changeState(tx, world, from, event[0], { decidedAt: minute(9) }, event[1]));
	await expect(happen(one, 'submit')).rejects.toMatchObject(changed);
	await expect(happen({ ...one, revision: 9 }, 'refuse')).rejects.toMatchObject(changed);
	const late = () => new Refusal('recognition.already-decided', { status: 409 });
	await expect(happen({ ...one, revision: 9 }, 'refuse', late)).rejects.toMatchObject({
		...{ code: 'recognition.already-decided' },
	});
	await expect(happen(one, 'submit', late)).rejects.toMatchObject({ code: 'recognition.already-decided' });
	await happen(one, 'refuse');
	expect(await applicationById(world.db.read, one.id)).toMatchObject({
		...{ state: 'refused', revision: 2, decidedAt: minute(9) },
	});
	// The first application is closed, so a second one for the same badge can be open.
	const again = applicationAt(world, people.here, one.person);
	await world.db.write((tx) => addApplication(tx, again));
	expect((await applicationById(world.db.read, again.id))?.state).toBe('draft');
});

test('accepted as its adviser saw it, with the review; not once it changed', async () => {
	const { one } = await standing('submitted');
	const { decision: _decision, at: _at, ...review } = { ...reviewAt(world, 1), level: 'advanced' };
	const accept = (id: string, revision: number) =>
		world.db.write((tx) => acceptApplication(tx, world, id, { revision, review, form: null }, minute(8)));
	expect(await accept('none', 1)).toBe(false);
	expect(await accept(one.id, 2)).toBe(false);
	expect(await accept((await standing('returned')).one.id, 1)).toBe(false);
	expect(await reviewsOf(world.db.read, one.id)).toEqual([]);
	let done = false;
	const changes = await changesOf(world, async (tx) => {
		done = await acceptApplication(tx, world, one.id, { revision: 1, review, form: null }, minute(8));
	});
	expect(done).toBe(true);
	expect(Object.keys(changes).toSorted()).toEqual([`applications ${one.id}`, `reviews ${review.id}`]);
	expect(changes[`applications ${one.id}`]).toEqual({
		...{ state: 'accepted', revision: 2, decidedAt: minute(8), openKey: null },
	});
	expect(await reviewsOf(world.db.read, one.id)).toEqual([{ ...review, decision: 'accept', at: minute(8) }]);
	expect(await accept(one.id, 2)).toBe(false);
});

test('its own person alone reads it; of a badge that left the catalogue nothing is told', async () => {
	const { person, one } = await standing('draft');
	expect(await ownApplication(world, person, one.id)).toEqual(one);
	for (const who of [people.emile, people.bruno])
		await expect(ownApplication(world, who, one.id)).rejects.toMatchObject(notFound);
	await expect(ownApplication(world, person, 'none')).rejects.toMatchObject(notFound);
	for (const id of [one.id, 'none'])
		await expect(ownApplication(world, ANONYMOUS, id)).rejects.toMatchObject({ status: 401 });
	expect(await definitionFor(world, one)).toMatchObject({ id: one.badge, framework: one.frameworkVersion });
	await expect(definitionFor(world, { ...one, badge: 'practice-gone' })).rejects.toMatchObject(notFound);
});
