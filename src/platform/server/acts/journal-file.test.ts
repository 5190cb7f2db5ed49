import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Synced, watchSyncs } from '../synced.fixture.ts';
import { type JournalledAct, actLine, headLine, readJournal } from './act.ts';
import { appendActs, JOURNAL_NAME, journalAt, openJournal, replaceJournal } from './journal-file.ts';

const AT = new Date('2026-11-28T12:00:00.123Z');
const act = (n: number): JournalledAct => ({
	n,
	id: `a${n}`,
	at: AT,
	what: 'badge-given',
	about: { serial: null },
});
const HEAD = { service: 'ours', droppedTo: 3 };
let folder: string;
let path: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-journal-'));
	path = join(folder, 'deep', JOURNAL_NAME);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const held = () => readJournal(readFileSync(path));

test('a journal is a head and a line for each act, for us alone; a whole one takes its place at once', async () => {
	expect(await journalAt(path)).toBeUndefined();
	await replaceJournal(path, HEAD, [act(4)]);
	expect(readFileSync(path, 'utf8')).toBe(headLine(HEAD) + actLine(act(4)));
	expect([statSync(path).mode & 0o777, statSync(join(folder, 'deep')).mode & 0o777]).toEqual([0o600, 0o700]);
	await appendActs(path, [act(5), act(6)]);
	expect(held()).toMatchObject({ head: HEAD, acts: [{ n: 4 }, { n: 5 }, { n: 6 }], damaged: [] });
	// The partial file that an interrupted replacement leaves must not make the next one fail.
	writeFileSync(`${path}.partial`, 'half');
	await replaceJournal(path, { ...HEAD, droppedTo: 5 }, [act(6)]);
	expect(held()).toMatchObject({ head: { droppedTo: 5 }, acts: [{ n: 6 }] });
	expect(readdirSync(join(folder, 'deep'))).toEqual([JOURNAL_NAME]);
	expect((await journalAt(path))?.acts).toEqual([act(6)]);
});

test('acts are never added to a journal that is gone', async () => {
	await replaceJournal(path, HEAD, []);
	rmSync(path);
	await expect(appendActs(path, [act(4)])).rejects.toMatchObject({ code: 'ENOENT' });
	expect(existsSync(path)).toBe(false);
});

test('a place that is no journal is told, not taken for one that is missing', async () => {
	await replaceJournal(path, HEAD, []);
	await expect(journalAt(join(folder, 'deep'))).rejects.toMatchObject({ code: 'EISDIR' });
	await expect(journalAt(join(path, 'inside'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

describe('a journal that is opened', () => {
	test('is begun where there is none', async () => {
		expect(await openJournal(path, 'ours', AT)).toEqual({
			held: new Set(),
			head: { service: 'ours', droppedTo: 0 },
			aside: undefined,
		});
		expect(held()).toMatchObject({ head: { service: 'ours', droppedTo: 0 }, acts: [] });
	});

	test('goes on where it stopped; a line that was never finished is cut off', async () => {
		await replaceJournal(path, HEAD, [act(4), act(5)]);
		const whole = readFileSync(path);
		expect(await openJournal(path, 'ours', AT)).toEqual({
			held: new Set(['a4', 'a5']),
			head: HEAD,
			aside: undefined,
		});
		expect(readFileSync(path).equals(whole)).toBe(true);
		writeFileSync(path, Buffer.concat([whole, Buffer.from('0123456789abcdef {"n":6')]));
		expect((await openJournal(path, 'ours', AT)).held).toEqual(new Set(['a4', 'a5']));
		expect(readFileSync(path).equals(whole)).toBe(true);
	});

	test.each([
		['of another database', headLine({ service: 'theirs', droppedTo: 0 })],
		['without a head', actLine(act(1))],
		['that is empty', ''],
	])('%s is put aside under the instant, whole, and another begun', async (_name, text) => {
		await replaceJournal(path, HEAD, []);
		writeFileSync(path, text);
		const { aside, head, held: ids } = await openJournal(path, 'ours', AT);
		expect(aside).toBe(join(folder, 'deep', 'acts.2026-11-28T12-00-00-123Z.journal'));
		expect(readFileSync(aside ?? '', 'utf8')).toBe(text);
		expect([head, ids]).toEqual([{ service: 'ours', droppedTo: 0 }, new Set()]);
		expect(held().head).toEqual({ service: 'ours', droppedTo: 0 });
	});
});

describe.runIf(process.platform === 'linux')('on the disk before it is told', () => {
	let synced: Synced;
	beforeEach(async () => void (synced = await watchSyncs()));
	afterEach(() => synced.stop());

	test('what is added, and a whole journal with its name', async () => {
		await replaceJournal(path, HEAD, []);
		expect(synced.paths).toEqual([`${path}.partial`, join(folder, 'deep')]);
		await appendActs(path, [act(4)]);
		expect(synced.paths.slice(2)).toEqual([path]);
	});

	test('all that is written, however long it is', async () => {
		await replaceJournal(path, HEAD, []);
		const many = Array.from({ length: 20_000 }, (_, n) => act(n + 4));
		await appendActs(path, many);
		expect(synced.sizes.at(-1)).toBe(statSync(path).size);
		expect(statSync(path).size).toBeGreaterThan(1_500_000);
		await replaceJournal(path, HEAD, many);
		expect(synced.sizes.at(-2)).toBe(statSync(path).size);
	});

	test('a disk that refuses is told, whatever it refuses, and the journal that stood still stands', async () => {
		await replaceJournal(path, HEAD, [act(4)]);
		const before = readFileSync(path, 'utf8');
		synced.refuse((one) => one === path);
		await expect(appendActs(path, [act(5)])).rejects.toMatchObject({ code: 'EIO' });
		await replaceJournal(path, HEAD, [act(4)]);
		for (const refused of [`${path}.partial`, join(folder, 'deep')]) {
			synced.refuse((one) => one === refused);
			await expect(replaceJournal(path, HEAD, [act(4)]), refused).rejects.toMatchObject({ code: 'EIO' });
			expect(readFileSync(path, 'utf8')).toBe(before);
		}
	});

	test('and no file is left open, also where something fails', async () => {
		const open = () => readdirSync('/proc/self/fd').length;
		await replaceJournal(path, HEAD, []);
		const before = open();
		for (let n = 0; n < 5; n += 1) await appendActs(path, [act(n)]);
		for (let n = 0; n < 5; n += 1) await replaceJournal(path, HEAD, []);
		expect(open()).toBe(before);
	});
});
