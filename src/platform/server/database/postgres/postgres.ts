import { createHash } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { isConnectionLost, isNotConnected, namedIfLost } from './connection-lost.ts';
import { type Database, runUnnestedWrite, type Queries, type WriteScope } from '../database.ts';
import type { OrphanRepairCounts } from '../orphans.ts';
import {
	APPLICATION,
	connectionTo,
	mustBePreparable,
	type PostgresAddress,
	withClient,
} from './postgres-server.ts';
import { PreparedStatementClient } from './prepared-statement-client.ts';
import { queryLogger } from '../query-logger.ts';
import { sharedReading } from './shared-reading.ts';
import { markTraceIncomplete, noteRead, traceReads } from '../read-trace.ts';

export type { PostgresAddress } from './postgres-server.ts';

/**
 * Key of the advisory lock that every write unit takes. It may be any number, but all services on a database
 * must use the same one.
 */
const ONE_WRITER = 5_204_611;
/** Key of the advisory lock that a migration takes: of two nodes that start, one migrates. */
const ONE_MIGRATION = 5_204_612;
/** Connections that read, per service. */
const READERS = 8;
/**
 * Connections that write, per service: units of different people run at once, and while any other one commits,
 * the next ones have begun and wait for the lock. More would only wait there.
 */
const WRITERS = 4;
/** Connections that hold what is done alone, per service. */
const HOLDERS = 4;

/**
 * How long (ms) to wait for the answer to a query. A machine that vanishes without a word never answers, and its
 * connections would be held for hours. Migrations and moves take as long as they take.
 */
const ANSWERING_MS = 30_000;

/**
 * Settings of every connection. A node that stops answering in the middle of a unit holds the lock of all: the
 * server ends such a unit after 15 seconds, and finds out in 25 that a machine is gone. A unit that does not
 * get the lock within 10 seconds fails as busy.
 */
const SESSION = [
	'-c default_transaction_isolation=read\\ committed',
	'-c lock_timeout=10s',
	'-c idle_in_transaction_session_timeout=15s',
	'-c tcp_keepalives_idle=10',
	'-c tcp_keepalives_interval=5',
	'-c tcp_keepalives_count=3',
].join(' ');

/** First key of the advisory locks of people; the second one is made from their id. */
const OWN_WRITES = 5_204_613;
/** First key of the advisory locks of what is done alone (`Database.alone`). */
const ALONE = 5_204_614;

/** The second key of a lock. Two names with the same number only wait for each other. */
const numberOf = (name: string) => createHash('sha256').update(name).digest().readInt32BE();

/**
 * Begins a unit and takes its lock: that of all or, for a unit within one person's data, that person's, with
 * the lock of all shared. So a unit without a scope excludes every other, and one with a scope excludes those
 * and the other units of that person.
 */
function beginning(scope: WriteScope | undefined): string {
	const begin = 'begin isolation level read committed';
	if (!scope) return `${begin}; select pg_advisory_xact_lock(${ONE_WRITER})`;
	const own = `${OWN_WRITES}, ${numberOf(scope.ownedBy)}`;
	return `${begin}; select pg_advisory_xact_lock_shared(${ONE_WRITER}); select pg_advisory_xact_lock(${own})`;
}

/**
 * A pool of connections whose errors tell a lost connection from any other (`POSTGRES_LOST`), and whose
 * queries are traced (see `traceReads`). A query that fails because its connection was lost is run again, on
 * another one: these queries only read. After a restart of the server, each connection of the pool may be lost.
 */
class ReadingPool extends pg.Pool {
	private readonly ask = async (...given: unknown[]): Promise<pg.QueryResult> => {
		const query = super.query.bind(this) as unknown as (...given: unknown[]) => Promise<pg.QueryResult>;
		for (let left = READERS; ; left -= 1) {
			try {
				return await query(...given);
			} catch (error) {
				if (left === 0 || !isConnectionLost(error) || isNotConnected(error)) throw namedIfLost(error);
			}
		}
	};

	override query = (async (...given: unknown[]) => {
		// Taken now: once the pool has waited for a connection, the work under way may be another one.
		const note = noteRead();
		const found = await this.ask(...given);
		note(found.rows, async () => (await this.ask(...given)).rows);
		return found;
	}) as unknown as pg.Pool['query'];
}

function poolOf<P extends pg.Pool>(
	Pool: new (config: pg.PoolConfig) => P,
	address: PostgresAddress,
	max: number,
): P {
	const pool = new Pool({
		options: SESSION,
		...connectionTo(address),
		query_timeout: ANSWERING_MS,
		application_name: APPLICATION,
		// One stays open, so that a migration sees that the database is served.
		min: 1,
		max,
		Client: PreparedStatementClient,
	});
	// Without an error listener, a lost idle connection would crash the process; the pool replaces it at the
	// next query.
	pool.on('error', () => undefined);
	return pool;
}

/**
 * Makes or migrates the tables of a PostgreSQL database; safe to run again, and from several nodes at once.
 * Returns, by table, how many rows referenced a missing row and were deleted or had the reference set to null.
 * The migration sends these counts as JSON, in notices. Throws DatabaseFault, and changes nothing, for a
 * database that it must not touch.
 */
export function migratePostgres(
	address: PostgresAddress,
	migrationsFolder: string,
): Promise<readonly OrphanRepairCounts[]> {
	const orphans: OrphanRepairCounts[] = [];
	return withClient(address, async (client) => {
		client.on('notice', ({ detail }) => {
			if (detail?.startsWith('{')) orphans.push(JSON.parse(detail) as OrphanRepairCounts);
		});
		await client.query(`select pg_advisory_lock(${ONE_MIGRATION})`);
		await migrate(drizzle(client), { migrationsFolder });
		return orphans;
	});
}

/**
 * Checks a PostgreSQL database and its server, then makes or migrates its tables as `migratePostgres` does.
 */
export async function preparePostgres(
	address: PostgresAddress,
	migrationsFolder: string,
): Promise<readonly OrphanRepairCounts[]> {
	await withClient(address, (client) => mustBePreparable(client, migrationsFolder));
	return migratePostgres(address, migrationsFolder);
}

/**
 * Opens a PostgreSQL database. Write units run one at a time, across all services, because each holds the
 * same advisory lock until it commits or rolls back; those within the data of different people run at once
 * (`WriteScope`). So, even with READ COMMITTED, what a unit read is still true when it writes. Where the server cannot be reached, queries and units fail as busy (`isTemporaryFault`).
 */
export function openPostgres(address: PostgresAddress): Database {
	const readers = poolOf(ReadingPool, address, READERS);
	const writers = poolOf(pg.Pool, address, WRITERS);
	// Not one of those that write: what is done alone writes too, and would wait for itself.
	const holders = poolOf(pg.Pool, address, HOLDERS);
	const queries = new WeakMap<pg.PoolClient, Queries>();

	function queriesOf(client: pg.PoolClient): Queries {
		const known = queries.get(client) ?? (drizzle(client, { logger: queryLogger }) as unknown as Queries);
		queries.set(client, known);
		return known;
	}

	/**
	 * Returns a connection on which a unit has begun and holds the lock. One that turns out to be lost is
	 * replaced: nothing has been done on it. After a restart of the server, each of the pool may be.
	 */
	async function begun(scope: WriteScope | undefined, left = WRITERS): Promise<pg.PoolClient> {
		const client = await writers.connect();
		try {
			await client.query(beginning(scope));
			return client;
		} catch (error) {
			const lost = isConnectionLost(error);
			if (!lost) await client.query('rollback').catch(() => undefined);
			client.release(lost);
			if (!lost || left === 0) throw error;
			return begun(scope, left - 1);
		}
	}

	async function unit<T>(work: (tx: Queries) => Promise<T>, scope?: WriteScope): Promise<T> {
		const client = await begun(scope);
		let isBroken = false;
		try {
			const value = await work(queriesOf(client));
			await client.query('commit');
			return value;
		} catch (error) {
			isBroken = isConnectionLost(error);
			if (!isBroken) await client.query('rollback').catch(() => void (isBroken = true));
			throw error;
		} finally {
			client.release(isBroken);
		}
	}

	/**
	 * A text that stays the same for as long as no transaction of the server ended or began to write: two equal
	 * snapshots see the same rows. Requests that come while it is read share the next reading: the one under
	 * way may be older than they are.
	 */
	const snapshot = sharedReading(async () =>
		String((await readers.query('select pg_current_snapshot()::text as seen')).rows[0]?.seen),
	);

	return {
		dialect: 'postgres',
		read: drizzle(readers, { logger: queryLogger }) as unknown as Queries,
		write: (work, scope) =>
			runUnnestedWrite(() => {
				markTraceIncomplete();
				return unit(work, scope).catch((error: unknown) => {
					throw namedIfLost(error);
				});
			}),
		changes: () => {
			markTraceIncomplete();
			return snapshot();
		},
		traceReads: (work) => traceReads(snapshot, work),
		async alone(name, work) {
			const client = await holders.connect().catch((error: unknown) => {
				throw namedIfLost(error);
			});
			let isHeld = false;
			try {
				await client.query(`select pg_advisory_lock(${ALONE}, ${numberOf(name)})`);
				isHeld = true;
				return await work();
			} catch (error) {
				throw isHeld ? error : namedIfLost(error);
			} finally {
				// A connection that could not give the lock back is closed, which gives it back.
				const unlocked =
					isHeld &&
					(await client.query(`select pg_advisory_unlock(${ALONE}, ${numberOf(name)})`).then(
						() => true,
						() => false,
					));
				client.release(!unlocked);
			}
		},
		async sizes() {
			const { rows } = await readers.query<{ bytes: string }>(
				'select pg_database_size(current_database())::text as bytes',
			);
			return { database: Number(rows[0]?.bytes) };
		},
		truncateWal: async () => undefined,
		close: async () => void (await Promise.all([readers.end(), writers.end(), holders.end()])),
	};
}
