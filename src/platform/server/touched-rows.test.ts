import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestWorld, testWorld } from '#tests/world';
import { putRow, second, touchedRows } from '../../../tests/touched-rows.ts';
import { deleteActs } from './acts/act-store.ts';
import {
	deleteDeliveriesOf,
	makeFailedDeliveriesDue,
	postponeDelivery,
	removeDelivery,
	takeDueDeliveries,
} from './events/event-store.ts';
import { deleteFilesUnusedBefore, letGoOfFile, letGoOfFilesOf } from './files/stored-file-store.ts';
import { deleteFormKeysOf, deleteOldFormKeys, runFormOnce } from './idempotency.ts';
import {
	deleteMailsById,
	deleteMailsEndedBefore,
	deleteMailsOf,
	deleteUntold,
	makeMailDue,
	storeTry,
	takeMail,
} from './mail/mail-store.ts';
import { deleteFullBuckets, takeFromBucket } from './shares/shared-limit-store.ts';
import { storeScheduleEnd, takeDueSchedule } from './work/schedule-store.ts';

/** Each write is tried among rows of neighbours, which it must not touch. */
let world: TestWorld;
beforeEach(async () => {
	world = await testWorld();
});
afterEach(() => world.close());
const touched = (work: Parameters<typeof touchedRows>[1]) => touchedRows(world, work);
/** A query of the id of Ada alone. */
const onlyAda = sql`(select 'ada')`;

const mail = (id: string, more: object) =>
	putRow(world, 'mails', {
		...{ id, person: 'ada', state: 'sending', attempts: 1, sealedValues: 'sealed', dueAt: second(0) },
		...{ expiresAt: second(100), uncertain: false },
		...more,
	});

test('a mail is taken alone; how a try ended is told of that try only', async () => {
	await mail('a', { state: 'waiting' });
	await mail('b', { state: 'waiting', dueAt: second(1) });
	const one = { mails: 1 };
	const take = (id: string) => touched((tx) => takeMail(tx, { id, now: second(1), until: second(60) }));
	expect([await take('a'), await take('a'), await take('none')]).toEqual([one, {}, {}]);
	await mail('c', { attempts: 2 });
	await mail('d', { state: 'sent', attempts: 2 });
	const end = (id: string, attempts: number) =>
		touched((tx) => storeTry(tx, { id, attempts }, { state: 'sent', endedAt: second(attempts) }));
	expect([await end('c', 1), await end('d', 2), await end('c', 2)]).toEqual([{}, {}, one]);
	await mail('e', { attempts: 2 });
	const untold = (id: string, attempts: number) => touched((tx) => deleteUntold(tx, { id, attempts }));
	expect([await untold('e', 1), await untold('d', 2), await untold('e', 2)]).toEqual([{}, {}, one]);
});

test('mails go with their person, by their ids, and when they are old', async () => {
	await mail('a', {});
	await mail('b', { person: 'emile' });
	await mail('c', { person: 'emile' });
	await mail('d', { person: 'emile', state: 'sent', endedAt: second(1) });
	await mail('e', { person: 'emile', expiresAt: second(1) });
	await mail('f', { person: 'emile', expiresAt: second(30), endedAt: second(30) });
	await mail('g', { person: 'emile', expiresAt: second(30), endedAt: second(30), sealedValues: null });
	await mail('h', { person: 'emile', expiresAt: second(30) });
	await mail('i', { person: 'emile', endedAt: second(30) });
	expect(await touched((tx) => deleteMailsOf(tx, 'ada'))).toEqual({ mails: 1 });
	expect(await touched((tx) => deleteMailsById(tx, ['b']))).toEqual({ mails: 1 });
	// Two are old; of those that are useless, one was tried to the end and still has its values.
	expect(await touched((tx) => deleteMailsEndedBefore(tx, { now: second(40), limit: second(2) }))).toEqual({
		mails: 3,
	});
});

test('a mail is made due where it can still be sent, of one institution only', async () => {
	await mail('a', { state: 'refused' });
	await mail('b', { state: 'refused', person: 'emile' });
	await mail('c', { state: 'sent' });
	await mail('d', { state: 'given-up', sealedValues: null });
	const of = { institution: 'here', people: onlyAda };
	const due = (id: string, whose?: typeof of) =>
		touched(async (tx) => {
			expect(await makeMailDue(tx, id, second(9), whose)).toBe(
				['a', 'b'].includes(id) && !(whose && id === 'b'),
			);
		});
	expect([await due('c'), await due('d'), await due('b', of), await due('b'), await due('a', of)]).toEqual([
		...[{}, {}, {}],
		...[{ mails: 1 }, { mails: 1 }],
	]);
});

const delivery = (id: string, more: object) =>
	putRow(world, 'eventDeliveries', {
		id,
		about: '{}',
		person: 'ada',
		attempts: 0,
		dueAt: second(0),
		...more,
	});

test('a delivery is taken, put off, made due and removed alone', async () => {
	await delivery('a', {});
	await delivery('b', { dueAt: second(1) });
	await delivery('c', { attempts: 2, dueAt: second(50) });
	await delivery('d', { attempts: 2, dueAt: second(50), person: 'emile' });
	await delivery('e', { attempts: 0, dueAt: second(50) });
	await delivery('f', { attempts: 2, dueAt: second(3) });
	const one = { eventDeliveries: 1 };
	expect(
		await touched((tx) => takeDueDeliveries(tx, { now: second(2), until: second(60), most: 1 })),
	).toEqual(one);
	expect(await touched((tx) => makeFailedDeliveriesDue(tx, onlyAda, second(5)))).toEqual(one);
	expect(await touched((tx) => postponeDelivery(tx, 'b', 1, second(70)))).toEqual(one);
	expect(await touched((tx) => removeDelivery(tx, 'b'))).toEqual(one);
	expect(await touched((tx) => deleteDeliveriesOf(tx, 'emile'))).toEqual(one);
});

test('a file is let go of alone, or with all of its person; those unused long enough go', async () => {
	for (const [id, person] of [
		['a', 'ada'],
		['b', 'ada'],
		['c', 'emile'],
	] as const)
		await putRow(world, 'files', { id, person });
	expect(await touched((tx) => letGoOfFile(tx, 'a', second(1)))).toEqual({ files: 1 });
	expect(await touched((tx) => letGoOfFilesOf(tx, 'ada', second(5)))).toEqual({ files: 1 });
	expect(await touched((tx) => deleteFilesUnusedBefore(tx, second(2)))).toEqual({ files: 1 });
});

test('acts are dropped up to a number, but never the last', async () => {
	for (const n of [1, 2, 3]) await putRow(world, 'acts', { n, id: `act-${n}` });
	expect(await touched((tx) => deleteActs(tx, 1))).toEqual({ acts: 1 });
	expect(await touched((tx) => deleteActs(tx, 9))).toEqual({ acts: 1 });
});

test('a form’s key is that of one person, one action and one form', async () => {
	const send = (who: string, action: string, key: string) =>
		runFormOnce(world, { who, action, key, sent: {}, about: who === 'emile' ? 'zoe' : null }, async () => 1);
	const [first, other] = [world.newId(), world.newId()];
	await send('ada', 'a', first);
	await send('emile', 'a', first);
	await send('ada', 'b', first);
	await send('ada', 'a', other);
	const undone = { who: 'ada', action: 'c', key: first, sent: {} };
	await runFormOnce(world, undone, async () => undefined as never);
	expect(await touched((tx) => deleteFormKeysOf(tx, 'sqlite', 'zoe'))).toEqual({ idempotencyKeys: 1 });
	expect(await touched((tx) => deleteFormKeysOf(tx, 'sqlite', 'nobody'))).toEqual({});
	const now = world.now();
	world.setNow(new Date(now.getTime() + 25 * 3_600_000));
	await send('zoe', 'a', first);
	await deleteOldFormKeys(world);
	expect(await touched((tx) => deleteFormKeysOf(tx, 'sqlite', 'ada'))).toEqual({});
	expect(await touched((tx) => deleteFormKeysOf(tx, 'sqlite', 'zoe'))).toEqual({ idempotencyKeys: 1 });
});

test('a schedule is taken and ended alone', async () => {
	for (const name of ['a', 'b'])
		await putRow(world, 'schedules', { name, dueAt: second(name === 'a' ? 0 : 1) });
	const take = { names: ['a', 'b'], now: second(1), until: second(60) };
	expect(await touched((tx) => takeDueSchedule(tx, take))).toEqual({ schedules: 1 });
	const end = { endedAt: second(2), fault: null, dueAt: second(90) };
	expect(await touched((tx) => storeScheduleEnd(tx, 'a', end))).toEqual({ schedules: 1 });
});

test('a bucket is taken from alone; those that are full go', async () => {
	const take = (name: string, key: string, n: number) => (tx: Parameters<typeof takeFromBucket>[0]) =>
		takeFromBucket(tx, { name, key }, { now: second(0), eachMs: n * 1000, latest: second(10) });
	for (const [name, key] of [
		['one', 'a'],
		['one', 'b'],
		['other', 'a'],
	] as const)
		await world.db.write(take(name, key, 5));
	expect(await touched(take('one', 'a', 5))).toEqual({ sharedLimits: 1 });
	expect(await touched(take('one', 'a', 5))).toEqual({});
	expect(await touched((tx) => deleteFullBuckets(tx, second(5)))).toEqual({ sharedLimits: 2 });
});
