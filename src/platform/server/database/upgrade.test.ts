import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeOrphans } from './orphans.ts';
import { databaseFile } from './sqlite.ts';
import { migrateSqlite } from './sqlite-shape.ts';
import { ALL_LOST, type Column, filled, LIFE, migrationsUntil, type Row } from './upgrade.fixture.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../../../drizzle/sqlite');
let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'macaron-upgrade-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const columnsOf = (db: Driver.Database, table: string) => db.pragma(`table_info("${table}")`) as Column[];

/** Inserts a row as an earlier version stored it; columns that are not in `said` get a valid value. */
function put(db: Driver.Database, table: string, row: string, said: Row): void {
	const columns = columnsOf(db, table).map(({ name, type }) => ({ name, type: type.toLowerCase() }));
	const all = filled(columns, row, said);
	db.prepare(
		`INSERT INTO "${table}" (${all.map(([name]) => `"${name}"`).join()}) VALUES (${all.map(() => '?').join()})`,
	).run(all.map(([, value]) => value));
}

const rowsOf = (db: Driver.Database, table: string): Row[] =>
	db.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`).all() as Row[];

const tablesIn = (db: Driver.Database): string[] =>
	db
		.prepare(
			`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%drizzle%' ORDER BY name`,
		)
		.pluck()
		.all() as string[];

/**
 * Creates a data folder of the version before foreign keys, with the rows of `LIFE` and these; returns its
 * rows by table.
 */
function oldFolder(more: readonly (readonly [string, Row])[] = []): Record<string, Row[]> {
	const file = databaseFile(join(folder, 'data'));
	migrateSqlite(file, migrationsUntil('0004', MIGRATIONS, join(folder, 'migrations')));
	const db = new Driver(file);
	[...LIFE, ...more].forEach(([table, row], at) => put(db, table, String(at), row));
	const rows = Object.fromEntries(tablesIn(db).map((table) => [table, rowsOf(db, table)]));
	db.close();
	return rows;
}

/**
 * Migrates the data folder; returns the counts of rows that referenced a missing row, and the remaining rows
 * by table.
 */
function upgraded() {
	const file = databaseFile(join(folder, 'data'));
	const orphans = migrateSqlite(file, MIGRATIONS);
	const again = migrateSqlite(file, MIGRATIONS);
	expect(again).toEqual([]);
	const db = new Driver(file);
	expect(db.pragma('foreign_key_check')).toEqual([]);
	expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
	const rows = Object.fromEntries(tablesIn(db).map((table) => [table, rowsOf(db, table)]));
	db.close();
	return { orphans, rows };
}

/**
 * Expects the rows from before the migration unchanged, except for columns that a migration adds or hashes.
 */
function kept(table: string, before: readonly Row[], after: readonly Row[]): void {
	const expected = before.map((row) => {
		if (table === 'idempotency_keys')
			return { ...row, key: createHash('sha256').update(String(row['key'])).digest('hex') };
		// Signing an award again has a key of its own.
		if (table === 'issuances' && row['reissue_of'])
			return { ...row, open_key: `reissue:${String(row['reissue_of'])}` };
		return row;
	});
	// Portraits are deleted, since earlier versions made them from each person’s real level; the next date
	// makes new ones.
	if (table === 'portraits') return expect(after).toEqual([]);
	expect(after, table).toEqual(expected.map((row) => expect.objectContaining(row)));
}

test('a folder of before the keys loses nothing, whatever table it is in', () => {
	const before = oldFolder();
	const filled = Object.keys(before).filter((table) => (before[table] ?? []).length > 0);
	expect(filled.length).toBeGreaterThan(30);
	expect(Object.keys(before).filter((table) => !filled.includes(table))).toEqual(['service_facts']);
	const { orphans, rows } = upgraded();
	expect(orphans).toEqual([]);
	for (const table of filled) if (table in rows) kept(table, before[table] ?? [], rows[table] ?? []);
});

test.each<[string, Row, { removed: number; mended: number }]>([
	['memberships', { id: 'o1', person: 'nobody', institution: 'school' }, { removed: 1, mended: 0 }],
	['memberships', { id: 'o1', person: 'ada', institution: 'nowhere', role: 'x' }, { removed: 1, mended: 0 }],
	['answers', { assessment: 'none' }, { removed: 1, mended: 0 }],
	['trainings', { id: 'o1', person: 'nobody' }, { removed: 1, mended: 0 }],
	['access_journal', { id: 'o1', person: 'nobody' }, { removed: 1, mended: 0 }],
	['application_evidence', { id: 'o1', application: 'p1', training: 'none' }, { removed: 0, mended: 1 }],
	['reviews', { id: 'o1', application: 'p1', reviewer: 'nobody' }, { removed: 0, mended: 1 }],
])(
	'a row of %s that leads nowhere (%o) is removed or mended, and counted; nothing else',
	(table, row, count) => {
		const before = oldFolder([[table, row]]);
		const { orphans, rows } = upgraded();
		expect(orphans).toEqual([{ table, ...count }]);
		for (const other of Object.keys(before))
			if (other in rows && other !== table) kept(other, before[other] ?? [], rows[other] ?? []);
		expect(rows[table]).toHaveLength((before[table] ?? []).length - count.removed);
	},
);

test('what hangs on a row that leads nowhere goes with it, and several are counted by table', () => {
	oldFolder([
		['assessments', { id: 'a2', person: 'nobody' }],
		['answers', { assessment: 'a2' }],
		['answer_history', { assessment: 'a2' }],
		['trainings', { id: 't2', person: 'nobody' }],
		['trainings', { id: 't3', person: 'nobody' }],
		['training_dimensions', { training: 't2' }],
		['application_evidence', { id: 'e2', application: 'p1', training: 't3' }],
	]);
	const { orphans, rows } = upgraded();
	const counts = new Map(orphans.map(({ table, ...count }) => [table, count]));
	expect(counts.get('assessments')).toEqual({ removed: 1, mended: 0 });
	expect(counts.get('answers')).toEqual({ removed: 1, mended: 0 });
	expect(counts.get('answer_history')).toEqual({ removed: 1, mended: 0 });
	expect(counts.get('trainings')).toEqual({ removed: 2, mended: 0 });
	expect(counts.get('training_dimensions')).toEqual({ removed: 1, mended: 0 });
	expect(counts.get('application_evidence')).toEqual({ removed: 0, mended: 1 });
	expect(rows['application_evidence']).toContainEqual(expect.objectContaining({ id: 'e2', training: null }));
});

test('a badge whose every end is lost goes, with those that point to it by a key that refuses', () => {
	oldFolder(ALL_LOST);
	const { orphans, rows } = upgraded();
	const counts = new Map(orphans.map(({ table, ...count }) => [table, count]));
	expect(counts.get('superseded_awards')).toEqual({ removed: 1, mended: 0 });
	expect(counts.get('awards')?.removed).toBe(2);
	expect(rows['awards']).toMatchObject([{ id: 'w1' }, { id: 'w2' }]);
});

test('with its keys watched again, a connection refuses what leads nowhere and removes what hangs on what goes', () => {
	oldFolder();
	upgraded();
	const db = new Driver(databaseFile(join(folder, 'data')));
	db.pragma('foreign_keys = 1');
	expect(() => put(db, 'trainings', 'x', { id: 'x', person: 'nobody' })).toThrow(/FOREIGN KEY/);
	expect(() => db.prepare(`DELETE FROM institutions`).run()).toThrow(/FOREIGN KEY/);
	db.prepare(`DELETE FROM people WHERE id = 'ada'`).run();
	expect(rowsOf(db, 'answers')).toEqual([]);
	expect(rowsOf(db, 'awards')).toHaveLength(2);
	expect(removeOrphans(db)).toEqual([]);
	db.close();
});

test('ten people, which nobody could choose, become fifteen; what was chosen stays', () => {
	oldFolder([
		['institutions', { id: 'ten', threshold: 10, slug: 'ten' }],
		['institutions', { id: 'twenty', threshold: 20, slug: 'twenty' }],
	]);
	const thresholds = Object.fromEntries(
		(upgraded().rows['institutions'] ?? []).map(({ id, threshold }) => [id, threshold]),
	);
	expect(thresholds).toMatchObject({ ten: 15, twenty: 20 });
});

test('an invitation that let in more people than it was for has no use left, and none can go below', () => {
	oldFolder([
		[
			'invitations',
			{ id: 'over', created_by: 'bruno', institution: 'school', code_hash: 'o', uses_left: -2 },
		],
		['invitations', { id: 'left', created_by: 'bruno', institution: 'school', code_hash: 'l', uses_left: 3 }],
	]);
	const left = (upgraded().rows['invitations'] ?? []).map(({ id, uses_left }) => [id, uses_left]);
	expect(Object.fromEntries(left)).toMatchObject({ over: 0, left: 3 });
	const db = new Driver(databaseFile(join(folder, 'data')));
	expect(() =>
		db.prepare(`UPDATE invitations SET uses_left = uses_left - 1 WHERE id = 'over'`).run(),
	).toThrow(/CHECK constraint failed: invitations_uses_left/);
	db.close();
});

test('the words of a reflection are counted, and who holds both parts of a milestone is looked at again', () => {
	const training = (id: string, reflection: string) =>
		['trainings', { id, person: 'ada', reflection }] as const;
	const award = (id: string, person: string, badge: string, set: Row = {}) =>
		[
			'awards',
			{
				...{
					id,
					person,
					badge,
					institution: 'school',
					issuer: 'issuer',
					application: null,
					decided_by: null,
				},
				...{ sibling_of: null, revoked_at: null, revoked_by: null, short_code: id, active_key: id },
				...{ status_index: Number(id.slice(1)), ...set },
			},
		] as const;
	const [one, other] = ['practice-ethical-citizenship', 'practice-technological-skills'];
	oldFolder([
		training('none', ''),
		training('blank', ' \n'),
		training('five', '  L’école  aujourd’hui\r\n\r\net\tdemain aussi '),
		award('a11', 'ada', one!),
		award('a12', 'ada', other!),
		award('a13', 'bruno', one!),
		award('a14', 'bruno', other!, { revoked_at: 1_790_000_000_000 }),
	]);
	const { rows } = upgraded();
	const words = (rows['trainings'] ?? []).map(({ id, reflection_words }) => [id, reflection_words]);
	expect(Object.fromEntries(words)).toMatchObject({ none: 0, blank: 0, five: 5 });
	expect(rows['event_deliveries']).toMatchObject([
		{ event: 'award.given', listener: 'milestones', person: 'ada', about: '{}', attempts: 0 },
	]);
});
