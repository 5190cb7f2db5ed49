import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import {
	databaseFile,
	callDueListeners,
	jobsOnThisThread,
	openWorld,
	platformTables,
	readSettings,
} from '#platform/server';
import { createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { testWorld } from '#tests/world';
import { recordTraining, trainingTables } from '#training/server';
import { inOneUnit } from '../src/cli/demonstration/in-one-unit.ts';
import { listeners } from '../src/listeners.ts';
import { type Listening, threeListen } from './faults/three-listen.ts';

const root = resolve(import.meta.dirname, '..');
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const MINUTES = 60_000;

/**
 * Runs Ada's act in a process that dies at the step `dies`, then reopens the service on the same folder and
 * lets 90 minutes pass. `fails` says how many times each listener throws when it hears of the event.
 */
async function lived(dies: string, fails: Partial<Record<Listening, number>> = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-events-'));
	folders.push(folder);
	const env = { ...process.env, DATA_DIR: folder, DEMO: '1' };
	const child = spawnSync(process.execPath, [join(root, 'tests/faults/events-child.ts'), dies], {
		env,
		cwd: root,
	});
	const lines: string[] = [];
	const note = (event: string) => void lines.push(event);
	const heard: string[] = [];
	const left = { ...fails };
	let later = 0;
	const opened = await openWorld(
		readSettings(env, root),
		{ info: note, warn: note, error: note },
		jobsOnThisThread,
		{
			listeners: threeListen((name, when) => {
				if (when === 'after') return void heard.push(name);
				left[name] = (left[name] ?? 0) - 1;
				if (left[name] >= 0) throw new Error(`${name} cannot now`);
			}),
		},
	);
	const world = { ...opened, now: () => new Date(Date.now() + later) };
	for (later = 0; later <= 90 * MINUTES; later += 3 * MINUTES) await callDueListeners(world);
	const { idempotencyKeys: forms, eventDeliveries } = platformTables(world.db);
	const effects = (await world.db.read.select().from(forms)).filter(
		({ action }) => action === 'training.recorded',
	);
	const waiting = await world.db.read.select().from(eventDeliveries);
	const trainings = await world.db.read.select().from(trainingTables(world.db).trainings);
	await world.db.close();
	return {
		child,
		lines,
		heard,
		effects: effects.map(({ who }) => who).toSorted(),
		waiting,
		trainings,
		file: databaseFile(folder),
	};
}

test.each(['before-any', 'before-effect', 'after-effect'])(
	'the process is killed %s: the act stands, each of three hears, and what each does is done once',
	async (dies) => {
		const { child, effects, heard, waiting, trainings, lines } = await lived(dies);
		expect([child.signal, String(child.stderr)]).toEqual(['SIGKILL', '']);
		expect(trainings).toHaveLength(1);
		expect(effects).toEqual(['badges', 'mail', 'notices']);
		expect(heard.toSorted()).toEqual(['badges', 'mail', 'notices']);
		expect(waiting).toEqual([]);
		expect(lines).toEqual([]);
	},
);

test('one of three fails four times: the act stands, the failure is told and tried again, nothing is done twice', async () => {
	const { child, effects, heard, waiting, trainings, lines } = await lived('nowhere', { mail: 4 });
	expect([child.status, String(child.stderr)]).toEqual([0, '']);
	expect(trainings).toHaveLength(1);
	expect(effects).toEqual(['badges', 'mail', 'notices']);
	// The listener `badges` heard the event within the act, in the process that died.
	expect(heard.toSorted()).toEqual(['mail', 'notices']);
	expect(lines).toEqual(Array(4).fill('event.failed'));
	expect(waiting).toEqual([]);
});

test('several acts in one unit, as the command does: each hears what it recorded, and nothing of the others', async () => {
	const world = await testWorld();
	const heard: string[] = [];
	const own = {
		...world,
		listeners: threeListen((name, when) => void (when === 'after' && heard.push(name))),
	};
	const { id: institution } = await createInstitution(world, {
		slug: 'pins',
		name: 'Pins',
		kind: 'service-centre',
	});
	const ada = await newcomer(world, [{ institution, role: 'learner', audience: 'teacher' }]);
	await inOneUnit(own, async (inside) => {
		for (const title of ['Un', 'Deux', 'Trois'])
			await recordTraining(inside, ada, {
				...{ title, minutes: 60, date: '2026-11-20', kind: 'workshop', dimensions: ['collaboration'] },
				...{ reflection: '', link: null, key: world.newId() },
			});
	});
	expect(heard).toEqual(['badges', 'badges', 'badges']);
	await world.close();
});

test('every event that somebody listens to is recorded by a use case, under that very name', () => {
	const texts = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
		.filter((name) => /\/server\/.*(?<!\.test)\.ts$/.test(name))
		.map((name) => readFileSync(join(root, 'src', name), 'utf8'));
	const recorded = new Set(
		texts.flatMap((text) =>
			/\brecordEvent\(|RECORDED_AS/.test(text)
				? [...text.matchAll(/'((?:[a-z]+)\.[a-z-]+)'/g)].map(([, name = '']) => name)
				: [],
		),
	);
	expect(recorded.size).toBeGreaterThan(8);
	expect(Object.keys(listeners).length).toBeGreaterThan(3);
	expect(Object.keys(listeners).filter((name) => !recorded.has(name))).toEqual([]);
});
