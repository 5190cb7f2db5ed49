import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { prepareDatabase, readSettings, type Settings } from '#platform/server';
import { type Synced, watchSyncs } from '../../platform/server/synced.fixture.ts';
import { deleteOldBackups, DataFolderNotEmpty, restoreBackup, takeBackup, verifyBackup } from './index.ts';

const root = resolve(import.meta.dirname, '../../..');
const DAY = 86_400_000;
let folder: string;
let settings: Settings;
const place = () => join(folder, 'backups');
const at = (day: number) => () => new Date(Date.UTC(2026, 10, day));

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-disk-'));
	settings = readSettings({ DATA_DIR: join(folder, 'data') }, root);
	await prepareDatabase(settings);
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true, force: true });
});

/** Creates a folder whose last change was `ms` milliseconds before the time `before`. */
function left(path: string, before: number, ms: number): void {
	mkdirSync(path, { recursive: true });
	utimesSync(path, new Date(before - ms), new Date(before - ms));
}

describe.runIf(process.platform === 'linux')('on the disk before it is told', () => {
	let synced: Synced;
	const names = () => synced.paths.splice(0).map((path) => path.replace(`${folder}/`, ''));
	beforeEach(async () => {
		synced = await watchSyncs();
	});
	afterEach(() => synced.stop());

	test('a backup: its files, its folder before it has its name, and its name', async () => {
		const taken = await takeBackup(settings, place(), at(1));
		const partial = `backups/.${basename(taken.folder)}.partial`;
		expect(names()).toEqual([
			...['macaron.db', 'manifest.json', 'manifest.sha256'].map((name) => `${partial}/${name}`),
			partial,
			'backups',
		]);
		await takeBackup(settings, place(), at(2));
		names();
		await deleteOldBackups(place(), 1);
		expect(names()).toEqual(['backups']);
		await deleteOldBackups(place(), 1);
		expect(names()).toEqual([]);
	});

	test('a disk that refuses is told, whatever it refuses; what is not whole has no name', async () => {
		for (const refused of [/macaron\.db$/, /manifest\.json$/, /manifest\.sha256$/, /\.partial$/]) {
			synced.refuse((path) => refused.test(path));
			await expect(takeBackup(settings, place(), at(1)), String(refused)).rejects.toMatchObject({
				code: 'EIO',
			});
			expect(readdirSync(place())).toEqual([]);
		}
		synced.refuse((path) => path === place());
		await expect(takeBackup(settings, place(), at(1))).rejects.toMatchObject({ code: 'EIO' });
		synced.refuse(() => false);
		const { folder: taken } = await takeBackup(settings, place(), at(2));
		for (const refused of [/macaron\.db$/, /other$/]) {
			synced.refuse((path) => refused.test(path));
			const other = { ...settings, dataDir: join(folder, 'other') };
			const restoring = restoreBackup(other, taken).then(({ doubts }) =>
				doubts.map((one) => JSON.stringify(one)),
			);
			const said = await restoring.catch((error: { code?: string }) => [String(error.code)]);
			expect(said.join()).toContain('EIO');
			rmSync(other.dataDir, { recursive: true, force: true });
		}
	});

	test('what is restored: the database once it was copied, once it was made good, and its name', async () => {
		const taken = await takeBackup(settings, place(), at(1));
		const other = { ...settings, dataDir: join(folder, 'other') };
		names();
		const { doubts } = await restoreBackup(other, taken.folder);
		expect(doubts).toEqual([]);
		const seen = names();
		expect(
			seen
				.filter((name) => !name.includes('.journal'))
				.map((name) => name.replace(/(\.restoring-)[^/]+/, '$1')),
		).toEqual([
			'other/.restoring-/macaron.db',
			...seen.filter((name) => /restoring-[^/]+$/.test(name)).map(() => 'other/.restoring-'),
			'other/.restoring-/macaron.db',
			'other',
		]);
		expect(readdirSync(other.dataDir).sort()).toEqual(['macaron.db', 'service.lock']);
		expect(statSync(join(other.dataDir, 'macaron.db')).mode & 0o777).toBe(0o600);
	});
});

describe('what was interrupted', () => {
	test('a backup that fails leaves nothing, and what is in its place is left alone', async () => {
		const file = join(settings.dataDir, 'macaron.db');
		const db = new Driver(file);
		db.unsafeMode(true);
		db.pragma('writable_schema = 1');
		db.exec(`UPDATE sqlite_master SET rootpage = 2 WHERE name = 'people'`);
		db.close();
		await expect(takeBackup(settings, place(), at(1))).rejects.toThrow();
		expect(readdirSync(place())).toEqual([]);
	});

	test('what earlier ones left goes a day later, and nothing else of the folder', async () => {
		const now = at(10)().getTime();
		const name = '.macaron-2026-11-01T00-00-00-000Z.partial';
		left(join(place(), name), now, DAY + 1000);
		left(join(place(), name.replace('01T', '02T')), now, DAY - 1000);
		left(join(place(), 'macaron-notes'), now, 9 * DAY);
		left(join(place(), 'x.macaron-a.partial'), now, 9 * DAY);
		await takeBackup(settings, place(), at(10));
		expect(readdirSync(place()).sort()).toEqual([
			name.replace('01T', '02T'),
			'macaron-2026-11-10T00-00-00-000Z',
			'macaron-notes',
			'x.macaron-a.partial',
		]);
	});

	test('a verification leaves nothing; what a killed one left goes a day later', async () => {
		const taken = await takeBackup(settings, place(), at(1));
		// A temporary folder of its own: other tests verify backups in the usual one at the same time.
		const temporary = join(folder, 'temporary');
		vi.stubEnv('TMPDIR', temporary);
		const places = ['old', 'recent'].map((one) => join(temporary, `macaron-verify-${one}`));
		const other = join(temporary, 'macaron-other');
		left(places[0] ?? '', Date.now(), 2 * DAY);
		left(places[1] ?? '', Date.now(), DAY / 2);
		left(other, Date.now(), 2 * DAY);
		expect((await verifyBackup(settings, taken.folder)).doubts).toEqual([]);
		expect(readdirSync(temporary).toSorted()).toEqual(['macaron-other', 'macaron-verify-recent']);
	});

	test('a restore takes a folder where only what is no data lies, and refuses any other', async () => {
		const taken = await takeBackup(settings, place(), at(1));
		const into = (name: string) => ({ ...settings, dataDir: join(folder, name) });
		for (const name of ['lost+found', '.restoring-abc', '.restoring-def'])
			left(join(folder, 'idle', name), Date.now(), 0);
		for (const name of ['acts.journal', 'acts.2026-11-01.journal'])
			writeFileSync(join(folder, 'idle', name), '');
		expect((await restoreBackup(into('idle'), taken.folder)).doubts).toEqual([]);
		expect(readdirSync(join(folder, 'idle')).filter((name) => name.startsWith('.'))).toEqual([]);
		// The restored database counts as data, so a second restore is refused; so does any other file.
		await expect(restoreBackup(into('idle'), taken.folder)).rejects.toBeInstanceOf(DataFolderNotEmpty);
		for (const name of [
			'macaron.db-wal',
			'service.lock.old',
			'my-acts.journal',
			'notes',
			'last-backup.json',
		]) {
			left(join(folder, `full-${name}`, name), Date.now(), 0);
			await expect(restoreBackup(into(`full-${name}`), taken.folder), name).rejects.toBeInstanceOf(
				DataFolderNotEmpty,
			);
			// The refused restore has released the folder's lock: a second attempt fails for the same reason,
			// not because of the lock.
			await expect(restoreBackup(into(`full-${name}`), taken.folder), name).rejects.toBeInstanceOf(
				DataFolderNotEmpty,
			);
		}
	});

	test('a doubtful backup is put nowhere, and leaves nothing where it was tried', async () => {
		const taken = await takeBackup(settings, place(), at(1));
		const file = join(taken.folder, 'macaron.db');
		writeFileSync(file, readFileSync(file).fill(0, 8000, 8010));
		const other = { ...settings, dataDir: join(folder, 'other') };
		const found = await restoreBackup(other, taken.folder);
		expect(found.madeGood).toBeUndefined();
		expect(found.doubts).toEqual([{ code: 'file-altered', file: 'macaron.db' }]);
		expect(readdirSync(other.dataDir)).toEqual(['service.lock']);
	});
});
