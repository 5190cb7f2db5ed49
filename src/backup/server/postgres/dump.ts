import { type PostgresContents, type ServerAccess, withPostgresSnapshot } from '#platform/server';
import { runProgram } from './programs.ts';

/**
 * Copies a PostgreSQL database, in use or not, into one file of `pg_dump` (its custom format, compressed), as
 * it stood at one instant; returns what it contained then.
 */
export const dumpPostgres = (address: string, to: string): Promise<PostgresContents> =>
	withPostgresSnapshot(address, async ({ name, server, contents }) => {
		await runProgram('pg_dump', server, address, [
			...['--format=custom', `--file=${to}`, `--snapshot=${name}`],
			// Who owns the tables, and who else may read them, is for the server where they are restored.
			...['--no-owner', '--no-privileges', '--no-comments'],
		]);
		return contents;
	});

/**
 * Restores a file of `pg_dump` into a database without rows: all of it or nothing. Throws `ProgramFault` when
 * the file is damaged or the database refuses a row.
 */
export const restoreDump = (address: string, server: ServerAccess, file: string): Promise<void> =>
	runProgram('pg_restore', server, address, [
		...['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges'],
		// Tables that an interrupted restore left are empty, and made anew.
		...['--clean', '--if-exists', file],
	]);
