import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JournalledAct } from '#platform/server';
import { actLine, headLine, readJournal } from '../../platform/server/acts/act.ts';
import { findActJournals, type FoundActJournal, joinActJournals } from './find-journals.ts';

const at = (n: number) => new Date(Date.UTC(2026, 10, 28, 12, 0, n));
const act = (n: number, id = `a${n}`, second = n): JournalledAct => ({
	n,
	id,
	at: at(second),
	what: 'badge-given',
	about: {},
});
const text = (acts: readonly JournalledAct[], service = 'ours', droppedTo = 0) =>
	headLine({ service, droppedTo }) + acts.map(actLine).join('');
const found = (path: string, written: string): FoundActJournal => ({
	path,
	journal: readJournal(Buffer.from(written)),
});

describe('journals that are found', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'macaron-journals-'));
		for (const name of ['data', 'backups', 'elsewhere/copy'])
			mkdirSync(join(folder, name), { recursive: true });
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));
	const write = (...names: string[]) => {
		for (const name of names) writeFileSync(join(folder, name), text([]));
	};
	const paths = async (settings: object, backup?: string, given?: string) =>
		(
			await findActJournals(
				settings as Parameters<typeof findActJournals>[0],
				backup && join(folder, backup),
				given && join(folder, given),
			)
		).map(({ path }) => path.slice(folder.length + 1));

	test('the one that is given, beside the backup, in the folder of backups, in the data folder; each once', async () => {
		write('given', 'elsewhere/acts.journal', 'backups/acts.journal', 'data/acts.journal');
		write('data/acts.2026-11-28T12-00-00-000Z.journal', 'data/other.journal', 'data/acts.journal.partial');
		const settings = { dataDir: join(folder, 'data'), backupDir: join(folder, 'backups') };
		const data = ['data/acts.2026-11-28T12-00-00-000Z.journal', 'data/acts.journal'];
		expect(await paths(settings, 'elsewhere/copy', 'given')).toEqual([
			'given',
			'elsewhere/acts.journal',
			'backups/acts.journal',
			...data,
		]);
		expect(await paths(settings, 'backups/copy', 'backups/acts.journal')).toEqual([
			'backups/acts.journal',
			...data,
		]);
		expect(await paths(settings)).toEqual(['backups/acts.journal', ...data]);
		expect(await paths({ dataDir: settings.dataDir, backupDir: undefined })).toEqual(data);
		expect(await paths({ dataDir: join(folder, 'nowhere'), backupDir: undefined })).toEqual([]);
		// A given path without a file is skipped.
		expect(await paths({ dataDir: join(folder, 'nowhere') }, undefined, 'missing')).toEqual([]);
	});
});

describe('journals of one database', () => {
	test('are joined: each act once, in order, whatever the order of the journals', () => {
		const one = found('one', text([act(1), act(3)], 'ours', 0));
		const two = found('two', text([act(2), act(3)], 'ours', 1));
		for (const both of [
			[one, two],
			[two, one],
		]) {
			const joined = joinActJournals(both, 'ours');
			expect(joined?.acts.map(({ n }) => n)).toEqual([1, 2, 3]);
			expect(joined?.paths).toEqual(both.map(({ path }) => path));
			expect(joined?.droppedTo).toBe(0);
			expect(joined?.damaged).toEqual([]);
		}
		// After a restore, numbers of acts are used a second time: acts with the same number are sorted by
		// time.
		const again = joinActJournals([found('one', text([act(2, 'new', 9), act(2, 'old', 5)]))], 'ours');
		expect(again?.acts.map(({ id }) => id)).toEqual(['old', 'new']);
		expect(
			joinActJournals([found('one', text([], 'ours', 4)), found('two', text([], 'ours', 9))], 'ours')
				?.droppedTo,
		).toBe(4);
	});

	test('of another database, or whose head cannot be read, are none of it', () => {
		const others = [found('other', text([act(1)], 'other')), found('headless', actLine(act(2)))];
		expect(joinActJournals(others, 'ours')).toBeUndefined();
		expect(joinActJournals(others, undefined)).toBeUndefined();
		expect(joinActJournals([], 'ours')).toBeUndefined();
		expect(joinActJournals([...others, found('mine', text([act(3)]))], 'ours')?.paths).toEqual(['mine']);
	});

	test('a damaged line is told, unless another holds as many acts or more without damage', () => {
		const spoil = (written: string) => written.replace('"a2"', '"aX"');
		const damaged = found('damaged', spoil(text([act(1), act(2), act(3)])));
		expect(damaged.journal.damaged).toEqual([3]);
		expect(joinActJournals([damaged], 'ours')?.damaged).toEqual([{ path: 'damaged', line: 3 }]);
		const whole = found('whole', text([act(1), act(2), act(3)]));
		expect(joinActJournals([damaged, whole], 'ours')).toMatchObject({
			damaged: [],
			acts: [{ n: 1 }, { n: 2 }, { n: 3 }],
		});
		// Only an undamaged journal with at least as many acts as are known excuses damage; this one has
		// fewer.
		const less = found('less', text([act(1)]));
		expect(joinActJournals([damaged, less], 'ours')?.damaged).toEqual([{ path: 'damaged', line: 3 }]);
		const twice = found('twice', spoil(text([act(1), act(2)])));
		expect(joinActJournals([damaged, twice], 'ours')?.damaged).toEqual([
			{ path: 'damaged', line: 3 },
			{ path: 'twice', line: 3 },
		]);
	});
});
