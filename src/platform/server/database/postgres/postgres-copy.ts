import pg from 'pg';
import { errorCode } from '../database.ts';
import { DatabaseFault, orDatabaseFault } from './database-fault.ts';
import { removeMoveMark, setMoveMark } from '../moving/move-mark.ts';
import { connectToMove, mustBeEmpty, mustBeFillable } from '../moving/postgres-ends.ts';
import { MoveFault } from '../moving/move-fault.ts';
import { lastMigrationOf, quoted, tableShapes } from '../moving/table-shapes.ts';
import { connectionTo } from './postgres-server.ts';
import type { FileContent, SqliteContents } from '../sqlite-copy.ts';

/** What a PostgreSQL database contains, in counts; what is wrong with it would stop it from being copied. */
export type PostgresContents = Omit<SqliteContents, 'damage' | 'orphans'>;

/** What a program of PostgreSQL must know of a server that we are connected to. */
export interface ServerAccess {
	/** The major version of the server. */
	readonly version: number;
	/** The password that let us in, wherever it was found; undefined if none was needed. */
	readonly password: string | undefined;
}

/** A PostgreSQL database as it stood at one instant, for as long as it is copied. */
export interface PostgresSnapshot {
	/** The name by which another program of PostgreSQL sees the same instant. */
	readonly name: string;
	readonly server: ServerAccess;
	readonly contents: PostgresContents;
}

const accessOf = (client: pg.Client, version: number): ServerAccess => ({
	version,
	password: typeof client.password === 'string' ? client.password : undefined,
});

const TABLES = `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`;

async function connected<T>(address: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client(connectionTo(address));
	client.on('error', () => undefined);
	await orDatabaseFault(() => client.connect());
	try {
		return await work(client);
	} finally {
		await client.end().catch(() => undefined);
	}
}

async function contentsSeenBy(client: pg.ClientBase): Promise<PostgresContents> {
	const { rows: tables } = await client.query<{ name: string }>(TABLES);
	const names = tables.map(({ name }) => name);
	const counts: Record<string, number> = {};
	for (const name of names) {
		const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${quoted(name)}`);
		counts[name] = Number(rows[0]!.n);
	}
	const { rows: migrations } = await client.query<{ hash: string }>(
		'SELECT hash FROM drizzle.__drizzle_migrations ORDER BY created_at',
	);
	const { rows: acts } = await client.query<{ last: string }>('SELECT coalesce(max(n), 0) AS last FROM acts');
	const { rows: files } = await client.query<FileContent>(
		`SELECT DISTINCT sha256, bytes FROM files WHERE unused_since IS NULL ORDER BY 1`,
	);
	return { counts, migrations: migrations.map(({ hash }) => hash), lastAct: Number(acts[0]!.last), files };
}

/** Counts what a PostgreSQL database contains. Throws the driver’s error if it cannot be read. */
export const postgresContents = (address: string): Promise<PostgresContents> =>
	connected(address, contentsSeenBy);

/**
 * Runs work while a PostgreSQL database stays visible as it stood at one instant, whatever is written
 * meanwhile: what the work copies and what is counted are the same.
 */
export const withPostgresSnapshot = <T>(
	address: string,
	work: (snapshot: PostgresSnapshot) => Promise<T>,
): Promise<T> =>
	connected(address, async (client) => {
		// A copy may take longer than what a page asks.
		await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0');
		await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
		const { rows } = await client.query<{ name: string; version: number }>(
			`SELECT pg_export_snapshot() AS name, current_setting('server_version_num')::int / 10000 AS version`,
		);
		const { name, version } = rows[0]!;
		const copied = await work({
			name,
			server: accessOf(client, version),
			contents: await contentsSeenBy(client),
		});
		await client.query('COMMIT');
		return copied;
	});

/** Beginning of the name of a database in which a backup is tried out. */
const TRIED = 'macaron_try_';
const DAY = 86_400_000;

const addressOf = (address: string, database: string): string =>
	address.replace(/^(postgres(?:ql)?:\/\/[^/?#]*)(?:\/[^?#]*)?/, `$1/${database}`);

/**
 * Runs work with the address of a new, empty database on the same server, which is then dropped. Drops those
 * that a killed process left more than a day ago, since they contain people's data. Throws
 * `DatabaseFault` (`right-missing`, `CREATEDB`) for a role that may not create databases.
 */
export const withTriedDatabase = <T>(
	address: string,
	now: Date,
	work: (address: string, server: ServerAccess) => Promise<T>,
): Promise<T> =>
	connected(address, async (client) => {
		const { rows: left } = await client.query<{ name: string }>(
			`SELECT datname AS name FROM pg_database WHERE datname LIKE '${TRIED}%' AND pg_has_role(datdba, 'USAGE')`,
		);
		for (const { name } of left)
			if (now.getTime() - Number(name.slice(TRIED.length).split('_')[0]) > DAY)
				await client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
		const { rows } = await client.query<{ version: number; id: string }>(
			`SELECT current_setting('server_version_num')::int / 10000 AS version, replace(gen_random_uuid()::text, '-', '') AS id`,
		);
		const { version, id } = rows[0]!;
		const name = `${TRIED}${now.getTime()}_${id}`;
		await client
			.query(`CREATE DATABASE ${quoted(name)} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`)
			.catch((error: unknown) => {
				throw errorCode(error) === '42501' ? new DatabaseFault('right-missing', 'CREATEDB') : error;
			});
		try {
			return await work(addressOf(address, name), accessOf(client, version));
		} finally {
			await client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
		}
	});

/**
 * Throws `DatabaseFault` or `MoveFault` unless a PostgreSQL database is empty and can be filled; changes
 * nothing. `fill`, called inside `work`, fills it while it is marked so that no service opens it.
 */
export async function withEmptyPostgres<T>(
	address: string,
	migrationsDir: string,
	work: (fill: <Filled>(filling: (server: ServerAccess) => Promise<Filled>) => Promise<Filled>) => Promise<T>,
): Promise<T> {
	const { client, facts, isAlone } = await connectToMove(address);
	try {
		if (!isAlone) throw new MoveFault('in-use', 'macaron-move');
		mustBeFillable(facts, lastMigrationOf(migrationsDir, 'postgres'));
		await mustBeEmpty(client, new Set(tableShapes(migrationsDir).map(({ name }) => name)));
		return await work(async (filling) => {
			await setMoveMark(client, 'unfinished');
			const filled = await filling(accessOf(client, Math.floor(facts.version / 10_000)));
			await removeMoveMark(client);
			return filled;
		});
	} finally {
		await client.end().catch(() => undefined);
	}
}
