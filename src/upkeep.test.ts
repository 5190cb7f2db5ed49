import { expect, test } from 'vitest';
import { advisedCohorts, createCohort } from '#cohort/server';
import { draftsOfPage, saveDraft } from '#drafts/server';
import { actorOf, createInstitution, createPerson, signIn } from '#identity/server';
import {
	dialectOf,
	isFormProcessed,
	platformTables,
	type Queries,
	runDueSchedules,
	runFormOnce,
} from '#platform/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { runStartTasks, schedules } from './upkeep.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PASSWORD = 'la neige tombe sur Rimouski';

eachDialect('what a service does by itself', (world) => {
	const pass = (ms: number) => world().setNow(new Date(world().now().getTime() + ms));
	/** Runs every schedule, as if a service had been started an hour after the last time. */
	const everyHour = async () => {
		await world().db.write((tx) => tx.delete(platformTables({ dialect: dialectOf(tx) }).schedules));
		return runDueSchedules(world(), schedules);
	};
	const events = (from: number) =>
		world()
			.lines.slice(from)
			.map((line) => JSON.parse(line) as Record<string, unknown>);

	test('every hour forgets what is over, and nothing that is in use', async () => {
		const username = `ada-${world().newId()}`;
		await createPerson(world(), { username, displayName: 'Ada', password: PASSWORD });
		const enter = async () =>
			(await signIn(world(), { identifier: username, password: PASSWORD, address: '192.0.2.1' })).token;
		const form = { who: username, action: 'training.record', sent: {} };
		const send = async () => {
			const key = world().newId();
			await runFormOnce(world(), { ...form, key }, async () => null);
			return { ...form, key };
		};
		const keep = async (path: string) =>
			saveDraft(world(), await actorOf(world(), await enter()), {
				path,
				...{ form: 'record', revision: 0, typed: { reflection: 'Appris' }, settled: false },
			});
		const draftsAt = async (path: string) =>
			draftsOfPage(world(), await actorOf(world(), await enter()), path);
		await keep('/training/old');
		pass(DAY);
		await keep('/training/new');
		pass(28 * DAY);
		const [oldKey, oldSession] = [await send(), await enter()];
		pass(HOUR);
		const key = await send();
		pass(22 * HOUR + HOUR / 2);
		const session = await enter();
		pass(HOUR / 2);
		expect(await isFormProcessed(world(), oldKey)).toBe(true);
		expect(await everyHour()).toHaveLength(schedules.length);
		expect(await isFormProcessed(world(), oldKey)).toBe(true);
		expect(await draftsAt('/training/old')).toHaveLength(1);
		pass(1);
		await everyHour();
		expect(await actorOf(world(), session)).toMatchObject({ kind: 'person', username });
		expect(await actorOf(world(), oldSession)).toMatchObject({ kind: 'anonymous' });
		expect([await isFormProcessed(world(), oldKey), await isFormProcessed(world(), key)]).toEqual([
			false,
			true,
		]);
		expect([await draftsAt('/training/old'), await draftsAt('/training/new')]).toMatchObject([[], [{}]]);
	});

	test('at the start and every hour, portraits are made on their dates', async () => {
		const { id: institution } = await createInstitution(world(), {
			slug: `ecole-${world().newId().slice(0, 8)}`,
			name: 'Érables',
			kind: 'service-centre',
		});
		const bruno = await newcomer(world(), [{ institution, role: 'adviser' }], 'Bruno');
		for (const upkeep of [() => runStartTasks(world()), everyHour]) {
			const input = { name: 'Automne', audience: 'teacher', endsOn: null, key: world().newId() } as const;
			await createCohort(world(), bruno, input);
			const from = world().lines.length;
			await upkeep();
			expect(events(from)).toEqual([{ event: 'portraits.made', portraits: 1 }]);
		}
		expect(await advisedCohorts(world(), bruno)).toHaveLength(2);
	});

	test('at the start, one thing that fails is said, and keeps none of the others waiting', async () => {
		const { db } = world();
		const fault = Object.assign(new Error('held by another'), { code: 'SQLITE_BUSY' });
		const unreadable = new Proxy(db.read, {
			get: () => () => {
				throw fault;
			},
		}) as Queries;
		const after = world().lines.length;
		await runStartTasks({ ...world(), db: { ...db, read: unreadable } });
		expect(events(after)).toEqual(
			['provider', 'issuances', 'portraits'].map((what) => ({
				event: 'schedule.failed',
				what,
				code: 'SQLITE_BUSY',
			})),
		);
	});
});
