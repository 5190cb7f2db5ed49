import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { queryLogger } from './query-logger.ts';
import { type Database, runUnnestedWrite, type Queries } from './database.ts';
import { PreparedStatementClient } from './prepared-statement-client.ts';
import type { OrphanRepairCounts } from './orphans.ts';

/** Address of a PostgreSQL database: a `postgres://` URL, or its parts. */
export type PostgresAddress =
	string | { readonly host: string; readonly user: string; readonly database: string };

/**
 * Key of the advisory lock that every write unit takes. It may be any number, but all services on a database
 * must use the same one.
 */
const ONE_WRITER = 5_204_611;
/** Connections per service: one writes, the others read. */
const CONNECTIONS = 8;

function poolOf(address: PostgresAddress, { max, Client }: Pick<pg.PoolConfig, 'max' | 'Client'>): pg.Pool {
	const pool = new pg.Pool({
		...(typeof address === 'string' ? { connectionString: address } : address),
		...{ max, Client },
	});
	// Without an error listener, a lost idle connection would crash the process; the pool replaces it at the
	// next query.
	pool.on('error', () => undefined);
	return pool;
}

/**
 * Migrates a PostgreSQL database; safe to run again. Returns, by table, how many rows referenced a missing
 * row and were deleted or had the reference set to null. The migration sends these counts as JSON, in
 * notices.
 */
export async function migratePostgres(
	address: PostgresAddress,
	migrationsFolder: string,
): Promise<readonly OrphanRepairCounts[]> {
	const pool = poolOf(address, { max: 1, Client: pg.Client });
	const orphans: OrphanRepairCounts[] = [];
	pool.on('connect', (client) =>
		client.on('notice', ({ detail }) => {
			if (detail?.startsWith('{')) orphans.push(JSON.parse(detail) as OrphanRepairCounts);
		}),
	);
	try {
		await migrate(drizzle(pool), { migrationsFolder });
	} finally {
		await pool.end();
	}
	return orphans;
}

/**
 * Opens a PostgreSQL database. Write units run one at a time, across all services, because each holds the
 * same advisory lock until it commits or rolls back. So, even with READ COMMITTED, what a unit read is still
 * true when it writes.
 */
export function openPostgres(address: PostgresAddress): Database {
	const pool = poolOf(address, { max: CONNECTIONS, Client: PreparedStatementClient });
	const db = drizzle(pool, { logger: queryLogger });
	return {
		dialect: 'postgres',
		read: db as unknown as Queries,
		write: (work) =>
			runUnnestedWrite(() =>
				db.transaction(
					async (tx) => {
						await tx.execute(sql`select pg_advisory_xact_lock(${ONE_WRITER})`);
						return work(tx as unknown as Queries);
					},
					{ isolationLevel: 'read committed' },
				),
			),
		truncateWal: async () => undefined,
		close: () => pool.end(),
	};
}
