import pg from 'pg';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { DatabaseFault, orDatabaseFault } from './database-fault.ts';
import { moveMark, type MoveMark } from '../moving/move-mark.ts';

/** Address of a PostgreSQL database: a `postgres://` URL, or its parts. */
export type PostgresAddress =
	string | { readonly host: string; readonly user: string; readonly database: string };

/** The oldest version of PostgreSQL on which the tests run. */
const OLDEST = 15;

/**
 * How long (ms) to wait for a connection, or for one of a pool to be free: as long as a unit waits for its
 * lock. A server that answers at all answers sooner.
 */
const CONNECTING_MS = 10_000;

/** The settings of a connection that the driver takes, from an address. */
export const connectionTo = (address: PostgresAddress) => ({
	...(typeof address === 'string' ? { connectionString: address } : address),
	connectionTimeoutMillis: CONNECTING_MS,
	keepAlive: true,
	keepAliveInitialDelayMillis: 10_000,
});

/**
 * An address as it may be shown to the operator: without its password and its parameters, one of which may be
 * a password.
 */
export function shownAddress(address: string): string {
	try {
		// The driver reads it as it will when it connects; nothing is sent yet.
		const { user, host, port, database } = new pg.Client({ connectionString: address });
		return `postgres://${user ?? ''}@${host.startsWith('/') ? '' : `${host}:${port}`}/${database ?? ''}`;
	} catch {
		return 'postgres://…';
	}
}

/** What is read of a server, and of the database on it, before it is used. */
export interface ServerFacts {
	/** Such as 150018 for 15.18. */
	readonly version: number;
	readonly versionText: string;
	readonly fsync: string;
	readonly fullPageWrites: string;
	readonly synchronousCommit: string;
	/** True if nothing can be written: the server repeats another one, or transactions are read-only. */
	readonly isReplica: boolean;
	readonly encoding: string;
	/** True if texts are sorted by code point, as SQLite sorts them. */
	readonly sortsByCodePoint: boolean;
	readonly mayCreate: boolean;
	/** Number of tables in the schema `public`. */
	readonly tables: number;
	/** A table that this user may not read and write; null if there is none. */
	readonly closedTable: string | null;
	/** Connections of services and commands that have this database open. */
	readonly openServices: number;
	/** When the last migration was made (ms), as it is recorded; null if none is. */
	readonly lastMigration: number | null;
	/** Why no service may open the database, although it is there: a move, or a restore; null if nothing. */
	readonly moveMark: MoveMark | null;
}

/** How the connections of services and commands name themselves to the server, which lists them. */
export const APPLICATION = 'macaron';

// Collations put capitals beside their small letters, and accents beside their letter; code points do not.
const FACTS = `select
	current_setting('server_version_num')::int as "version",
	current_setting('server_version') as "versionText",
	current_setting('fsync') as "fsync",
	current_setting('full_page_writes') as "fullPageWrites",
	current_setting('synchronous_commit') as "synchronousCommit",
	pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "isReplica",
	pg_encoding_to_char(encoding) as "encoding",
	('Z'::text < 'a'::text and 'z'::text < 'é'::text) as "sortsByCodePoint",
	has_database_privilege(current_database(), 'CREATE') and has_schema_privilege('public', 'CREATE')
		as "mayCreate",
	(select count(*)::int from pg_tables where schemaname = 'public') as "tables",
	(select count(*)::int from pg_stat_activity where datname = current_database()
		and application_name = '${APPLICATION}') as "openServices",
	(select min(tablename) from pg_tables where schemaname = 'public' and not (
		has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT')
		and has_table_privilege(format('%I.%I', schemaname, tablename), 'INSERT')
		and has_table_privilege(format('%I.%I', schemaname, tablename), 'UPDATE')
		and has_table_privilege(format('%I.%I', schemaname, tablename), 'DELETE'))) as "closedTable"
from pg_database where datname = current_database()`;

async function lastMigrationOf(client: pg.Client): Promise<number | null> {
	const { rows } = await client.query<{ there: boolean }>(
		`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
	);
	if (!rows[0]?.there) return null;
	const last = await client.query<{ at: string | null }>(
		'select max(created_at)::text as at from drizzle.__drizzle_migrations',
	);
	return last.rows[0]?.at ? Number(last.rows[0].at) : null;
}

/** Reads the facts of a server and of the database on it, by a client that is connected. */
export async function serverFacts(client: pg.Client): Promise<ServerFacts> {
	const { rows } = await client.query<Omit<ServerFacts, 'lastMigration' | 'moveMark'>>(FACTS);
	const [facts] = rows;
	if (!facts) throw new Error('PostgreSQL does not describe its own database.');
	return { ...facts, lastMigration: await lastMigrationOf(client), moveMark: await moveMark(client) };
}

/** Timestamps of the migrations in a folder, in order, as the database records them. */
const knownMigrations = (migrationsFolder: string): number[] =>
	readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);

/** Why this server and database can be neither served nor prepared; undefined if they can be. */
export function serverFault(facts: ServerFacts, newest: number): DatabaseFault | undefined {
	if (facts.version < OLDEST * 10_000) return new DatabaseFault('server-too-old', facts.versionText);
	if (facts.isReplica) return new DatabaseFault('server-replica');
	for (const [name, value] of [
		['fsync', facts.fsync],
		['full_page_writes', facts.fullPageWrites],
		['synchronous_commit', facts.synchronousCommit],
	] as const)
		if (value === 'off') return new DatabaseFault('setting-unsafe', name);
	if (facts.encoding !== 'UTF8') return new DatabaseFault('encoding-other', facts.encoding);
	if (!facts.sortsByCodePoint) return new DatabaseFault('collation-other');
	if (facts.moveMark !== null)
		return new DatabaseFault(facts.moveMark === 'unfinished' ? 'database-unfinished' : 'database-moved');
	if (facts.lastMigration === null && facts.tables > 0) return new DatabaseFault('database-foreign');
	if (facts.lastMigration !== null && facts.lastMigration > newest)
		return new DatabaseFault('database-newer');
	if (facts.closedTable !== null) return new DatabaseFault('right-missing', facts.closedTable);
	return undefined;
}

/**
 * Runs work with a client connected to a PostgreSQL database, then disconnects it. Any error becomes a
 * DatabaseFault.
 */
export function withClient<T>(address: PostgresAddress, work: (client: pg.Client) => Promise<T>): Promise<T> {
	return orDatabaseFault(async () => {
		const client = new pg.Client(connectionTo(address));
		// Without a listener, a connection that is lost between two queries would end the process.
		client.on('error', () => undefined);
		try {
			await client.connect();
			return await work(client);
		} finally {
			await client.end().catch(() => undefined);
		}
	});
}

/**
 * Throws DatabaseFault for a database that `prepare` must not touch: of another program, of a later version,
 * on a server that is too old or unsafe, without a right that it needs, or to be migrated under nodes that serve
 * it.
 */
export async function mustBePreparable(client: pg.Client, migrationsFolder: string): Promise<void> {
	const facts = await serverFacts(client);
	const newest = Math.max(...knownMigrations(migrationsFolder));
	const fault = serverFault(facts, newest);
	if (fault) throw fault;
	if (facts.lastMigration === newest) return;
	if (!facts.mayCreate) throw new DatabaseFault('right-missing', 'CREATE');
	if (facts.openServices > 0) throw new DatabaseFault('database-in-use', String(facts.openServices));
}

/**
 * Throws DatabaseFault for a database that this version cannot serve: as `mustBePreparable` does, and for one
 * that `prepare` has not made or migrated.
 */
export function mustBeServablePostgres(address: PostgresAddress, migrationsFolder: string): Promise<void> {
	return withClient(address, async (client) => {
		const facts = await serverFacts(client);
		const newest = Math.max(...knownMigrations(migrationsFolder));
		const fault = serverFault(facts, newest);
		if (fault) throw fault;
		if (facts.lastMigration === null) throw new DatabaseFault('database-empty');
		if (facts.lastMigration < newest) throw new DatabaseFault('database-older');
	});
}
