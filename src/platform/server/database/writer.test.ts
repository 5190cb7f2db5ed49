import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Queries } from './database.ts';
import { lockFolder } from '../folder/folder-lock.ts';
import { connect, databaseFile, mustExistNotEmpty, openSqlite, sizeOf } from './sqlite.ts';
import { migrateSqlite } from './sqlite-shape.ts';
import { tables } from './tables.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../../../drizzle/sqlite');
let folder: string;
let file: string;
let db: Database;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-writer-'));
	file = databaseFile(folder);
	migrateSqlite(file, MIGRATIONS);
	db = openSqlite(file);
});
afterEach(async () => {
	await db.close().catch(() => undefined);
	rmSync(folder, { recursive: true, force: true });
});

const add = async (tx: Queries, name: string) => {
	await tx.insert(tables(db).serviceFacts).values({ name, value: '', at: new Date(0) });
};
const names = async (from: Database = db) =>
	(await from.read.select().from(tables(db).serviceFacts)).map(({ name }) => name);
const turn = () => new Promise((done) => setImmediate(done));

describe('write units', () => {
	test('come one after the other, in the order they were asked, whatever each awaits', async () => {
		const order: string[] = [];
		const unit = (name: string, turns: number) =>
			db.write(async (tx) => {
				order.push(`${name} begins`);
				for (let n = 0; n < turns; n += 1) await turn();
				await add(tx, name);
				order.push(`${name} ends`);
				return name;
			});
		const failing = db.write(async (tx) => {
			order.push('fails');
			await add(tx, 'lost');
			throw new Error('on purpose');
		});
		const all = [unit('a', 3), failing.catch((error: Error) => error.message), unit('b', 0), unit('c', 1)];
		expect(await Promise.all(all)).toEqual(['a', 'on purpose', 'b', 'c']);
		expect(order).toEqual(['fails', 'a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
		expect(await names()).toEqual(['a', 'b', 'c']);
	});

	test('what one does is read by nobody before it ends', async () => {
		await db.write(async (tx) => {
			await add(tx, 'a');
			expect(await names()).toEqual([]);
		});
		expect(await names()).toEqual(['a']);
	});

	test('a fault that has undone the unit already is the one that is told', async () => {
		const undone = db.write(async (tx) => {
			await add(tx, 'lost');
			(tx as unknown as { run(query: unknown): unknown }).run(sql`ROLLBACK`);
			throw new Error('the first fault');
		});
		await expect(undone).rejects.toThrow('the first fault');
		await db.write((tx) => add(tx, 'a'));
		expect(await names()).toEqual(['a']);
	});

	test('closing waits for those that were asked', async () => {
		const last = db.write(async (tx) => {
			await turn();
			await add(tx, 'a');
		});
		await Promise.all([last, db.close()]);
		db = openSqlite(file);
		expect(await names()).toEqual(['a']);
	});
});

test('emptying the journal leaves nothing of what was removed, after the units that were asked, and those after it work', async () => {
	const long = 'x'.repeat(9000);
	const first = db.write(async (tx) => {
		await turn();
		await add(tx, long);
	});
	const emptied = db.truncateWal();
	const next = db.write((tx) => add(tx, 'next'));
	await Promise.all([first, emptied, next]);
	expect(statSync(`${file}-wal`).size).toBeLessThan(3 * 4120 + 32 + 4120);
	await db.truncateWal();
	expect(statSync(`${file}-wal`).size).toBe(0);
	expect(await names()).toEqual([long, 'next']);
});

describe('a file', () => {
	test('that is missing is never made by opening it', () => {
		const other = join(folder, 'other.db');
		expect(() => connect(other)).toThrow();
		expect(existsSync(other)).toBe(false);
		expect(sizeOf(other)).toBeUndefined();
		expect(() => mustExistNotEmpty(other)).toThrow(
			expect.objectContaining({ kind: 'database-missing', detail: 'other.db' }),
		);
		writeFileSync(other, '');
		expect(sizeOf(other)).toBe(0);
		expect(() => mustExistNotEmpty(other)).toThrow(
			expect.objectContaining({ kind: 'database-empty', detail: 'other.db' }),
		);
		writeFileSync(other, 'x');
		expect([sizeOf(other), mustExistNotEmpty(other)]).toEqual([1, undefined]);
	});

	test('that does not take the settings is refused, and let go', () => {
		const other = join(folder, 'other.db');
		const made = new Driver(other);
		made.exec('CREATE TABLE a (b)');
		// A reader in rollback-journal mode prevents the change to WAL mode.
		made.exec('BEGIN; SELECT * FROM a');
		expect(() => connect(other)).toThrow(/locked/);
		made.close();
		connect(other).close();
		expect(readdirSync(folder).filter((name) => name.startsWith('other.db-'))).toEqual([]);
	});
});

describe('a folder where a database is to be made', () => {
	test.each(['macaron.db-wal', 'acts.journal', 'acts.2026-11-28.journal'])(
		'that holds %s had one: said, and nothing is made',
		(name) => {
			const other = join(folder, 'other');
			mkdirSync(other);
			writeFileSync(join(other, name), 'left');
			expect(() => migrateSqlite(databaseFile(other), MIGRATIONS)).toThrow(
				expect.objectContaining({ kind: 'database-missing', detail: name }),
			);
			expect(readdirSync(other)).toEqual([name]);
		},
	);

	test('what an interrupted start left is made again, its journal too', () => {
		const other = join(folder, 'deep', 'other');
		mkdirSync(other, { recursive: true });
		for (const end of ['', '-wal', '-shm']) writeFileSync(join(other, `macaron.db.new${end}`), 'half');
		expect(migrateSqlite(databaseFile(other), MIGRATIONS)).toEqual([]);
		expect(readdirSync(other)).toEqual(['macaron.db']);
	});

	test('is made for its owner alone, with the folders above', () => {
		const other = join(folder, 'a', 'b');
		migrateSqlite(databaseFile(other), MIGRATIONS);
		expect([statSync(other).mode & 0o777, statSync(databaseFile(other)).mode & 0o777]).toEqual([
			0o700, 0o600,
		]);
		const held = join(folder, 'c', 'd');
		const release = lockFolder(held);
		expect(statSync(held).mode & 0o777).toBe(0o700);
		expect(readdirSync(held)).toContain('service.lock');
		release();
	});
});
