import pg from 'pg';
import { errorCode } from '../database.ts';
import type { PostgresAddress } from '../postgres.ts';
import { MoveFault } from './move-fault.ts';
import { quoted } from './table-shapes.ts';

/** The oldest PostgreSQL that is moved to or from, as its major version. */
export const OLDEST_VERSION = 15;

/**
 * Key of the lock that a move holds on a PostgreSQL database, so that two never run at once. Any number but
 * that of the writer (`postgres.ts`).
 */
const ONE_MOVE = 5_204_613;
const ONE_WRITER = 5_204_611;

/**
 * Schema that marks a database that must not be served: its one row says `unfinished` while a move fills it,
 * `leaving` when what was read of it is being put in place elsewhere, `moved` once it is there.
 */
const MARK = 'macaron_move';

/** Why a PostgreSQL database must not be served; undefined when nothing says so. */
export type MoveMark = 'unfinished' | 'leaving' | 'moved';

/**
 * Connects to a PostgreSQL database, without a pool: a move is one session. Throws `MoveFault` when it cannot,
 * or when the server cannot be used.
 */
export async function connectToMove(address: PostgresAddress): Promise<pg.Client> {
	if (typeof address === 'string' && !/^postgres(ql)?:\/\/.+/.test(address)) throw new MoveFault('address');
	let client: pg.Client;
	try {
		client = new pg.Client({
			...(typeof address === 'string' ? { connectionString: address } : address),
			connectionTimeoutMillis: 10_000,
			application_name: 'macaron-move',
		});
	} catch {
		throw new MoveFault('address');
	}
	// A connection that is lost fails the query that is under way; without this listener it would also end the
	// process.
	client.on('error', () => undefined);
	try {
		await client.connect();
	} catch (error) {
		await client.end().catch(() => undefined);
		// The message of a refused password names the role, never the password.
		throw new MoveFault('unreachable', errorCode(error) ?? (error as Error).message, { cause: error });
	}
	try {
		await mustBeUsable(client);
	} catch (error) {
		await client.end();
		throw error;
	}
	return client;
}

async function mustBeUsable(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ version: number; shown: string; encoding: string; mine: boolean }>(
		`SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS shown,
		        current_setting('server_encoding') AS encoding, pg_try_advisory_lock(${ONE_MOVE}) AS mine`,
	);
	const { version, shown, encoding, mine } = rows[0]!;
	if (version < OLDEST_VERSION * 10_000) throw new MoveFault('too-old', shown);
	if (encoding !== 'UTF8') throw new MoveFault('encoding', encoding);
	if (!mine) throw new MoveFault('in-use', 'macaron-move');
	// Sorting a table by its key must not depend on who asks.
	await client.query(`SET TIME ZONE 'UTC'`);
}

/** Throws `MoveFault` unless the role may create what a service needs, in the schema `public`. */
export async function mustHaveRights(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ schema: string | null; tables: boolean; schemas: boolean }>(
		`SELECT current_schema() AS schema, coalesce(has_schema_privilege(to_regnamespace('public'), 'CREATE'), false) AS tables,
		        has_database_privilege(current_database(), 'CREATE') AS schemas`,
	);
	const { schema, tables, schemas } = rows[0]!;
	if (!tables) throw new MoveFault('right', 'CREATE ON SCHEMA public');
	if (!schemas) throw new MoveFault('right', 'CREATE ON DATABASE');
	if (schema !== 'public') throw new MoveFault('right', 'search_path = public');
}

/** Tables of a database that no extension brought, but for those of the mark and of migrations. */
const OWN_TABLES = `
	SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'drizzle', '${MARK}')
	AND n.nspname NOT LIKE 'pg\\_%'
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
	ORDER BY 1, 2`;

/**
 * Throws `MoveFault` unless the database holds nothing: no table, or only those of a service, each without a
 * row, which an interrupted move leaves.
 */
export async function mustBeEmpty(client: pg.Client, known: ReadonlySet<string>): Promise<void> {
	const { rows } = await client.query<{ schema: string; name: string }>(OWN_TABLES);
	for (const { schema, name } of rows) {
		if (schema !== 'public' || !known.has(name)) throw new MoveFault('not-empty', name);
		const { rows: any } = await client.query(`SELECT FROM ${quoted(name)} LIMIT 1`);
		if (any.length > 0) throw new MoveFault('not-empty', name);
	}
}

/** Reads why a database must not be served; undefined when nothing says so. */
export async function moveMark(client: pg.ClientBase): Promise<MoveMark | undefined> {
	const { rows } = await client.query<{ there: boolean }>(
		`SELECT to_regclass('${MARK}.state') IS NOT NULL AS there`,
	);
	if (!rows[0]!.there) return undefined;
	const { rows: marks } = await client.query<{ state: MoveMark }>(`SELECT state FROM ${MARK}.state`);
	// Without a row, the mark was being made.
	return marks[0]?.state ?? 'unfinished';
}

/** Marks a database so that no service opens it. */
export async function setMoveMark(client: pg.ClientBase, state: MoveMark): Promise<void> {
	await client.query(`CREATE SCHEMA IF NOT EXISTS ${MARK}`);
	await client.query(
		`CREATE TABLE IF NOT EXISTS ${MARK}.state (one boolean PRIMARY KEY DEFAULT true CHECK (one), state text NOT NULL, at timestamptz NOT NULL DEFAULT now())`,
	);
	await client.query(
		`INSERT INTO ${MARK}.state (state) VALUES ($1) ON CONFLICT (one) DO UPDATE SET state = excluded.state, at = now()`,
		[state],
	);
}

/** Takes the mark away, inside the transaction that makes the database complete. */
export const removeMoveMark = (client: pg.ClientBase) =>
	client.query(`DROP SCHEMA IF EXISTS ${MARK} CASCADE`);

/** The timestamp of the last migration of a database; undefined when it is not one of Macaron. */
export async function lastMigration(client: pg.ClientBase): Promise<number | undefined> {
	const { rows } = await client.query<{ there: boolean }>(
		`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS there`,
	);
	if (!rows[0]!.there) return undefined;
	const { rows: last } = await client.query<{ at: string | null }>(
		`SELECT max(created_at)::text AS at FROM drizzle.__drizzle_migrations`,
	);
	return last[0]!.at === null ? undefined : Number(last[0]!.at);
}

/**
 * Throws `MoveFault` while a service, or anything else of the same role, is connected to the database: what it
 * writes would be lost. Waits for nobody.
 */
export async function mustBeAlone(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ program: string }>(
		`SELECT coalesce(nullif(application_name, ''), '?') AS program FROM pg_stat_activity
		 WHERE datname = current_database() AND usename = current_user AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
	);
	if (rows.length > 0)
		throw new MoveFault('in-use', [...new Set(rows.map(({ program }) => program))].join(', '));
}

/** Holds the lock of every write unit until the session ends: a service that starts meanwhile writes nothing. */
export async function holdWriter(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ mine: boolean }>(
		`SELECT pg_try_advisory_lock(${ONE_WRITER}) AS mine`,
	);
	if (!rows[0]!.mine) throw new MoveFault('in-use', 'macaron');
}

interface Definition {
	readonly drop: string;
	readonly make: string;
}

/** How each foreign key, and each index that holds no constraint, is made and dropped, in order. */
async function definitions(client: pg.ClientBase): Promise<{ keys: Definition[]; indexes: Definition[] }> {
	const keys = await client.query<Definition>(
		`SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
		        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
		 FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, conname`,
	);
	const indexes = await client.query<Definition>(
		`SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS make
		 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
		 WHERE c.relnamespace = 'public'::regnamespace
		 AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.conindid = i.indexrelid AND p.contype IN ('p', 'u', 'x'))
		 ORDER BY indexrelid::regclass::text`,
	);
	return { keys: keys.rows, indexes: indexes.rows };
}

/**
 * Runs work while foreign keys and indexes are not kept up to date, then makes them again, which checks every
 * row: all in the transaction that the caller opened. Throws if they are not the same as before.
 */
export async function withoutKeysAndIndexes(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
	const before = await definitions(client);
	for (const { drop } of [...before.keys, ...before.indexes]) await client.query(drop);
	await work();
	for (const { make } of [...before.indexes, ...before.keys]) await client.query(make);
	const after = await definitions(client);
	if (JSON.stringify(after) !== JSON.stringify(before))
		throw new Error('The indexes and keys are not those of before.');
}
