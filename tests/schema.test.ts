import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { getTableConfig as postgresTable, type PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig as sqliteTable, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseFile, migrateSqlite } from '#platform/server';
import { testWorld } from '#tests/world';
import * as postgres from '../drizzle/postgres.schema.ts';
import * as sqlite from '../drizzle/sqlite.schema.ts';

/**
 * A sorted list of texts that describe keys, such as `table.column → table.column, on delete` for a foreign
 * key.
 */
type Keys = string[];

const said = (table: string, from: string, parent: string, to: string, onDelete: string): string =>
	`${table}.${from} → ${parent}.${to}, ${onDelete.toLowerCase()}`;

const declared = Object.values(sqlite)
	.map((table) => sqliteTable(table as SQLiteTable))
	.flatMap(({ name, foreignKeys }) =>
		foreignKeys.map((key) => {
			const { columns, foreignColumns, foreignTable } = key.reference();
			const [from, to] = [columns[0]?.name ?? '', foreignColumns[0]?.name ?? ''];
			return said(name, from, sqliteTable(foreignTable).name, to, key.onDelete ?? 'no action');
		}),
	)
	.toSorted();

/** Makes and migrates a SQLite database in a temporary folder, and returns what `look` reads from it. */
function inFolder<T>(look: (connection: Driver.Database) => T): T {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-schema-'));
	try {
		const file = databaseFile(folder);
		migrateSqlite(file, resolve(import.meta.dirname, '../drizzle/sqlite'));
		const connection = new Driver(file);
		const found = look(connection);
		connection.close();
		return found;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

test('the migrations give a SQLite database every key that the tables declare, and what deleting means', () => {
	const found = inFolder((connection): Keys => {
		const tables = connection.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
		return tables.flatMap((table) =>
			(connection.pragma(`foreign_key_list("${table}")`) as Record<string, string>[]).map((key) =>
				said(String(table), key['from']!, key['table']!, key['to']!, key['on_delete']!),
			),
		);
	});
	expect(declared.length).toBeGreaterThan(40);
	expect(found.toSorted()).toEqual(declared);
});

test('and a PostgreSQL database the same', async () => {
	const world = await testWorld('postgres');
	try {
		const meant = { a: 'no action', c: 'cascade', n: 'set null', r: 'restrict', d: 'set default' };
		const { rows } = (await (world.db.read as unknown as { execute(q: unknown): Promise<unknown> })
			.execute(sql`
			select con.conrelid::regclass::text as child, a.attname as col, con.confrelid::regclass::text as parent,
				f.attname as target, con.confdeltype as kind, con.convalidated as valid
			from pg_constraint con
			join pg_attribute a on a.attrelid = con.conrelid and a.attnum = con.conkey[1]
			join pg_attribute f on f.attrelid = con.confrelid and f.attnum = con.confkey[1]
			where con.contype = 'f'`)) as { rows: Record<string, string | boolean>[] };
		const found = rows.map((row) =>
			said(
				String(row['child']),
				String(row['col']),
				String(row['parent']),
				String(row['target']),
				meant[row['kind'] as keyof typeof meant],
			),
		);
		expect(found.toSorted()).toEqual(declared);
		expect(rows.filter((row) => row['valid'] !== true)).toEqual([]);
	} finally {
		await world.close();
	}
});

/**
 * Describes the shape of tables as texts: for each column `table.column type`, whether it is required and
 * whether it is in the primary key; for each index, `table: index (columns)`.
 */
function shapeOf(
	tables: readonly ReturnType<typeof sqliteTable>[] | readonly ReturnType<typeof postgresTable>[],
) {
	const columns = tables.flatMap(({ name, columns, primaryKeys }) =>
		columns.map((column) => {
			const named =
				column.primary || primaryKeys.some((key) => key.columns.some((one) => one.name === column.name));
			const type = column.getSQLType().replace('bigserial', 'bigint').replace(' (', '(');
			return `${name}.${column.name} ${type}${column.notNull || named ? ', required' : ''}${named ? ', key' : ''}`;
		}),
	);
	const indexes = tables.flatMap(({ name, indexes }) =>
		indexes.map(({ config }) => {
			const over = config.columns.map((column) => ('name' in column ? String(column.name) : '?'));
			return `${name}: ${config.unique ? 'unique ' : ''}${config.name} (${over.join(', ')})`;
		}),
	);
	return { columns: columns.toSorted(), indexes: indexes.toSorted() };
}

test('the migrations give a SQLite database every column and index that the tables declare, and no other', () => {
	const found = inFolder((connection) => {
		const names = connection
			.prepare(
				`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'`,
			)
			.pluck()
			.all() as string[];
		const pragma = (about: string, of: string) =>
			connection.pragma(`${about}("${of}")`) as { name: string; type: string; [more: string]: unknown }[];
		const columns = names.flatMap((table) =>
			pragma('table_info', table).map(
				({ name, type, notnull, pk }) =>
					`${table}.${name} ${type.toLowerCase()}${notnull || pk ? ', required' : ''}${pk ? ', key' : ''}`,
			),
		);
		const indexes = names.flatMap((table) =>
			pragma('index_list', table)
				.filter(({ origin }) => origin === 'c')
				.map(({ name, unique }) => {
					const over = pragma('index_info', name).map((one) => one.name ?? '?');
					return `${table}: ${unique ? 'unique ' : ''}${name} (${over.join(', ')})`;
				}),
		);
		return { columns: columns.toSorted(), indexes: indexes.toSorted() };
	});
	expect(found).toEqual(shapeOf(Object.values(sqlite).map((table) => sqliteTable(table as SQLiteTable))));
	expect(found.columns.length).toBeGreaterThan(200);
	expect(found.indexes.length).toBeGreaterThan(40);
});

test('and a PostgreSQL database those columns and indexes', async () => {
	const world = await testWorld('postgres');
	try {
		const asked = async (query: ReturnType<typeof sql>) => {
			const client = world.db.read as unknown as { execute(q: unknown): Promise<unknown> };
			return ((await client.execute(query)) as { rows: { said: string }[] }).rows.map(({ said }) => said);
		};
		const columns = await asked(sql`
			select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
				|| case when a.attnotnull then ', required' else '' end
				|| case when a.attnum = any(coalesce(i.indkey, '')) then ', key' else '' end as said
			from pg_class c
			join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
			left join pg_index i on i.indrelid = c.oid and i.indisprimary
			where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`);
		const indexes = await asked(sql`
			select c.relname || ': ' || case when i.indisunique then 'unique ' else '' end || x.relname || ' ('
				|| (select string_agg(coalesce(a.attname, '?'), ', ' order by k.at)
					from unnest(i.indkey::int[]) with ordinality k(num, at)
					left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num and k.num > 0) || ')' as said
			from pg_index i
			join pg_class c on c.oid = i.indrelid
			join pg_class x on x.oid = i.indexrelid
			where c.relnamespace = 'public'::regnamespace and not i.indisprimary`);
		expect({ columns: columns.toSorted(), indexes: indexes.toSorted() }).toEqual(
			shapeOf(Object.values(postgres).map((table) => postgresTable(table as unknown as PgTable))),
		);
	} finally {
		await world.close();
	}
});

/** The primary key of each table, as sorted texts `table: columns`. */
const knownBy = (
	configs: readonly {
		name: string;
		columns: { name: string; primary: boolean }[];
		primaryKeys: { columns: { name: string }[] }[];
	}[],
): Keys =>
	configs
		.map(({ name, columns, primaryKeys }) => {
			const alone = columns.filter(({ primary }) => primary);
			const together = primaryKeys.flatMap((key) => key.columns);
			return `${name}: ${[...alone, ...together].map((column) => column.name).join()}`;
		})
		.toSorted();

test('and every primary key, with all of its columns', () => {
	const found = inFolder((connection) => {
		const tables = connection
			.prepare(
				`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'`,
			)
			.pluck()
			.all() as string[];
		return tables.map((table) => {
			const columns = connection.pragma(`table_info("${table}")`) as { name: string; pk: number }[];
			const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
			return `${table}: ${key.map(({ name }) => name).join()}`;
		});
	});
	expect(knownBy(Object.values(sqlite).map((table) => sqliteTable(table as SQLiteTable)))).toEqual(
		found.toSorted(),
	);
	expect(knownBy(Object.values(postgres).map((table) => postgresTable(table as unknown as PgTable)))).toEqual(
		found.toSorted(),
	);
	expect(found).toContain('idempotency_keys: who,action,key');
	expect(found.filter((one) => one.endsWith(': '))).toEqual([]);
});

/**
 * The columns that hold a person's id without a foreign key, each with the reason. Another test checks that
 * an erasure clears them.
 */
const WITHOUT: Readonly<Record<string, string>> = {
	'access_journal.actor': 'also `operator`',
	'acts.about': 'a badge, a key, or the fingerprint of somebody erased: it must outlive what it tells of',
	'awards.revoked_by': 'also `operator`',
	'idempotency_keys.who': 'also fingerprints, for forms of people who have no account yet',
	'event_deliveries.about': 'ids of what was done',
	'event_deliveries.person': 'a table of the platform, which knows no people',
	'mails.institution': 'a table of the platform, which knows no institutions',
	'files.institution': 'a table of the platform, which knows no institutions',
	'files.person': 'a table of the platform, which knows no people',
	'mails.person': 'a table of the platform, which knows no people',
	'idempotency_keys.about': 'a table of the platform, which knows no people',
	'share_readings.actor': 'another number once they left: the day was read, whoever read',
	'share_readings.grantee': 'a cohort or an adviser',
	'shares.grantee': 'a cohort or an adviser',
};

test('whatever is named after a person, an adviser or an institution points to one', () => {
	const names = /^(person|adviser|reviewer|actor|about|who|grantee|institution|[a-z]+_by)$/;
	const columns = Object.values(sqlite).flatMap((table) => {
		const { name, columns } = sqliteTable(table as SQLiteTable);
		return columns.filter((column) => names.test(column.name)).map((column) => `${name}.${column.name}`);
	});
	const keyless = columns.filter((column) => !declared.some((key) => key.startsWith(`${column} → `)));
	expect(columns.length).toBeGreaterThan(25);
	expect(keyless.toSorted()).toEqual(Object.keys(WITHOUT).toSorted());
});
