import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { eachDialect, type TestWorld, testWorld } from '#tests/world';
import { tables } from '../database/tables.ts';
import { fileSeal } from '../seal.ts';
import { bringForward, deleteFullestBuckets, takeFromBucket } from './shared-limit-store.ts';
import { deleteFullSharedLimits, NEW_BETWEEN_TRIMS, sharedLimit } from './shared-limit.ts';

const START = new Date('2026-11-22T15:00:00Z').getTime();

eachDialect('a limit that processes share', (open) => {
	const at = (seconds: number) => open().setNow(new Date(START + seconds * 1000));
	let count = 0;
	/** Makes a limit as several processes each make it: with nothing in common but its name. */
	const nodes = (many: number, limit: { burst: number; perSecond: number; remembered?: number }) => {
		const name = `limit-${(count += 1)}`;
		return Array.from({ length: many }, () => sharedLimit({ name, remembered: 1000, ...limit }));
	};
	const rows = async (name: string) => {
		const { sharedLimits: t } = tables(open().db);
		return open().db.read.select().from(t).where(eq(t.name, name));
	};

	test('an address has so many at once in all processes, then so many a second; another has its own', async () => {
		const [one, other] = nodes(2, { burst: 6, perSecond: 2 });
		at(0);
		const taken = [];
		for (let n = 0; n < 5; n += 1) taken.push(await (n % 2 ? one : other)!(open(), '203.0.113.7'));
		expect(taken.map(({ allowed, left }) => [allowed, left])).toEqual(
			[5, 4, 3, 2, 1].map((left) => [true, left]),
		);
		expect(await one!(open(), '203.0.113.7')).toEqual({ allowed: true, left: 0, wait: 1 });
		expect(await other!(open(), '203.0.113.7')).toEqual({ allowed: false, left: 0, wait: 1 });
		expect(await other!(open(), '203.0.113.8')).toEqual({ allowed: true, left: 5, wait: 0 });
		at(1);
		const soon = [];
		for (let n = 0; n < 3; n += 1) soon.push((await (n % 2 ? one : other)!(open(), '203.0.113.7')).allowed);
		expect(soon).toEqual([true, true, false]);
		at(0.5);
		expect((await one!(open(), '203.0.113.7')).allowed).toBe(false);
		at(1.5);
		expect(await one!(open(), '203.0.113.7')).toEqual({ allowed: true, left: 0, wait: 1 });
	});

	test('however many come at the same moment, each token is taken once', async () => {
		const many = nodes(8, { burst: 20, perSecond: 0.01 });
		at(10);
		const all = await Promise.all(
			Array.from({ length: 80 }, (_, n) => many[n % 8]!(open(), '2001:db8:1:2::3')),
		);
		expect(all.filter(({ allowed }) => allowed)).toHaveLength(20);
		expect(all.filter(({ allowed }) => !allowed).every(({ left, wait }) => left === 0 && wait === 100)).toBe(
			true,
		);
		// The rest of its /64 network is the same visitor.
		expect((await many[0]!(open(), '2001:db8:1:2:ffff::1')).allowed).toBe(false);
	});

	test('a refused action writes nothing', async () => {
		const world = open();
		const [take] = nodes(1, { burst: 1, perSecond: 0.1 });
		at(20);
		expect((await take!(world, '10.0.0.1')).allowed).toBe(true);
		let units = 0;
		const watched: TestWorld = {
			...world,
			db: { ...world.db, write: (work) => ((units += 1), world.db.write(work)) },
		};
		expect(await take!(watched, '10.0.0.1')).toEqual({ allowed: false, left: 0, wait: 10 });
		expect(units).toBe(0);
		at(29);
		expect(await take!(watched, '10.0.0.1')).toEqual({ allowed: false, left: 0, wait: 1 });
		at(30);
		expect(await take!(watched, '10.0.0.1')).toEqual({ allowed: true, left: 0, wait: 10 });
		expect(units).toBe(1);
	});

	test('a clock set back by an hour makes nobody wait longer than an empty limit', async () => {
		const [take] = nodes(1, { burst: 2, perSecond: 1 });
		at(7200);
		for (let n = 0; n < 2; n += 1) await take!(open(), '10.0.0.2');
		at(3600);
		expect(await take!(open(), '10.0.0.2')).toEqual({ allowed: false, left: 0, wait: 1 });
		at(3601);
		expect((await take!(open(), '10.0.0.2')).allowed).toBe(true);
		// Clocks of processes that differ a little give nothing for free.
		at(3600);
		for (let n = 0; n < 5; n += 1) expect((await take!(open(), '10.0.0.2')).allowed).toBe(false);
		at(3601);
		expect((await take!(open(), '10.0.0.2')).allowed).toBe(false);
	});

	test('no more visitors than it may remember, but for a few: those nearest to full are forgotten', async () => {
		const remembered = 10;
		const [take] = nodes(1, { burst: 5, perSecond: 0.001, remembered });
		at(10_000);
		for (let n = 0; n < 3; n += 1) await take!(open(), '10.0.0.3');
		for (let n = 1; n < NEW_BETWEEN_TRIMS; n += 1) await take!(open(), `10.1.${n >> 8}.${n % 256}`);
		const name = `limit-${count}`;
		expect(await rows(name)).toHaveLength(remembered);
		// Who has most to wait for is not forgotten, whoever comes after.
		expect(await take!(open(), '10.0.0.3')).toMatchObject({ allowed: true, left: 1 });
		const [other] = nodes(1, { burst: 5, perSecond: 0.001, remembered });
		await other!(open(), '10.0.0.3');
		expect(await rows(name)).toHaveLength(remembered);
	});

	test('no address can be read from what is kept, nor is it the same for two limits; full again, it is deleted', async () => {
		const [[one], [other]] = [nodes(1, { burst: 2, perSecond: 1 }), nodes(1, { burst: 2, perSecond: 1 })];
		const names = [`limit-${count - 1}`, `limit-${count}`];
		at(20_000);
		await one!(open(), '10.0.0.4');
		await other!(open(), '10.0.0.4');
		const keys = (await Promise.all(names.map(rows))).flat().map(({ key }) => key);
		expect(new Set(keys).size).toBe(2);
		for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/);
		at(20_000.999);
		await deleteFullSharedLimits(open());
		expect(await rows(names[0]!)).toHaveLength(1);
		at(20_001);
		await deleteFullSharedLimits(open());
		expect(await rows(names[0]!)).toHaveLength(0);
	});
});

eachDialect('the buckets of limits, as they are stored', (open) => {
	const at = (seconds: number) => new Date(START + seconds * 1000);
	const take = (name: string, key: string, seconds: number) =>
		open().db.write((tx) =>
			takeFromBucket(tx, { name, key }, { now: at(0), eachMs: seconds * 1000, latest: at(1000) }),
		);
	const stored = async (name: string) => {
		const { sharedLimits: t } = tables(open().db);
		const rows = await open().db.read.select().from(t).where(eq(t.name, name));
		return Object.fromEntries(rows.map(({ key, fullAt }) => [key, (fullAt.getTime() - START) / 1000]));
	};

	test('one that is full sooner is not put off, nor is another limit’s or another visitor’s', async () => {
		for (const [name, key, seconds] of [
			['forward', 'a', 500],
			['forward', 'b', 500],
			['backward', 'a', 500],
		] as const)
			await take(name, key, seconds);
		await open().db.write((tx) => bringForward(tx, { name: 'forward', key: 'a' }, at(600)));
		expect(await stored('forward')).toEqual({ a: 500, b: 500 });
		await open().db.write((tx) => bringForward(tx, { name: 'forward', key: 'a' }, at(400)));
		expect([await stored('forward'), await stored('backward')]).toEqual([{ a: 400, b: 500 }, { a: 500 }]);
	});

	test('those nearest to full are forgotten first, of two alike one, and of one limit only', async () => {
		for (const [name, key, seconds] of [
			['many', 'a', 10],
			['many', 'b', 30],
			['many', 'c', 20],
			['many', 'd', 20],
			['many', 'e', 20],
			['few', 'a', 10],
		] as const)
			await take(name, key, seconds);
		const keep = (most: number) => open().db.write((tx) => deleteFullestBuckets(tx, 'many', most));
		await keep(5);
		expect(Object.keys(await stored('many')).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
		await keep(3);
		expect(await stored('many')).toEqual({ b: 30, e: 20, d: 20 });
		expect(await stored('few')).toEqual({ a: 10 });
	});

	test('a token is taken of one bucket only, and none when it would be full too late', async () => {
		await take('one', 'a', 900);
		expect(await take('one', 'a', 101)).toBeUndefined();
		expect(await stored('one')).toEqual({ a: 900 });
		expect(await take('one', 'a', 100)).toEqual(at(1000));
		await take('one', 'b', 5);
		await take('other', 'a', 5);
		expect([await stored('one'), await stored('other')]).toEqual([{ a: 1000, b: 5 }, { a: 5 }]);
	});
});

test('without the sealing key, a process counts on by itself', async () => {
	const world = await testWorld('sqlite');
	const take = sharedLimit({ name: 'keyless', burst: 1, perSecond: 0.1, remembered: 10 });
	const seal = fileSeal(`${import.meta.dirname}/no.key`);
	const allowed = [];
	for (let n = 0; n < 2; n += 1) allowed.push((await take({ ...world, seal }, '10.0.0.1')).allowed);
	expect(allowed).toEqual([true, false]);
	await world.close();
});
