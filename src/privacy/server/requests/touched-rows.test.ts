import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestWorld, testWorld } from '#tests/world';
import { putRow, second, touchedRows } from '../../../../tests/touched-rows.ts';
import {
	deleteRequestsEndedBefore,
	endRequestsOver,
	forgetRequestsAbout,
	moveRequest,
} from './request-store.ts';

/** Each write is tried among rows of neighbours, which it must not touch. */
let world: TestWorld;
const touched = (work: Parameters<typeof touchedRows>[1]) => touchedRows(world, work);
const request = (id: string, more: object) =>
	putRow(world, 'personRequests', {
		...{ id, institution: 'here', person: 'ada', kind: 'access', state: 'asked', reason: 'Lettre.' },
		...{ askedAt: second(0), ...more },
	});

beforeEach(async () => {
	world = await testWorld();
	for (const id of ['here', 'there']) await putRow(world, 'institutions', { id });
	for (const id of ['ada', 'emile']) await putRow(world, 'people', { id });
});
afterEach(() => world.close());

test('a request moves on alone, from where it was', async () => {
	await request('a', {});
	await request('b', { person: 'emile' });
	const move = (from: 'asked' | 'confirmed', result: boolean) =>
		touched(async (tx) => {
			expect(await moveRequest(tx, 'a', [from], { state: 'done', endedAt: second(3) })).toBe(result);
		});
	expect([await move('confirmed', false), await move('asked', true), await move('asked', false)]).toEqual([
		{},
		{ personRequests: 1 },
		{},
	]);
});

test('of those that are over, each ends by its own rule', async () => {
	await request('old', { askedAt: second(1) });
	await request('recent', { person: 'emile', askedAt: second(2) });
	await request('declined', {
		institution: 'there',
		state: 'declined',
		askedAt: second(1),
		endedAt: second(20),
	});
	for (const [id, more] of [
		['given', { dueAt: second(5), askedAt: second(1) }],
		['open', { dueAt: second(6), person: 'emile' }],
		['erasure', { dueAt: second(5), kind: 'erasure' }],
	] as const)
		await request(id, { institution: 'there', state: 'confirmed', ...more });
	expect(await touched((tx) => endRequestsOver(tx, { askedBefore: second(1), now: second(5) }))).toEqual({
		personRequests: 2,
	});
	expect(await touched((tx) => deleteRequestsEndedBefore(tx, second(5)))).toEqual({});
	expect(await touched((tx) => deleteRequestsEndedBefore(tx, second(6)))).toEqual({ personRequests: 2 });
});

test('of somebody who left, what is said in their requests goes; those that ended stay as they ended', async () => {
	await request('here', {});
	await request('ended', { state: 'done', endedAt: second(1) });
	await request('there', { institution: 'there' });
	await request('other', { person: 'emile' });
	const left = (institution?: string) =>
		touched((tx) => forgetRequestsAbout(tx, 'ada', { institution, now: second(9) }));
	expect(await left('here')).toEqual({ personRequests: 2 });
	expect(await touched((tx) => deleteRequestsEndedBefore(tx, second(2)))).toEqual({ personRequests: 1 });
	expect(await left()).toEqual({ personRequests: 1 });
});
