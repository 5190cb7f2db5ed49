import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noteActs } from './acts/act-store.ts';
import { journalAt } from './acts/journal-file.ts';
import { applicationVersion } from './application-version.ts';
import { FolderFault } from './folder/folder-fault.ts';
import { PASSWORD_COST } from './password-cost.ts';
import { ensureKeyFile } from './seal.ts';
import { readSettings } from './settings.ts';
import { jobsOnThisThread } from './threads/job.ts';
import { newId, openWorld, prepareDatabase } from './world.ts';

const root = resolve(import.meta.dirname, '../../..');
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'macaron-world-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settingsWith = (more: Record<string, string> = {}) =>
	readSettings({ DATA_DIR: join(folder, 'data'), KEY_FILE: join(folder, 'seal.key'), ...more }, root);

test('a world is what the settings say, on the folder that was prepared', async () => {
	const settings = settingsWith({
		ORIGIN: 'https://macaron.example',
		TOKEN_ALGORITHM: 'RS256',
		BADGES_DIR: join(folder, 'badges'),
	});
	await expect(openWorld(settings, SILENT)).rejects.toThrow(FolderFault);
	expect(await prepareDatabase(settings)).toEqual([]);
	ensureKeyFile(settings.keyFile);
	const world = await openWorld(settings, SILENT);
	expect(world).toMatchObject({
		origin: 'https://macaron.example',
		badgesDir: join(folder, 'badges'),
		demonstration: false,
		tokenAlgorithm: 'RS256',
		knownIssuers: null,
		passwordCost: PASSWORD_COST,
		log: SILENT,
		threads: jobsOnThisThread,
	});
	expect(Math.abs(world.now().getTime() - Date.now())).toBeLessThan(60_000);
	expect(Buffer.from(world.seal.open(world.seal.seal(Buffer.of(7), 'a'), 'a'))).toEqual(Buffer.of(7));
	await world.db.close();
});

test.each([[undefined], ['backups']])(
	'its acts are followed beside the database, and in %s',
	async (backups) => {
		const backupDir = backups && join(folder, backups);
		const settings = settingsWith(backupDir ? { BACKUP_DIR: backupDir } : {});
		await prepareDatabase(settings);
		const world = await openWorld(settings, SILENT);
		await world.db.write((tx) => noteActs(tx, [{ at: world.now(), what: 'badge-given', about: {} }]));
		for (const place of [settings.dataDir, ...(backupDir ? [backupDir] : [])])
			expect((await journalAt(join(place, 'acts.journal')))?.acts).toMatchObject([{ what: 'badge-given' }]);
		expect(existsSync(join(folder, 'backups'))).toBe(backups !== undefined);
		await world.db.close();
	},
);

test('a folder of a later version is not opened', async () => {
	const settings = settingsWith();
	await prepareDatabase(settings);
	const beside = new Driver(join(settings.dataDir, 'macaron.db'));
	beside.exec('UPDATE __drizzle_migrations SET created_at = created_at + 1');
	beside.close();
	for (const work of [() => openWorld(settings, SILENT), () => prepareDatabase(settings)])
		await expect(work()).rejects.toMatchObject({ kind: 'database-newer' });
	expect(statSync(settings.dataDir).mode & 0o077).toBe(0);
});

test('an id is 128 random bits in 26 characters of Crockford’s base 32', () => {
	const ids = Array.from({ length: 50 }, newId);
	expect(new Set(ids).size).toBe(50);
	for (const id of ids) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
});

test('the version is the package’s', () => {
	expect(applicationVersion(settingsWith())).toMatch(/^\d+\.\d+\.\d+/);
});

test('a password costs what OWASP asks at least', () => {
	expect(PASSWORD_COST.memory).toBe(19 * 1024);
	expect(PASSWORD_COST.passes).toBe(2);
	expect(PASSWORD_COST.parallelism).toBe(1);
});
