import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BadSettings, openWorld, prepareDatabase, readSettings, type World } from '#platform/server';
import { backupState, scheduleBackups } from './index.ts';

const root = resolve(import.meta.dirname, '../../..');
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
let folder: string;
let world: World;
const now = new Date('2026-11-28T12:00:00.000Z');
const settingsWith = (more: Record<string, string>) =>
	readSettings({ DATA_DIR: join(folder, 'data'), ...more }, root);

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-schedule-'));
	await prepareDatabase(settingsWith({}));
	world = { ...(await openWorld(settingsWith({}), SILENT)), now: () => now };
});
afterEach(async () => {
	await world.db.close();
	rmSync(folder, { recursive: true, force: true });
});

/**
 * Returns the state of an hourly schedule whose last verified backup began this many minutes ago; `undefined`
 * means that there was none.
 */
async function after(minutes: number | undefined, kept = true) {
	const copy = join(folder, 'copy');
	if (kept) mkdirSync(copy, { recursive: true });
	const beganAt = new Date(now.getTime() - (minutes ?? 0) * 60_000).toISOString();
	const last = JSON.stringify({ folder: copy, beganAt, actsInAll: 0 });
	if (minutes !== undefined) writeFileSync(join(folder, 'data', 'last-backup.json'), last);
	const settings = settingsWith({ BACKUP_DIR: join(folder, 'backups'), BACKUP_EVERY: '1h' });
	const { stop } = scheduleBackups(world, settings, {});
	if (minutes !== undefined && kept)
		await vi.waitFor(() => expect(backupState(world)?.verifiedAt).toBe(beganAt));
	stop();
	return backupState(world);
}

test('without a folder for backups there is no state to tell', () => {
	scheduleBackups(world, settingsWith({}), {}).stop();
	expect(backupState(world)).toBeUndefined();
});

test('the age of the last verified backup outlives a restart; past twice the time between two, it is late', async () => {
	expect(await after(30)).toMatchObject({ ageSeconds: 1800, late: false });
	expect(await after(120)).toMatchObject({ ageSeconds: 7200, late: false });
	expect(await after(121)).toMatchObject({ ageSeconds: 7260, late: true });
});

test('a backup that is there no more does not count', async () => {
	expect(await after(30, false)).toEqual({ verifiedAt: null, ageSeconds: null, late: false });
	expect(await after(undefined)).toEqual({ verifiedAt: null, ageSeconds: null, late: false });
});

test('the settings of backups, and what each refuses', () => {
	expect(settingsWith({})).toMatchObject({ backupDir: undefined, backupEvery: 86_400_000, backupKeep: 14 });
	const given = settingsWith({ BACKUP_DIR: 'kept', BACKUP_EVERY: '90m', BACKUP_KEEP: '2' });
	expect(given).toMatchObject({ backupDir: join(root, 'kept'), backupEvery: 5_400_000, backupKeep: 2 });
	expect(settingsWith({ BACKUP_EVERY: '30d' }).backupEvery).toBe(30 * 86_400_000);
	for (const every of ['31d', '0h', '1', '1w', '-1h', '1.5h'])
		expect(() => settingsWith({ BACKUP_EVERY: every }), every).toThrow(BadSettings);
	for (const keep of ['1', '1001', '2.5', 'all'])
		expect(() => settingsWith({ BACKUP_KEEP: keep }), keep).toThrow(BadSettings);
});
