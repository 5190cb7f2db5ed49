import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { actNumbers, noteActs, openWorld, prepareDatabase, readSettings, type World } from '#platform/server';
import { backupState, scheduleBackups } from './index.ts';

const root = resolve(import.meta.dirname, '../../..');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A program that the schedule runs instead of the real command. It records its arguments in the file `asked`
 * and prints the file `answer` that the test provides; without that file it exits with 7.
 */
const PROGRAM = `
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { FOLDER } = process.env;
appendFileSync(FOLDER + '/asked', process.argv.slice(2).join(' ') + '\\n');
if (!existsSync(FOLDER + '/answer')) process.exit(7);
process.stdout.write(readFileSync(FOLDER + '/answer'));
`;

let folder: string;
let world: World;
let now: number;
let stop = () => {};
let lines: { event: string }[];
const file = (name: string) => join(folder, name);
const settingsWith = (more: Record<string, string> = {}) =>
	readSettings({ DATA_DIR: file('data'), ...more }, root);

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-runs-'));
	await prepareDatabase(settingsWith());
	writeFileSync(file('program.cjs'), PROGRAM);
	writeFileSync(file('asked'), '');
	mkdirSync(file('copy'));
	lines = [];
	now = Date.parse('2026-11-28T12:00:00.000Z');
	// A program that ends after its test must add its lines to its own test, not to the next one.
	const mine = lines;
	const note = (event: string, facts = {}) => void mine.push({ event, ...facts });
	const log = { info: note, warn: note, error: note };
	world = { ...(await openWorld(settingsWith(), log)), now: () => new Date(now) };
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});
afterEach(async () => {
	stop();
	vi.useRealTimers();
	await world.db.close();
	rmSync(folder, { recursive: true, force: true });
});

/** Advances both the clock and the timers. */
function pass(ms: number): void {
	now += ms;
	vi.advanceTimersByTime(ms);
}
/** Waits for files and processes, which fake timers do not control. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await holds())) await new Promise((turn) => setImmediate(turn));
}
const settled = async () => {
	for (let n = 0; n < 20; n += 1) await new Promise((turn) => setImmediate(turn));
};
const asked = () => readFileSync(file('asked'), 'utf8').split('\n').slice(0, -1);
const events = (event: string) => lines.filter((line) => line.event === event);
const answers = (beganAt: number, actsInAll = 0) =>
	writeFileSync(
		file('answer'),
		JSON.stringify({ folder: file('copy'), beganAt: new Date(beganAt).toISOString(), actsInAll, badges: 3 }),
	);
const verifiedAgo = (ms: number) =>
	writeFileSync(
		file('data/last-backup.json'),
		JSON.stringify({ folder: file('copy'), beganAt: new Date(now - ms).toISOString(), actsInAll: 0 }),
	);

function schedule(every = '6h', program: string | undefined = file('program.cjs')): void {
	const settings = settingsWith({ BACKUP_DIR: file('backups'), BACKUP_EVERY: every });
	({ stop } = scheduleBackups(world, settings, { FOLDER: folder }, program));
}
/** Waits until the timer of the next backup is set, besides the hourly one. */
const planned = () => until(() => vi.getTimerCount() === 2);

describe('a backup by schedule', () => {
	test('is made at once where none was, and counts once it was tried out; the next one in its time', async () => {
		answers(now, 0);
		schedule();
		await planned();
		pass(0);
		await until(() => events('backup.verified').length === 1);
		expect(asked()).toEqual(['backup --verify --json']);
		expect(lines).toEqual([{ event: 'backup.verified', beganAt: '2026-11-28T12:00:00.000Z' }]);
		expect(backupState(world)).toEqual({
			verifiedAt: '2026-11-28T12:00:00.000Z',
			ageSeconds: 0,
			late: false,
		});
		const state = file('data/last-backup.json');
		expect(JSON.parse(readFileSync(state, 'utf8'))).toEqual({
			folder: file('copy'),
			beganAt: '2026-11-28T12:00:00.000Z',
			actsInAll: 0,
		});
		expect(statSync(state).mode & 0o777).toBe(0o600);
		await planned();
		pass(6 * HOUR - 1);
		await settled();
		expect(asked()).toHaveLength(1);
		answers(now);
		pass(1);
		await until(() => events('backup.verified').length === 2);
		expect(asked()).toHaveLength(2);
		expect(events('backup.late')).toEqual([]);
	});

	test('that fails is told with its exit code, and tried again a quarter of an hour later', async () => {
		schedule();
		await planned();
		pass(0);
		await until(() => events('backup.failed').length === 1);
		expect(lines).toEqual([{ event: 'backup.failed', code: 'EXIT_7' }]);
		expect(backupState(world)).toEqual({ verifiedAt: null, ageSeconds: null, late: false });
		await planned();
		pass(15 * MINUTE - 1);
		await settled();
		expect(asked()).toHaveLength(1);
		// An output of the command without the expected fields counts as a failure.
		writeFileSync(file('answer'), '{"folder":1}');
		pass(1);
		await until(() => events('backup.failed').length === 2);
		await planned();
		answers(now);
		pass(15 * MINUTE);
		await until(() => events('backup.verified').length === 1);
		expect(asked()).toHaveLength(3);
	});

	test('that fails where they come more often is tried again in its time', async () => {
		schedule('2m');
		await planned();
		pass(0);
		await until(() => events('backup.failed').length === 1);
		await planned();
		pass(2 * MINUTE);
		await until(() => events('backup.failed').length === 2);
		expect(asked()).toHaveLength(2);
	});

	test('waits for what is left of its time since the last one, whoever stopped the service meanwhile', async () => {
		verifiedAgo(4 * HOUR);
		answers(now);
		schedule();
		await planned();
		pass(2 * HOUR - 1);
		await settled();
		expect(asked()).toEqual([]);
		pass(1);
		await until(() => events('backup.verified').length === 1);
	});

	test('once a month, it is not made at once for want of so long a timer', async () => {
		verifiedAgo(0);
		schedule('30d');
		await planned();
		pass(20 * DAY);
		await settled();
		expect(asked()).toEqual([]);
	});

	test('lets go of the acts that every kept backup holds', async () => {
		await world.db.write((tx) =>
			noteActs(
				tx,
				[1, 2, 3].map((n) => ({ at: new Date(now), what: `act-${n}`, about: {} })),
			),
		);
		answers(now, 2);
		schedule();
		await planned();
		pass(0);
		await until(async () => (await actNumbers(world.db.read))?.least === 3);
		expect(await actNumbers(world.db.read)).toEqual({ least: 3, greatest: 3 });
	});

	test('is made no more once it was stopped', async () => {
		answers(now);
		schedule();
		await planned();
		stop();
		expect(vi.getTimerCount()).toBe(0);
		pass(DAY);
		await settled();
		expect([asked(), lines]).toEqual([[], []]);
	});

	test('stopped while one is under way, it plans no other', async () => {
		answers(now);
		schedule();
		await planned();
		pass(0);
		stop();
		await until(() => events('backup.verified').length === 1);
		await settled();
		expect(vi.getTimerCount()).toBe(0);
	});

	test('without a built command nothing is made, and the log says so', async () => {
		const settings = settingsWith({ BACKUP_DIR: file('backups') });
		// No command is built beside the source files, so none is found.
		({ stop } = scheduleBackups(world, settings, {}));
		await settled();
		expect(lines).toEqual([{ event: 'backup.no-command' }]);
		expect(vi.getTimerCount()).toBe(1);
	});
});

describe('every hour', () => {
	test('the log is warned while the latest backup is too old, with its age', async () => {
		verifiedAgo(HOUR);
		schedule('1h');
		await until(() => backupState(world)?.ageSeconds === 3600);
		pass(HOUR - 1);
		expect(events('backup.late')).toEqual([]);
		// Two hours old is exactly twice the interval, so not yet late.
		pass(1);
		expect(events('backup.late')).toEqual([]);
		pass(HOUR);
		expect(events('backup.late')).toEqual([{ event: 'backup.late', ageSeconds: 3 * 3600 }]);
		pass(HOUR);
		expect(events('backup.late')).toHaveLength(2);
	});

	test('and where there never was one, once twice its time has passed since the start', async () => {
		schedule('1h');
		await planned();
		pass(2 * HOUR);
		expect(events('backup.late')).toEqual([]);
		pass(HOUR);
		expect(events('backup.late')).toEqual([{ event: 'backup.late', ageSeconds: null }]);
		expect(backupState(world)).toEqual({ verifiedAt: null, ageSeconds: null, late: true });
	});

	test('where no backup is scheduled, acts of more than 400 days ago are let go, later ones kept', async () => {
		const acts = [400 * DAY, 400 * DAY - HOUR - 1, 0].map((ago) => ({
			at: new Date(now - ago),
			what: 'x',
			about: {},
		}));
		await world.db.write((tx) => noteActs(tx, acts));
		({ stop } = scheduleBackups(world, settingsWith(), {}));
		expect(await actNumbers(world.db.read)).toEqual({ least: 1, greatest: 3 });
		pass(HOUR);
		await until(async () => (await actNumbers(world.db.read))?.least !== 1);
		expect(await actNumbers(world.db.read)).toEqual({ least: 2, greatest: 3 });
		expect(lines).toEqual([]);
		await settled();
		pass(HOUR);
		await until(async () => (await actNumbers(world.db.read))?.least === 3);
		const unreadable = new Proxy(world.db.read, {
			get: () => () => {
				throw Object.assign(new Error('held by another'), { code: 'SQLITE_BUSY' });
			},
		});
		stop();
		({ stop } = scheduleBackups({ ...world, db: { ...world.db, read: unreadable } }, settingsWith(), {}));
		pass(HOUR);
		await until(() => lines.length > 0);
		expect(lines).toEqual([{ event: 'acts.not-forgotten', code: 'SQLITE_BUSY' }]);
	});
});
