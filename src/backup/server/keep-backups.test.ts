import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteActs, openWorld, prepareDatabase, readSettings, type Settings } from '#platform/server';
import { backupName } from '../manifest.ts';
import { backupFolderIn, deleteOldBackups, renameRefused, takeBackup } from './index.ts';

const root = resolve(import.meta.dirname, '../../..');
let folder: string;
let settings: Settings;
const place = () => join(folder, 'backups');

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-keep-'));
	settings = readSettings({ DATA_DIR: join(folder, 'data') }, root);
	await prepareDatabase(settings);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('only the latest are kept, those refused go, what is no backup stays; the oldest kept says which acts all hold', async () => {
	const world = await openWorld(settings, { info: () => {}, warn: () => {}, error: () => {} });
	const made: string[] = [];
	for (let n = 1; n <= 4; n += 1) {
		await world.db.write((tx) => noteActs(tx, [{ at: new Date(), what: `act-${n}`, about: {} }]));
		const taken = await takeBackup(settings, place(), () => new Date(Date.UTC(2026, 10, n)));
		expect(taken.manifest.lastAct).toBe(n);
		made.push(taken.folder);
	}
	await world.db.close();
	mkdirSync(join(place(), 'notes'));
	const refused = join(place(), backupName(new Date(Date.UTC(2026, 10, 5))));
	cpSync(made[0] ?? '', refused, { recursive: true });
	expect(await renameRefused(refused)).toBe(`${refused}.refused`);
	// A refused backup is not taken for the latest one.
	expect(await backupFolderIn(place())).toBe(made[3]);
	expect(await deleteOldBackups(place(), 2)).toEqual({ removed: 3, actsInAll: 3 });
	expect(readdirSync(place()).sort()).toEqual([
		'macaron-2026-11-03T00-00-00-000Z',
		'macaron-2026-11-04T00-00-00-000Z',
		'notes',
	]);
	expect(await deleteOldBackups(place(), 2)).toEqual({ removed: 0, actsInAll: 3 });
	expect(existsSync(join(place(), 'notes'))).toBe(true);
});
