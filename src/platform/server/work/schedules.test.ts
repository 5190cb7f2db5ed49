import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import type { World } from '../world.ts';
import { runDueSchedules, type Schedule, SCHEDULE_LEASE_MS, SCHEDULE_RETRY_MS } from './schedules.ts';
import { storedSchedules } from './schedule-store.ts';

const HOUR = 3_600_000;

eachDialect('work that comes back in time', (world) => {
	const later = (ms: number) => world().setNow(new Date(world().now().getTime() + ms));
	/** Schedules of names of their own, and what they did. */
	function scheduled(...faults: readonly (string | null)[]) {
		const did: string[] = [];
		const prefix = world().newId();
		const schedules: Schedule[] = faults.map((fault, nth) => ({
			...{ name: `${prefix}-${nth}`, everyMs: HOUR },
			async run() {
				did.push(`${nth}`);
				if (fault) throw Object.assign(new Error('it failed'), { code: fault });
			},
		}));
		return { did, schedules, names: schedules.map(({ name }) => name) };
	}

	test('runs at the first look, then once in each of its times', async () => {
		const { did, schedules, names } = scheduled(null, null);
		expect(await runDueSchedules(world(), schedules)).toEqual(names);
		expect(await runDueSchedules(world(), schedules)).toEqual([]);
		later(HOUR - 1);
		expect(await runDueSchedules(world(), schedules)).toEqual([]);
		later(1);
		expect(await runDueSchedules(world(), schedules)).toEqual(names);
		expect(did).toEqual(['0', '1', '0', '1']);
		expect(await storedSchedules(world().db.read, names)).toMatchObject([
			{ fault: null, endedAt: world().now() },
			{ fault: null },
		]);
	});

	test('one that fails says so, holds none of the others up, and comes back within five minutes', async () => {
		const { did, schedules, names } = scheduled('SQLITE_BUSY', null);
		const from = world().lines.length;
		expect(await runDueSchedules(world(), schedules)).toEqual(names);
		expect(did).toEqual(['0', '1']);
		expect(world().lines.slice(from).join()).toMatch(/schedule\.failed.*SQLITE_BUSY/);
		expect(await storedSchedules(world().db.read, names)).toMatchObject([
			{ fault: 'SQLITE_BUSY' },
			{ fault: null },
		]);
		later(SCHEDULE_RETRY_MS);
		expect(await runDueSchedules(world(), schedules)).toEqual([names[0]]);
	});

	test('of two processes one runs it; after a crash it is run again once its time is over', async () => {
		const { schedules, names } = scheduled(null);
		const [only] = schedules;
		let meanwhile: readonly string[] = ['never asked'];
		const crash: Schedule = {
			...only!,
			run: async () => {
				meanwhile = await runDueSchedules(world(), schedules);
				// The process is killed here: nothing is stored about how this ended.
				await new Promise(() => undefined);
			},
		};
		void runDueSchedules(world(), [crash]);
		await expect.poll(() => meanwhile).toEqual([]);
		later(SCHEDULE_LEASE_MS - 1);
		expect(await runDueSchedules(world(), schedules)).toEqual([]);
		later(1);
		expect(await runDueSchedules(world(), schedules)).toEqual(names);
	});

	test('nothing is written while nothing is due, and nothing more is begun once it must stop', async () => {
		const { did, schedules } = scheduled(null, null);
		expect(await runDueSchedules(world(), schedules, () => did.length > 0)).toHaveLength(1);
		expect(await runDueSchedules(world(), schedules)).toHaveLength(1);
		const reading: World = {
			...world(),
			db: { ...world().db, write: () => Promise.reject(new Error('it wrote')) },
		};
		expect(await runDueSchedules(reading, schedules)).toEqual([]);
	});
});
