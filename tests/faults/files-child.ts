/**
 * The program that stores, repeats and removes files until its plan's fault kills it: `node files-child.ts PLAN
 * LEDGER`. It begins with the turn during which the process before it was killed.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
	type FileStep,
	fileById,
	jobsOnThisThread,
	letGoOfFile,
	openWorld,
	type Queries,
	readSettings,
	recordFile,
	runFormOnce,
	storeContentThen,
	sweepFiles,
	type World,
} from '#platform/server';
import { DISK, type Disk, localFiles } from '../../src/platform/server/files/local-files.ts';
import { contentOf, type FileFault, type FilesPlan } from './files-plan.ts';

const [planFile = '', ledgerFile = ''] = process.argv.slice(2);
const { people, fault, turn } = JSON.parse(readFileSync(planFile, 'utf8')) as FilesPlan;
const note = (what: string, facts: object = {}) =>
	appendFileSync(ledgerFile, `${JSON.stringify({ what, ...facts })}\n`);

function die(step: FileStep, when: FileFault['when']): never {
	note('hit', { step, when });
	process.kill(process.pid, 'SIGKILL');
	for (;;);
}
/** Dies at the plan's step, when the step is at that moment; once armed. */
let armed = false;
const reach = (step: FileStep, when: FileFault['when']) => {
	if (armed && fault?.step === step && fault.when === when) die(step, when);
};

/** Wraps one step of the disk: the process may die before it, and after it. */
const around =
	<G extends readonly unknown[]>(step: FileStep, work: (...given: G) => Promise<void>) =>
	async (...given: G) => {
		reach(step, 'before');
		await work(...given);
		reach(step, 'after');
	};
const disk: Disk = {
	write: async (path, bytes) => {
		reach('write', 'before');
		if (armed && fault?.step === 'write' && fault.when === 'within') {
			await DISK.write(path, bytes.subarray(0, bytes.length / 2));
			die('write', 'within');
		}
		await DISK.write(path, bytes);
		reach('write', 'after');
	},
	flush: around('flush', DISK.flush),
	rename: around('rename', DISK.rename),
	flushFolder: around('flush-folder', DISK.flushFolder),
	remove: around('remove', DISK.remove),
};

const settings = readSettings(process.env);
const opened = await openWorld(
	settings,
	{ info: () => {}, warn: () => {}, error: () => {} },
	jobsOnThisThread,
);
const world: World = {
	...opened,
	files: { ...opened.files, store: localFiles(join(settings.dataDir, 'files'), disk) },
};
/** The world a day and an hour later, when what nothing uses is swept. */
const tomorrow: World = { ...world, now: () => new Date(Date.now() + 25 * 3_600_000) };

/** Writes in a unit at whose end, before and after its commit, the process may die. */
async function unit<T>(step: FileStep, work: () => Promise<T>): Promise<T> {
	const done = await work();
	reach(step, 'after');
	return done;
}
const before = (step: FileStep) => reach(step, 'before');

/** Stores the file of a person's turn, once for its form, and lets go of the one before. */
async function give(person: string, at: number): Promise<void> {
	const content = contentOf(person, at);
	const bytes = new Uint8Array(content);
	const file = {
		bytes,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		type: 'application/pdf' as const,
		name: `${at}.pdf`,
		width: null,
		height: null,
	};
	const form = { who: person, action: 'give', key: `${person}-${at}`, sent: { at } };
	const id = await storeContentThen(world, file, 'file', () =>
		unit('row', () =>
			runFormOnce(world, form, async (tx: Queries) => {
				const made = await recordFile(tx, world, file, { owner: { person }, field: 'file' });
				before('row');
				return made;
			}),
		),
	);
	note('given', { person, at, id });
}

/** Lets go of a file that was given, and sweeps it as if a day had passed. */
async function letGo(id: string): Promise<void> {
	if ((await fileById(world.db.read, id))?.unusedSince === null)
		await unit('row-let-go', () =>
			world.db.write(async (tx) => {
				await letGoOfFile(tx, id, world.now());
				before('row-let-go');
			}),
		);
	note('let-go', { id });
	before('row-removed');
	const store = world.files.store;
	await sweepFiles({
		...tomorrow,
		// Between its rows and its contents, the sweep lists the store.
		files: {
			...world.files,
			store: {
				...store,
				list: () => {
					reach('row-removed', 'after');
					return store.list();
				},
			},
		},
	});
}

interface Noted {
	readonly what: string;
	readonly person: string;
	readonly at: number;
	readonly id: string;
}
const ledger = () =>
	readFileSync(ledgerFile, 'utf8')
		.trim()
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Noted);

/** Each person gives the file of a turn, and removes the one of the turn before. */
async function takeTurn(at: number): Promise<void> {
	for (const person of people) {
		await give(person, at);
		// The same form again, as from somebody who got no answer: nothing twice.
		await give(person, at);
		const last = ledger().find((one) => one.what === 'given' && one.person === person && one.at === at - 1);
		if (last) await letGo(last.id);
	}
}

// First the turn during which the process before was killed: what it did is met again, and nothing is doubled.
if (turn > 1) await takeTurn(turn - 1);
armed = true;
await takeTurn(turn);
await world.db.close();
