import pg from 'pg';
import { DatabaseFault, orDatabaseFault } from '../postgres/database-fault.ts';
import {
	connectionTo,
	type PostgresAddress,
	serverFacts,
	serverFault,
	type ServerFacts,
} from '../postgres/postgres-server.ts';
import { MoveFault } from './move-fault.ts';
import { MARK_SCHEMA } from './move-mark.ts';
import { quoted } from './table-shapes.ts';

/**
 * Key of the lock that a move holds on a PostgreSQL database, so that two never run at once. Any number but
 * those of the writer and of migrations (`postgres.ts`).
 */
const ONE_MOVE = 5_204_613;
const ONE_WRITER = 5_204_611;

/**
 * Connects to a PostgreSQL database without a pool, since a move is one session, and reads the facts of its
 * server. `isAlone` is false while another move is under way on this database. Throws `MoveFault` for an address
 * that is none, and `DatabaseFault` when nobody is let in.
 */
export async function connectToMove(
	address: PostgresAddress,
): Promise<{ readonly client: pg.Client; readonly facts: ServerFacts; readonly isAlone: boolean }> {
	if (typeof address === 'string' && !/^postgres(ql)?:\/\/.+/.test(address)) throw new MoveFault('address');
	const client = new pg.Client({ ...connectionTo(address), application_name: 'macaron-move' });
	// A connection that is lost fails the query that is under way; without this listener it would also end the
	// process.
	client.on('error', () => undefined);
	try {
		return await orDatabaseFault(async () => {
			await client.connect();
			// A table may take longer than what a page asks, and the other side may keep this one waiting.
			await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0');
			const { rows } = await client.query<{ mine: boolean }>(
				`SELECT pg_try_advisory_lock(${ONE_MOVE}) AS mine`,
			);
			return { client, facts: await serverFacts(client), isAlone: rows[0]?.mine === true };
		});
	} catch (error) {
		await client.end().catch(() => undefined);
		throw error;
	}
}

/**
 * Throws `DatabaseFault` unless a service could be served from this server, and its tables made in this
 * database, which need not be there yet; `newest` is the timestamp of the last migration.
 */
export function mustBeFillable(facts: ServerFacts, newest: number): void {
	const marked = facts.moveMark === 'unfinished' ? null : facts.moveMark;
	const fault = serverFault({ ...facts, tables: 0, closedTable: null, moveMark: marked }, newest);
	if (fault) throw fault;
	if (!facts.mayCreate) throw new DatabaseFault('right-missing', 'CREATE');
}

/**
 * Throws `DatabaseFault` unless a database is one of this version, complete, and not moved already. How its
 * server writes does not matter any more.
 */
export function mustBeReadable(facts: ServerFacts, newest: number): void {
	const safe = { fsync: 'on', fullPageWrites: 'on', synchronousCommit: 'on' };
	const marked = facts.moveMark === 'leaving' ? null : facts.moveMark;
	const fault = serverFault({ ...facts, ...safe, moveMark: marked }, newest);
	if (fault) throw fault;
	if (facts.lastMigration === null) throw new DatabaseFault('database-empty');
	if (facts.lastMigration < newest) throw new DatabaseFault('database-older');
}

/** Tables of a database that no extension brought, but for those of the mark and of migrations. */
const OWN_TABLES = `
	SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'drizzle', '${MARK_SCHEMA}')
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
