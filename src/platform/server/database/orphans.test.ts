import Driver from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeOrphans } from './orphans.ts';

let db: Driver.Database;
beforeEach(() => {
	db = new Driver(':memory:');
	db.pragma('foreign_keys = 0');
});
afterEach(() => db.close());
const all = (table: string) => db.prepare(`SELECT * FROM ${table}`).raw().all();

test('rows that lead nowhere go, and those that led to them; a key set null on deletion is set null, its row stays', () => {
	db.exec(`
		CREATE TABLE people (id PRIMARY KEY);
		CREATE TABLE badges (id PRIMARY KEY, person REFERENCES people, giver REFERENCES people ON DELETE SET NULL);
		CREATE TABLE links (badge REFERENCES badges ON DELETE CASCADE);
		INSERT INTO people VALUES ('ada');
		INSERT INTO badges VALUES ('kept', 'ada', 'ada'), ('mended', 'ada', 'gone'), ('lost', 'gone', 'ada');
		INSERT INTO links VALUES ('kept'), ('mended'), ('lost'), ('lost'), ('never');
	`);
	const found = removeOrphans(db);
	expect(new Map(found.map(({ table, ...counts }) => [table, counts]))).toEqual(
		new Map([
			['badges', { removed: 1, mended: 1 }],
			['links', { removed: 3, mended: 0 }],
		]),
	);
	expect(all('badges')).toEqual([
		['kept', 'ada', 'ada'],
		['mended', 'ada', null],
	]);
	expect(all('links')).toEqual([['kept'], ['mended']]);
	expect(removeOrphans(db)).toEqual([]);
});

test('whatever the names of tables and columns hold', () => {
	db.exec(`
		CREATE TABLE "a ""b"" c" (id PRIMARY KEY);
		CREATE TABLE "d ""e" ("f ""g" REFERENCES "a ""b"" c" ON DELETE SET NULL, h REFERENCES "a ""b"" c");
		INSERT INTO "a ""b"" c" VALUES (1);
		INSERT INTO "d ""e" VALUES (1, 1), (2, 1), (1, 2);
	`);
	expect(removeOrphans(db)).toEqual([{ table: 'd "e', removed: 1, mended: 1 }]);
	expect(all('"d ""e"')).toEqual([
		[1, 1],
		[null, 1],
	]);
});

test('all of it or nothing', () => {
	db.exec(`
		CREATE TABLE people (id PRIMARY KEY);
		CREATE TABLE badges (person REFERENCES people);
		CREATE TABLE notes (person NOT NULL REFERENCES people ON DELETE SET NULL);
		INSERT INTO badges VALUES ('gone');
		INSERT INTO notes VALUES ('gone');
	`);
	expect(() => removeOrphans(db)).toThrow(/NOT NULL/);
	expect([all('badges'), all('notes'), db.inTransaction]).toEqual([[['gone']], [['gone']], false]);
});
