import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { tellAsked } from './asked-queries.ts';
import { type Database, guardNested, type Queries } from './database.ts';
import { NamingClient } from './naming-client.ts';
import type { Orphans } from './orphans.ts';

/** Where a PostgreSQL is: a `postgres://` address, or its parts. */
export type PostgresAddress =
	string | { readonly host: string; readonly user: string; readonly database: string };

/** The one lock of all write units; any number will do, as long as every service on a database takes the same. */
const ONE_WRITER = 5_204_611;
/** Connections of one service: one writes, the others read. */
const CONNECTIONS = 8;

function poolOf(address: PostgresAddress, { max, Client }: Pick<pg.PoolConfig, 'max' | 'Client'>): pg.Pool {
	const pool = new pg.Pool({
		...(typeof address === 'string' ? { connectionString: address } : address),
		...{ max, Client },
	});
	// A connection that is lost while nobody uses it is replaced at the next query; unheard, it would end the process.
	pool.on('error', () => undefined);
	return pool;
}

/**
 * Brings a PostgreSQL database to the present shape; safe to run again. Gives the rows that led nowhere and were removed or
 * mended, as the migration tells them: a notice for each table, its counts as JSON.
 */
export async function migratePostgres(
	address: PostgresAddress,
	migrationsFolder: string,
): Promise<readonly Orphans[]> {
	const pool = poolOf(address, { max: 1, Client: pg.Client });
	const orphans: Orphans[] = [];
	pool.on('connect', (client) =>
		client.on('notice', ({ detail }) => {
			if (detail?.startsWith('{')) orphans.push(JSON.parse(detail) as Orphans);
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
 * Opens a PostgreSQL database. Write units come one after the other, however many services write: each begins by taking one
 * lock, held until it is stored or undone, so that what a unit reads is still true when it writes (READ COMMITTED).
 */
export function openPostgres(address: PostgresAddress): Database {
	const pool = poolOf(address, { max: CONNECTIONS, Client: NamingClient });
	const db = drizzle(pool, { logger: tellAsked });
	return {
		dialect: 'postgres',
		read: db as unknown as Queries,
		write: (work) =>
			guardNested(() =>
				db.transaction(
					async (tx) => {
						await tx.execute(sql`select pg_advisory_xact_lock(${ONE_WRITER})`);
						return work(tx as unknown as Queries);
					},
					{ isolationLevel: 'read committed' },
				),
			),
		emptyJournal: async () => undefined,
		close: () => pool.end(),
	};
}
