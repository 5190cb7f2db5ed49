import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
	jobsOnThisThread,
	letGoOfFile,
	openFileStore,
	openWorld,
	prepareDatabase,
	readContent,
	readSettings,
	recordFile,
	type Settings,
	storeContentThen,
} from '#platform/server';
import { restoreBackup, takeBackup, verifyBackup } from './index.ts';

const root = resolve(import.meta.dirname, '../../..');
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };
let folder: string;
let settings: Settings;
const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const place = () => join(folder, 'backups');
const backup = (day: number) => takeBackup(settings, place(), () => new Date(Date.UTC(2026, 10, day)));
const inside = (at: string, text: string) => join(at, 'files', sha(text).slice(0, 2), sha(text));
const contentOf = (at: Settings, text: string) => inside(at.dataDir, text);

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-backup-files-'));
	settings = readSettings({ DATA_DIR: join(folder, 'data') }, root);
	await prepareDatabase(settings);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Stores contents as files of somebody; gives their ids. */
async function give(...texts: string[]): Promise<string[]> {
	const world = await openWorld(settings, QUIET, jobsOnThisThread);
	const ids: string[] = [];
	for (const text of texts) {
		const content = {
			...{ bytes: new Uint8Array(Buffer.from(text)), sha256: sha(text), type: 'application/pdf' as const },
			...{ name: 'a.pdf', width: null, height: null },
		};
		const whose = { owner: { person: 'p' }, field: 'file' };
		ids.push(
			await storeContentThen(world, content, 'file', () =>
				world.db.write((tx) => recordFile(tx, world, content, whose)),
			),
		);
	}
	await world.db.close();
	return ids;
}

test('files in use go with the database, and come back with it; a second backup takes no room for them twice', async () => {
	const [, dropped] = await give('Trace', 'Abandonnée');
	const world = await openWorld(settings, QUIET, jobsOnThisThread);
	await world.db.write((tx) => letGoOfFile(tx, String(dropped), new Date()));
	await world.db.close();
	const first = await backup(1);
	const second = await backup(2);
	expect([first.lostFiles, second.lostFiles]).toEqual([0, 0]);
	expect(readFileSync(inside(second.folder, 'Trace'), 'utf8')).toBe('Trace');
	expect(existsSync(inside(second.folder, 'Abandonnée'))).toBe(false);
	expect(statSync(inside(second.folder, 'Trace')).ino).toBe(statSync(inside(first.folder, 'Trace')).ino);
	expect(statSync(inside(first.folder, 'Trace')).ino).not.toBe(statSync(contentOf(settings, 'Trace')).ino);
	expect((await verifyBackup(settings, second.folder)).doubts).toEqual([]);

	const other = { ...settings, dataDir: join(folder, 'other') };
	// What an interrupted restore, or an earlier service, left among the files stops nothing.
	mkdirSync(join(other.dataDir, 'files'), { recursive: true });
	expect((await restoreBackup(other, second.folder)).doubts).toEqual([]);
	const restored = await openWorld(other, QUIET, jobsOnThisThread);
	expect(Buffer.from((await readContent(restored, sha('Trace')))!).toString()).toBe('Trace');
	await restored.db.close();
});

test('every byte and every name of them counts', async () => {
	await give('Trace', 'Autre');
	const { folder: made } = await backup(1);
	const doubts = async () =>
		(await verifyBackup(settings, made)).doubts.map((doubt) => [doubt.code, 'file' in doubt && doubt.file]);
	const path = inside(made, 'Trace');
	const name = join('files', sha('Trace').slice(0, 2), sha('Trace'));
	writeFileSync(path, 'Tracé');
	expect(await doubts()).toEqual([['file-altered', name]]);
	rmSync(path);
	expect(await doubts()).toEqual([['file-missing', name]]);
	writeFileSync(path, 'Trace');
	expect(await doubts()).toEqual([]);
	writeFileSync(`${path}.more`, '');
	writeFileSync(join(made, 'files', 'notes'), '');
	expect((await doubts()).toSorted()).toEqual(
		[
			['file-unknown', join('files', 'notes')],
			['file-unknown', `${name}.more`],
		].toSorted(),
	);
	const other = { ...settings, dataDir: join(folder, 'other') };
	expect((await restoreBackup(other, made)).doubts).toHaveLength(2);
	expect(existsSync(join(other.dataDir, 'macaron.db'))).toBe(false);
});

test('a file that the service itself lost or altered is said, and keeps nothing else from being saved', async () => {
	await give('Trace', 'Perdue', 'Altérée');
	const store = openFileStore(settings);
	await store.remove(sha('Perdue'));
	writeFileSync(contentOf(settings, 'Altérée'), 'Autrement');
	const { folder: made, lostFiles } = await backup(1);
	expect(lostFiles).toBe(2);
	expect((await verifyBackup(settings, made)).doubts).toEqual([]);
	const other = { ...settings, dataDir: join(folder, 'other') };
	expect((await restoreBackup(other, made)).doubts).toEqual([]);
	expect(readFileSync(contentOf(other, 'Trace'), 'utf8')).toBe('Trace');
	expect(existsSync(contentOf(other, 'Perdue'))).toBe(false);
	// Once it is there again, the next backup has it.
	await give('Perdue', 'Altérée');
	expect((await backup(2)).lostFiles).toBe(0);
});
