import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { testWorld, type TestWorld } from '#tests/world';
import { tables } from './tables.ts';

/** Runs a function outside any trace, as another request would. */
const outside = AsyncLocalStorage.snapshot();

/** PGlite, where there is no server, has one connection and traces nothing. */
const dialects =
	inject('postgres').kind === 'server' ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const);

describe.each(dialects)('a trace of what was read on %s', (dialect) => {
	let world: TestWorld;
	beforeAll(async () => void (world = await testWorld(dialect)));
	afterAll(() => world.close());

	const facts = () => tables(world.db).serviceFacts;
	const fact = async (name: string) =>
		(
			await world.db.read
				.select()
				.from(facts())
				.where(sql`${facts().name} = ${name}`)
		).map(({ value }) => value);
	const write = (name: string, value: string) =>
		world.db.write(async (tx) => {
			await tx
				.insert(facts())
				.values({ name, value, at: world.now() })
				.onConflictDoUpdate({ target: facts().name, set: { value } });
		});
	const traced = <T>(work: () => Promise<T>) => world.db.traceReads(work);

	test('holds while what was read is the same, whatever else is written', async () => {
		await write('ada', '1');
		const { value, trace } = await traced(() => fact('ada'));
		expect(value).toEqual(['1']);
		expect(await trace?.isCurrent()).toBe(true);
		await write('bruno', '1');
		expect(await trace?.isCurrent()).toBe(true);
		await write('ada', '2');
		expect(await trace?.isCurrent()).toBe(false);
		expect(await trace?.isCurrent()).toBe(false);
		await write('ada', '1');
		expect(await trace?.isCurrent()).toBe(true);
	});

	test('sees a row that was not there, at any of the queries', async () => {
		const { trace } = await traced(async () => [await fact('ada'), await fact('chloe'), await fact('bruno')]);
		await write('chloe', '1');
		expect(await trace?.isCurrent()).toBe(false);
	});

	test('a write while the work reads is seen', async () => {
		const { trace } = await traced(async () => {
			await fact('emile');
			await outside(() => write('emile', '1'));
		});
		expect(await trace?.isCurrent()).toBe(false);
	});

	test('two works at once each have their own', async () => {
		const [ada, bruno] = await Promise.all([traced(() => fact('ada')), traced(() => fact('bruno'))]);
		await write('bruno', '7');
		expect([await ada.trace?.isCurrent(), await bruno.trace?.isCurrent()]).toEqual([true, false]);
	});

	test('there is none of work that writes, that asks whether anything was written, or that reads without end', async () => {
		const wrote = await traced(() => write('ada', '9'));
		const asked = await traced(async () => world.db.changes?.());
		const read = await traced(async () => {
			for (let n = 0; n < 31; n += 1) await fact('ada');
		});
		for (const { trace } of [wrote, asked, read]) expect(trace).toBeUndefined();
		expect(await fact('ada')).toEqual(['9']);
	});

	test('what the work throws is thrown', async () => {
		await expect(traced(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
	});
});
