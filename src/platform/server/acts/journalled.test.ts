import { createHash } from 'node:crypto';
import {
	appendFileSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Log } from '../index.ts';
import { databaseFile, migrateSqlite, openSqlite } from '../index.ts';
import { type JournalledAct, actLine, headLine, readJournal } from './act.ts';
import {
	actNumbers,
	actsAfter,
	insertActsFromJournal,
	storedActIds,
	lastActNumberBefore,
	noteActs,
} from './act-store.ts';
import { withActJournals } from './journalled.ts';

const root = resolve(import.meta.dirname, '../../../..');
const AT = new Date('2026-11-28T12:00:00.123Z');
let folder: string;
let plain: Database;
let db: Database;
let lines: string[];
const beside = () => join(folder, 'acts.journal');
const second = () => join(folder, 'backups', 'acts.journal');
const note = (event: string, facts = {}) => void lines.push(JSON.stringify({ event, ...facts }));
const log: Log = { info: note, warn: note, error: note };
const follow = () => withActJournals(plain, [beside(), second()], log, () => AT);
const act = (what: string, at = AT) => ({ at, what, about: { serial: what, n: 7, kept: true, none: null } });
const whats = (path: string) => readJournal(readFileSync(path)).acts.map(({ what }) => what);
const doing = (...all: string[]) =>
	db.write((tx) =>
		noteActs(
			tx,
			all.map((what) => act(what)),
		),
	);

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-acts-'));
	migrateSqlite(databaseFile(folder), join(root, 'drizzle', 'sqlite'));
	plain = openSqlite(databaseFile(folder));
	lines = [];
	db = follow();
});
afterEach(async () => {
	await db.close();
	rmSync(folder, { recursive: true, force: true });
});

describe('a journal as text', () => {
	const one: JournalledAct = { n: 3, id: 'a', at: AT, what: 'badge-given', about: { serial: 's', x: null } };
	const head = { service: 'me', droppedTo: 2 };
	const text = headLine(head) + actLine(one) + actLine({ ...one, n: 4, id: 'b' });

	test('reads back what was written', () => {
		expect(readJournal(Buffer.from(text))).toEqual({
			head,
			acts: [one, { ...one, n: 4, id: 'b' }],
			damaged: [],
			tornAt: undefined,
		});
		expect(readJournal(Buffer.from(''))).toEqual({
			head: undefined,
			acts: [],
			damaged: [],
			tornAt: undefined,
		});
	});

	test('cut anywhere, it holds the whole lines before and nothing is called damaged', () => {
		let torn = 0;
		for (let length = 0; length < text.length; length += 1) {
			const read = readJournal(Buffer.from(text.slice(0, length)));
			expect(read.damaged).toEqual([]);
			const whole = text.slice(0, length).split('\n').length - 1;
			expect(read.acts).toHaveLength(Math.max(0, whole - 1));
			const end = text.slice(0, length).lastIndexOf('\n') + 1;
			expect(read.tornAt).toBe(end === length ? undefined : end);
			if (read.tornAt !== undefined) torn += 1;
		}
		expect(torn).toBeGreaterThan(200);
	});

	test('a line written by hand, its sum right and the rest no act, is damage of that line alone', () => {
		const sumOf = (json: string) => createHash('sha256').update(json).digest('hex').slice(0, 16);
		const forged = ['', '{', 'x', '[]', 'null', '{"n":1}'].map((json) => `${sumOf(json)} ${json}\n`);
		const read = readJournal(Buffer.from(text + forged.join('')));
		expect(read).toMatchObject({ head, damaged: [4, 5, 6, 7, 8, 9] });
		expect(read.acts).toHaveLength(2);
		expect(readJournal(Buffer.from(forged[0] + text)).head).toBeUndefined();
	});

	test('one character changed anywhere is damage of that line, or an end that was never written', () => {
		let damaged = 0;
		for (let at = 0; at < text.length; at += 1) {
			const changed = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
			const read = readJournal(Buffer.from(changed));
			const held = (read.head ? 1 : 0) + read.acts.length;
			expect(held).toBeLessThan(3);
			if (read.damaged.length > 0) damaged += 1;
			else expect([at, read.tornAt]).toEqual([text.length - 1, expect.any(Number)]);
		}
		expect(damaged).toBe(text.length - 1);
	});
});

describe('a database that journals follow', () => {
	test('an act is in every journal once its unit is confirmed, whole and in order, for us alone', async () => {
		await doing('one', 'two');
		await doing('three');
		for (const path of [beside(), second()]) {
			expect(whats(path)).toEqual(['one', 'two', 'three']);
			expect(readJournal(readFileSync(path)).acts[0]).toMatchObject({ n: 1, ...act('one') });
			const { statSync } = await import('node:fs');
			expect(statSync(path).mode & 0o077).toBe(0);
		}
		expect(lines).toEqual([]);
	});

	test('a unit that fails leaves nothing in them', async () => {
		await doing('before');
		const failing = db.write(async (tx) => {
			await noteActs(tx, [act('never')]);
			throw new Error('It was rolled back.');
		});
		await expect(failing).rejects.toThrow('rolled back');
		await doing('after');
		for (const path of [beside(), second()]) expect(whats(path)).toEqual(['before', 'after']);
	});

	test('what a crash left out is added when the journals are next looked at; a torn line is cut off', async () => {
		await doing('one');
		// As a crash leaves it: the act is committed, but its line in the journal is missing or unfinished.
		await plain.write((tx) => noteActs(tx, [act('two')]));
		appendFileSync(beside(), '0123456789abcdef {"n":2,"id"');
		const started = follow();
		expect(await started.journals?.catchUp()).toBe(true);
		for (const path of [beside(), second()]) {
			expect(whats(path)).toEqual(['one', 'two']);
			expect(readJournal(readFileSync(path))).toMatchObject({ damaged: [], tornAt: undefined });
		}
		await started.write((tx) => noteActs(tx, [act('three')]));
		expect(whats(beside())).toEqual(['one', 'two', 'three']);
	});

	test('another process beside it that wrote the same acts doubles none that matters, and loses none', async () => {
		await doing('one');
		const other = follow();
		await other.write((tx) => noteActs(tx, [act('two')]));
		await doing('three');
		expect(new Set(whats(beside()))).toEqual(new Set(['one', 'two', 'three']));
	});

	test('a journal that cannot be written fails no unit, is said once, and is caught up with', async () => {
		await doing('one');
		rmSync(join(folder, 'backups'), { recursive: true });
		writeFileSync(join(folder, 'backups'), 'not a folder');
		await doing('two');
		await doing('three');
		expect(whats(beside())).toEqual(['one', 'two', 'three']);
		expect(lines).toHaveLength(1);
		expect(JSON.parse(lines[0] ?? '')).toMatchObject({
			event: 'acts.not-journalled',
			code: expect.stringMatching(/^E/),
		});
		expect(await db.journals?.catchUp()).toBe(false);
		rmSync(join(folder, 'backups'));
		await doing('four');
		expect(whats(second())).toEqual(['one', 'two', 'three', 'four']);
	});

	test('a journal that went away is made anew in full, never begun in the middle', async () => {
		await doing('one');
		rmSync(second());
		await doing('two');
		await doing('three');
		const { head } = readJournal(readFileSync(second()));
		expect(head?.service).toBe(readJournal(readFileSync(beside())).head?.service);
		expect(whats(second())).toEqual(['one', 'two', 'three']);
	});

	test('the journal of another database is put aside, never added to nor lost', async () => {
		const others = headLine({ service: 'other', droppedTo: 0 });
		writeFileSync(beside(), others);
		await doing('one');
		expect(whats(beside())).toEqual(['one']);
		const aside = readdirSync(folder).filter((name) => /^acts\..+\.journal$/.test(name));
		expect(aside).toHaveLength(1);
		expect(readFileSync(join(folder, aside[0] ?? ''), 'utf8')).toBe(others);
		expect(lines[0]).toContain('acts.journal-of-another');
	});

	test('forgetting drops acts up to a number from the database and the journals, and says so in their head', async () => {
		await doing('one', 'two', 'three');
		await db.journals?.deleteActs(2);
		expect(await actNumbers(db.read)).toEqual({ least: 3, greatest: 3 });
		for (const path of [beside(), second()]) {
			expect(whats(path)).toEqual(['three']);
			expect(readJournal(readFileSync(path)).head?.droppedTo).toBe(2);
		}
		// The last act must stay in the database: its number shows that earlier acts were dropped.
		await db.journals?.deleteActs(3);
		expect(await actNumbers(db.read)).toEqual({ least: 3, greatest: 3 });
		await doing('four');
		expect(whats(beside())).toEqual(['four']);
		await follow().journals?.catchUp();
		expect(whats(beside())).toEqual(['four']);
		expect(existsSync(`${beside()}.partial`)).toBe(false);
	});

	test('forgetting less than was forgotten already changes nothing, and never says that less was', async () => {
		await doing('one', 'two', 'three', 'four');
		await db.journals?.deleteActs(3);
		const before = readFileSync(beside());
		for (const upTo of [3, 1, 0]) {
			await db.journals?.deleteActs(upTo);
			expect(readFileSync(beside()).equals(before)).toBe(true);
		}
		expect(readJournal(before).head?.droppedTo).toBe(3);
		expect(whats(second())).toEqual(['four']);
	});

	test('nothing is forgotten while a journal lacks acts', async () => {
		await doing('one', 'two');
		rmSync(join(folder, 'backups'), { recursive: true });
		writeFileSync(join(folder, 'backups'), 'not a folder');
		await doing('three');
		await db.journals?.deleteActs(2);
		expect(await actNumbers(db.read)).toEqual({ least: 1, greatest: 3 });
		expect(whats(beside())).toEqual(['one', 'two', 'three']);
	});

	test('a journal that cannot be shortened is said, fails nothing and keeps no other waiting', async () => {
		await doing(...Array.from({ length: 1003 }, (_, n) => `act-${n + 1}`));
		rmSync(join(folder, 'backups'), { recursive: true });
		writeFileSync(join(folder, 'backups'), 'not a folder');
		const turned = withActJournals(plain, [second(), beside()], log, () => AT);
		for (const each of [db, turned]) await each.journals?.deleteActs(1);
		expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
			{ event: 'acts.not-journalled' },
			{ event: 'acts.not-journalled' },
		]);
		const held = (path: string) => [whats(path).length, whats(path)[0], whats(path).at(-1)];
		expect(held(beside())).toEqual([1002, 'act-2', 'act-1003']);
		rmSync(join(folder, 'backups'));
		await doing('last');
		for (const path of [beside(), second()]) expect(held(path)).toEqual([1003, 'act-2', 'last']);
	});

	test('an act is in the journals when its unit is told, however long the unit took', async () => {
		await db.write(async (tx) => {
			await noteActs(tx, [act('one')]);
			await new Promise((soon) => setImmediate(soon));
			await noteActs(tx, [act('two')]);
		});
		for (const path of [beside(), second()]) expect(whats(path)).toEqual(['one', 'two']);
	});

	test('journals looked at anew while one of them is shortened: the other waits its turn, and no fault is told', async () => {
		await doing('one', 'two');
		let dropped = false;
		let looking: Promise<boolean> | undefined;
		const busy: Database = {
			...plain,
			write: async (work) => {
				const value = await plain.write(work);
				dropped = true;
				return value;
			},
			// After acts are dropped, the first read is that of the journal to be shortened first.
			get read() {
				if (dropped) looking ??= shortening.journals?.catchUp();
				return plain.read;
			},
		};
		const shortening = withActJournals(busy, [beside(), second()], log, () => AT);
		await shortening.journals?.deleteActs(1);
		expect(await looking).toBe(true);
		expect(lines).toEqual([]);
		expect([beside(), second()].map(whats)).toEqual([['two'], ['one', 'two']]);
		await doing('three');
		await shortening.journals?.deleteActs(2);
		expect([beside(), second()].map(whats)).toEqual([['three'], ['three']]);
		expect(lines).toEqual([]);
	});

	test('closing it closes the database, once the journals hold what was written', async () => {
		let held: readonly string[] = [];
		const closing: Database = { ...plain, close: async () => void (held = whats(beside())) };
		const followed = withActJournals(closing, [beside()], log, () => AT);
		await followed.write((tx) => noteActs(tx, [act('one')]));
		await followed.close();
		expect(held).toEqual(['one']);
	});

	test('an act that comes while the journals are shortened stands in them once', async () => {
		await doing('one', 'two');
		let dropping = false;
		const busy: Database = {
			...plain,
			write: (work) =>
				plain.write(async (tx) => {
					const value = await work(tx);
					if (dropping) await noteActs(tx, [act('meanwhile')]);
					dropping = false;
					return value;
				}),
		};
		const shortening = withActJournals(busy, [beside()], log, () => AT);
		await shortening.journals?.catchUp();
		dropping = true;
		await shortening.journals?.deleteActs(1);
		expect(whats(beside())).toEqual(['two', 'meanwhile']);
		await shortening.write((tx) => noteActs(tx, [act('after')]));
		expect(whats(beside())).toEqual(['two', 'meanwhile', 'after']);
	});

	test('of any number of ids, those that are held are found', async () => {
		await doing(...Array.from({ length: 1001 }, (_, n) => `act-${n}`));
		const ids = (await actsAfter(db.read, 0, 2000)).map(({ id }) => id);
		expect(ids).toHaveLength(1001);
		expect(await storedActIds(db.read, ['none', ...ids])).toEqual(new Set(ids));
		expect(await storedActIds(db.read, [])).toEqual(new Set());
		await db.write((tx) => noteActs(tx, []));
		expect(await actNumbers(db.read)).toEqual({ least: 1, greatest: 1001 });
	});

	test('acts are read after a number, so many at most, and counted before an instant', async () => {
		const later = new Date(AT.getTime() + 1);
		await db.write((tx) => noteActs(tx, [act('one'), act('two'), act('three', later)]));
		expect((await actsAfter(db.read, 1, 1)).map(({ what, n }) => [what, n])).toEqual([['two', 2]]);
		expect(await lastActNumberBefore(db.read, AT)).toBe(0);
		expect(await lastActNumberBefore(db.read, later)).toBe(2);
		const [one] = await actsAfter(db.read, 0, 1);
		await db.write((tx) => insertActsFromJournal(tx, one ? [one] : []));
		expect(await actNumbers(db.read)).toEqual({ least: 1, greatest: 3 });
	});
});
