import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
	newId,
	noteActs,
	openWorld,
	prepareDatabase,
	readSettings,
	type Settings,
	type World,
} from '#platform/server';
import { actLine, headLine, readJournal } from '../../platform/server/acts/act.ts';
import { replayAfterManualRestore, restoreBackup, takeBackup } from './index.ts';

const root = resolve(import.meta.dirname, '../../..');
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
let folder: string;
let settings: Settings;
let world: World;
const settingsFor = (data: string) => readSettings({ DATA_DIR: join(folder, data) }, root);
const journal = (data = 'data') => join(folder, data, 'acts.journal');
const note = (...serials: string[]) =>
	world.db.write((tx) =>
		noteActs(
			tx,
			serials.map((serial) => ({ at: world.now(), what: 'of-no-matter', about: { serial } })),
		),
	);
const backup = async () => (await takeBackup(settings, join(folder, 'backups'), () => new Date())).folder;
const byHand = () => replayAfterManualRestore(world, settings);

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-missing-'));
	settings = settingsFor('data');
	await prepareDatabase(settings);
	world = await openWorld(settings, SILENT);
});
afterEach(async () => {
	await world.db.close();
	rmSync(folder, { recursive: true, force: true });
});

/** Puts a backup's database in the place of the present one, as by hand, and opens it. */
async function restoreSentForm(copy: string): Promise<void> {
	await world.db.close();
	for (const name of readdirSync(settings.dataDir).filter((one) => one.startsWith('macaron.db')))
		rmSync(join(settings.dataDir, name));
	cpSync(join(copy, 'macaron.db'), join(settings.dataDir, 'macaron.db'));
	world = await openWorld(settings, SILENT);
}

test('what was in the copy, and was let go since, is not missing from it', async () => {
	await note('a', 'b', 'c');
	const old = readFileSync(journal());
	await world.db.journals?.deleteActs(2);
	// An earlier journal, renamed, still has the acts that the current one has dropped.
	writeFileSync(join(settings.dataDir, 'acts.2026-11-01.journal'), old);
	expect(await byHand()).toBeUndefined();
	const copy = await backup();
	await note('d');
	await restoreSentForm(copy);
	expect(await byHand()).toMatchObject({ since: 1, beginsAfter: false, damaged: [], closed: [] });
	// A second call finds nothing missing.
	expect(await byHand()).toBeUndefined();
});

test('a journal that begins after the copy leaves a time that nobody knows', async () => {
	await note('a');
	const copy = await backup();
	await note('b', 'c', 'd');
	const { acts } = readJournal(readFileSync(journal()));
	const service = readJournal(readFileSync(journal())).head?.service ?? '';
	const beginning = (droppedTo: number) =>
		writeFileSync(
			join(folder, 'given.journal'),
			headLine({ service, droppedTo }) +
				acts
					.filter(({ n }) => n > droppedTo)
					.map(actLine)
					.join(''),
		);
	const restored = async (droppedTo: number) => {
		beginning(droppedTo);
		return (await restoreBackup(settingsFor(`restored-${droppedTo}`), copy, join(folder, 'given.journal')))
			.madeGood;
	};
	expect(await restored(1)).toMatchObject({ since: 3, beginsAfter: false });
	expect(await restored(2)).toMatchObject({ since: 2, beginsAfter: true });
});

test('a copy of before there were journals takes those that agree as its own, and says what it cannot know', async () => {
	const copy = await backup();
	const db = new Driver(join(copy, 'macaron.db'));
	db.exec(`DELETE FROM service_facts`);
	db.close();
	await note('a', 'b');
	const service = readJournal(readFileSync(journal())).head?.service;
	await restoreSentForm(copy);
	const held = () => {
		const beside = new Driver(join(settings.dataDir, 'macaron.db'), { readonly: true });
		const found = beside.prepare(`SELECT value FROM service_facts WHERE name = 'service-id'`).pluck().get();
		beside.close();
		return found;
	};
	expect(held()).toBeUndefined();
	// With journals of two services, it is unknown which one belongs to the database.
	const other = join(settings.dataDir, 'acts.other.journal');
	writeFileSync(other, headLine({ service: newId(), droppedTo: 0 }));
	expect(await byHand()).toBeUndefined();
	rmSync(other);
	expect(await byHand()).toMatchObject({ since: 2, beginsAfter: true, journals: [journal()] });
	expect(held()).toBe(service);
});
