import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFiles } from '../open-files.fixture.ts';
import { noteActs } from '../acts/act-store.ts';
import { databaseFile, openSqlite } from './sqlite.ts';
import { contentsOf, copySqlite, migrationHashesIn } from './sqlite-copy.ts';
import { migrateSqlite } from './sqlite-shape.ts';
import { tables } from './tables.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../../../drizzle/sqlite');
let folder: string;
let file: string;
let copy: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-copy-'));
	file = databaseFile(folder);
	copy = join(folder, 'copies', 'macaron.db');
	migrateSqlite(file, MIGRATIONS);
	migrateSqlite(copy, MIGRATIONS);
	rmSync(copy);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fact = (db: ReturnType<typeof openSqlite>, name: string, value = '') =>
	db.write(async (tx) => {
		await tx.insert(tables(db).serviceFacts).values({ name, value, at: new Date(0) });
	});

describe('a copy of a database in use', () => {
	test('is one file for us alone, as it stood when it began, whatever is written and read meanwhile', async () => {
		const db = openSqlite(file);
		await fact(db, 'before', 'x'.repeat(4096 * 600));
		const copying = copySqlite(file, copy);
		// A write of another process between two batches of pages; the reader that stays open blocks nothing.
		await fact(db, 'meanwhile', 'y'.repeat(4096 * 600));
		await copying;
		await fact(db, 'after');
		await db.close();
		expect(readdirSync(join(folder, 'copies'))).toEqual(['macaron.db']);
		expect(statSync(copy).mode & 0o777).toBe(0o600);
		const read = new Driver(copy, { readonly: true });
		expect(read.prepare('SELECT name FROM service_facts').pluck().all()).toEqual(['before']);
		expect(read.pragma('journal_mode', { simple: true })).toBe('delete');
		read.close();
		expect(existsSync(`${copy}-wal`)).toBe(false);
	});

	test.runIf(process.platform === 'linux')('leaves no file open, made or not', async () => {
		await copySqlite(file, copy);
		expect(openFiles(folder)).toEqual([]);
		await expect(copySqlite(file, join(folder, 'none', 'copy.db'))).rejects.toThrow();
		expect(openFiles(folder)).toEqual([]);
	});

	test('of what is not there is no copy', async () => {
		await expect(copySqlite(join(folder, 'none.db'), copy)).rejects.toThrow();
		expect(existsSync(join(folder, 'none.db'))).toBe(false);
	});
});

describe('what a database holds', () => {
	test.runIf(process.platform === 'linux')('is read without leaving a file open', () => {
		contentsOf(file);
		expect(openFiles(folder)).toEqual([]);
	});

	test('a single thing amiss is enough', () => {
		const beside = new Driver(file);
		beside.exec('CREATE TABLE facts (n); INSERT INTO facts VALUES (NULL)');
		// Rewrites the table's schema so that its stored row violates it.
		beside.unsafeMode();
		beside.pragma('writable_schema = 1');
		beside.exec(`UPDATE sqlite_schema SET sql = 'CREATE TABLE facts (n NOT NULL)' WHERE name = 'facts'`);
		beside.close();
		expect(contentsOf(file)).toEqual({
			damage: ['NULL value in facts.n'],
			orphans: new Map(),
			counts: {},
			migrations: [],
			lastAct: 0,
			files: [],
		});
	});

	test('every table counted, the migrations in order, the last act', async () => {
		const db = openSqlite(file);
		for (const name of ['a', 'b', 'c']) await fact(db, name);
		await db.write((tx) =>
			noteActs(
				tx,
				[1, 2].map((n) => ({ at: new Date(n), what: 'badge-given', about: {} })),
			),
		);
		await db.close();
		const beside = new Driver(file);
		beside.exec('CREATE TABLE "odd "" name" (x); INSERT INTO "odd "" name" VALUES (1), (2)');
		beside.close();
		const { counts, ...rest } = contentsOf(file);
		expect(rest).toEqual({
			damage: [],
			orphans: new Map(),
			migrations: migrationHashesIn(MIGRATIONS),
			lastAct: 2,
			files: [],
		});
		expect(counts).toMatchObject({ service_facts: 3, acts: 2, people: 0, 'odd " name': 2 });
		expect(Object.keys(counts)).toEqual(Object.keys(counts).toSorted());
		expect(Object.keys(counts).filter((name) => name.startsWith('sqlite_'))).toEqual([]);
		expect(counts['__drizzle_migrations']).toBe(migrationHashesIn(MIGRATIONS).length);
		expect(migrationHashesIn(MIGRATIONS)[0]).toMatch(/^[0-9a-f]{64}$/);
	});

	test('rows that lead nowhere, by table', () => {
		const beside = new Driver(file);
		beside.pragma('foreign_keys = 0');
		for (const n of [1, 2])
			beside.exec(`INSERT INTO drafts (person, path, form, revision, typed, saved_at)
				VALUES ('nobody', '/${n}', 'f', 1, '{}', 0)`);
		beside.exec(`INSERT INTO cohort_advisers (cohort, person) VALUES ('none', 'nobody')`);
		beside.close();
		expect(contentsOf(file).orphans).toEqual(
			new Map([
				['cohort_advisers', 2],
				['drafts', 2],
			]),
		);
	});

	test('of a database that is none of ours, what can be said', () => {
		const other = join(folder, 'other.db');
		const beside = new Driver(other);
		beside.exec('CREATE TABLE notes (text)');
		beside.close();
		expect(contentsOf(other)).toEqual({
			damage: [],
			orphans: new Map(),
			counts: { notes: 0 },
			migrations: [],
			lastAct: 0,
			files: [],
		});
		expect(() => contentsOf(join(folder, 'none.db'))).toThrow();
		expect(existsSync(join(folder, 'none.db'))).toBe(false);
	});

	test('what is amiss in it is told, and nothing else of it is believed', () => {
		const beside = new Driver(file);
		beside.exec(
			'CREATE TABLE pairs (a, b); CREATE INDEX pairs_a ON pairs (a); INSERT INTO pairs VALUES (1, 2)',
		);
		// Rewrites an index's schema so that its entries contradict the table.
		beside.unsafeMode();
		beside.pragma('writable_schema = 1');
		beside.exec(`UPDATE sqlite_schema SET sql = 'CREATE INDEX pairs_a ON pairs (b)' WHERE name = 'pairs_a'`);
		beside.close();
		const { damage, ...rest } = contentsOf(file);
		expect(damage.length).toBeGreaterThan(0);
		expect(damage.join()).toContain('pairs_a');
		expect(rest).toEqual({ orphans: new Map(), counts: {}, migrations: [], lastAct: 0, files: [] });
	});
});
