import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig as sqliteConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as postgresSchema from '../../../../../drizzle/postgres.schema.ts';
import * as sqliteSchema from '../../../../../drizzle/sqlite.schema.ts';
import { migrateSqlite } from '../sqlite-shape.ts';
import { lastMigrationOf, tableShapes } from './table-shapes.ts';

const migrations = resolve(import.meta.dirname, '../../../../../drizzle');
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'macaron-shapes-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shapes = tableShapes(migrations);

describe('the shapes of tables', () => {
	test('are those of the declared tables, in both dialects', () => {
		const declared = Object.values(postgresSchema as unknown as Record<string, PgTable>).map(getTableConfig);
		expect(shapes.map(({ name }) => name)).toEqual(declared.map(({ name }) => name).sort());
		const types = {
			text: 'text',
			integer: 'integer',
			serial: 'bigserial',
			real: 'double precision',
			boolean: 'boolean',
			instant: 'timestamp (3) with time zone',
			json: 'jsonb',
		};
		for (const { name, columns } of declared) {
			const shape = shapes.find((one) => one.name === name);
			expect(shape?.columns.map((one) => [one.name, types[one.kind]])).toEqual(
				columns.map((one) => [one.name, one.getSQLType()]).sort(([a], [b]) => (a! < b! ? -1 : 1)),
			);
		}
		for (const table of Object.values(sqliteSchema as unknown as Record<string, SQLiteTable>)) {
			const { name, columns } = sqliteConfig(table);
			const shape = shapes.find((one) => one.name === name);
			expect(shape?.columns.map((one) => one.name)).toEqual(columns.map((one) => one.name).sort());
		}
	});

	test('have the primary keys of a migrated database', () => {
		const file = join(folder, 'macaron.db');
		migrateSqlite(file, join(migrations, 'sqlite'));
		const db = new Driver(file, { readonly: true });
		for (const { name, key, indexed } of shapes) {
			const columns = db.pragma(`table_info(${name})`) as { name: string; pk: number }[];
			const found = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
			expect(key, name).toEqual(found.map((one) => one.name));
			expect(indexed[0]).toEqual(key);
			const indexes = db
				.prepare(
					`SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?`,
				)
				.pluck()
				.get(name);
			expect(indexed.length - 1, name).toBe(indexes);
		}
		const last = db.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get();
		expect(lastMigrationOf(migrations, 'sqlite')).toBe(Number(last));
		db.close();
	});

	test('a column of a kind that could not be compared is refused', () => {
		const copy = join(folder, 'drizzle');
		cpSync(migrations, copy, { recursive: true });
		const meta = join(copy, 'postgres/meta');
		const last = readdirSync(meta)
			.filter((name) => name.endsWith('_snapshot.json'))
			.sort()
			.at(-1)!;
		const text = readFileSync(join(meta, last), 'utf8').replace('"type": "bigserial"', '"type": "numeric"');
		writeFileSync(join(meta, last), text);
		expect(() => tableShapes(copy)).toThrow('Column acts.n has the type numeric.');
	});
});
