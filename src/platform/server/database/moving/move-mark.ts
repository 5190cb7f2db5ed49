import type pg from 'pg';

/**
 * Schema that marks a PostgreSQL database that no service may open: its one row says `unfinished` while a move
 * or a restore fills it, `leaving` when what was read of it is being put in place elsewhere, `moved` once it is
 * there.
 */
export const MARK_SCHEMA = 'macaron_move';

/** Why no service may open a PostgreSQL database. */
export type MoveMark = 'unfinished' | 'leaving' | 'moved';

/** Reads why no service may open a database; null when nothing says so. */
export async function moveMark(client: pg.ClientBase): Promise<MoveMark | null> {
	const { rows } = await client.query<{ there: boolean }>(
		`SELECT to_regclass('${MARK_SCHEMA}.state') IS NOT NULL AS there`,
	);
	if (!rows[0]?.there) return null;
	const { rows: marks } = await client.query<{ state: MoveMark }>(`SELECT state FROM ${MARK_SCHEMA}.state`);
	// Without a row, the mark was being made.
	return marks[0]?.state ?? 'unfinished';
}

/** Marks a database so that no service opens it. */
export async function setMoveMark(client: pg.ClientBase, state: MoveMark): Promise<void> {
	await client.query(`CREATE SCHEMA IF NOT EXISTS ${MARK_SCHEMA}`);
	await client.query(
		`CREATE TABLE IF NOT EXISTS ${MARK_SCHEMA}.state (one boolean PRIMARY KEY DEFAULT true CHECK (one), state text NOT NULL, at timestamptz NOT NULL DEFAULT now())`,
	);
	await client.query(
		`INSERT INTO ${MARK_SCHEMA}.state (state) VALUES ($1) ON CONFLICT (one) DO UPDATE SET state = excluded.state, at = now()`,
		[state],
	);
}

/** Takes the mark away, in the transaction that makes the database complete. */
export const removeMoveMark = (client: pg.ClientBase) =>
	client.query(`DROP SCHEMA IF EXISTS ${MARK_SCHEMA} CASCADE`);
