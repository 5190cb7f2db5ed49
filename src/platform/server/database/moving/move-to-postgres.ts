import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Driver from 'better-sqlite3';
import type pg from 'pg';
import { errorCode } from '../database.ts';
import { DatabaseFault } from '../postgres/database-fault.ts';
import { migratePostgres } from '../postgres/postgres.ts';
import type { PostgresAddress } from '../postgres/postgres-server.ts';
import { connect, databaseFile, mustExistNotEmpty } from '../sqlite.ts';
import { lookAtSqlite } from '../sqlite-shape.ts';
import { orFolderFault } from '../../folder/folder-fault.ts';
import { flushFolder } from '../../folder/flush-folder.ts';
import { lockFolder } from '../../folder/folder-lock.ts';
import { tableSum } from './canonical-row.ts';
import { MoveFault } from './move-fault.ts';
import { isSame, type MovedTable, movedName, type MoveResult, type OnMoveStep } from './move-result.ts';
import { copyRows, setPostgresSerial, sumOf } from './postgres-rows.ts';
import { removeMoveMark, setMoveMark } from './move-mark.ts';
import { connectToMove, mustBeEmpty, mustBeFillable, withoutKeysAndIndexes } from './postgres-ends.ts';
import { type ColumnFault, lastSerial, orphanCounts, sqliteRows } from './sqlite-rows.ts';
import { lastMigrationOf, type TableShape, tableShapes } from './table-shapes.ts';

/** A folder’s database, and where it goes. */
export interface MoveToPostgres {
	readonly dataDir: string;
	readonly migrationsDir: string;
	/** Undefined, in a dry run only: what the folder holds is looked at, and no server. */
	readonly address: PostgresAddress | undefined;
	/** True to look at everything and write nothing. */
	readonly dryRun: boolean;
	readonly now: () => Date;
	/** Called after each step. */
	readonly onStep?: OnMoveStep;
}

/** Reads every row of the folder’s database, and sums it; nothing is kept in memory. */
async function readAll(
	source: Driver.Database,
	shapes: readonly TableShape[],
	onStep: OnMoveStep | undefined,
): Promise<Pick<MoveResult, 'tables' | 'faults' | 'orphans'>> {
	const faults: ColumnFault[] = [];
	const tables: MovedTable[] = [];
	for (const shape of shapes) {
		const sum = tableSum();
		const { rows, faults: found } = sqliteRows(source, shape);
		for (const row of rows) sum.add(row);
		faults.push(...found());
		tables.push({ table: shape.name, from: sum.sum(), to: undefined });
		await onStep?.('read', shape.name);
	}
	return { tables, faults, orphans: orphanCounts(source) };
}

/**
 * Copies and compares in one transaction, which ends with the mark: the database is complete and as the
 * folder’s, or holds no row.
 */
async function copyAll(
	client: pg.Client,
	source: Driver.Database,
	shapes: readonly TableShape[],
	read: readonly MovedTable[],
	onStep: OnMoveStep | undefined,
): Promise<readonly MovedTable[]> {
	await client.query('BEGIN');
	await withoutKeysAndIndexes(client, async () => {
		for (const shape of shapes) {
			await copyRows(client, shape, sqliteRows(source, shape).rows);
			const serial = shape.columns.find(({ kind }) => kind === 'serial');
			if (serial) await setPostgresSerial(client, shape, serial.name, lastSerial(source, shape.name));
			await onStep?.('copied', shape.name);
		}
	});
	await client.query('ANALYZE');
	const tables: MovedTable[] = [];
	for (const [at, shape] of shapes.entries()) {
		tables.push({ ...read[at]!, to: await sumOf(client, shape) });
		await onStep?.('compared', shape.name);
	}
	const same = tables.every(isSame);
	if (same) await removeMoveMark(client);
	await client.query(same ? 'COMMIT' : 'ROLLBACK');
	return tables;
}

async function withTarget(
	{ address, migrationsDir, dryRun, onStep }: MoveToPostgres,
	source: Driver.Database,
	shapes: readonly TableShape[],
): Promise<Omit<MoveResult, 'keptAs'>> {
	if (address === undefined) {
		if (!dryRun) throw new MoveFault('address');
		return { ...(await readAll(source, shapes, onStep)), done: false };
	}
	const { client, facts, isAlone } = await connectToMove(address);
	try {
		if (!isAlone) throw new MoveFault('in-use', 'macaron-move');
		mustBeFillable(facts, lastMigrationOf(migrationsDir, 'postgres'));
		await mustBeEmpty(client, new Set(shapes.map(({ name }) => name)));
		const read = await readAll(source, shapes, onStep);
		if (dryRun || read.faults.length + read.orphans.size > 0) return { ...read, done: false };
		await setMoveMark(client, 'unfinished');
		await migratePostgres(address, join(migrationsDir, 'postgres'));
		const tables = await copyAll(client, source, shapes, read.tables, onStep);
		return { ...read, tables, done: tables.every(isSame) };
	} catch (error) {
		if (error instanceof MoveFault || error instanceof DatabaseFault) throw error;
		throw new MoveFault('stopped', errorCode(error) ?? (error as Error).message, { cause: error });
	} finally {
		await client.end().catch(() => undefined);
	}
}

/**
 * Moves the database of a data folder, which no service uses, into an empty PostgreSQL database: reads all of
 * it and looks for what PostgreSQL would refuse, then copies it, compares every row, and commits. Interrupted,
 * it leaves a database without a row, marked so that no service opens it, and may be begun again. Once done,
 * the folder’s database is renamed. Files, journals and the sealing key stay where they are. Throws
 * `MoveFault`, `FolderFault` for a folder and `DatabaseFault` for a server that cannot be used.
 */
export async function moveToPostgres(move: MoveToPostgres): Promise<MoveResult> {
	const { dataDir, migrationsDir, now } = move;
	const file = databaseFile(dataDir);
	orFolderFault(() => mustExistNotEmpty(file));
	const release = lockFolder(dataDir);
	try {
		lookAtSqlite(file, join(migrationsDir, 'sqlite'));
		const source = orFolderFault(() => connect(file));
		let result: Omit<MoveResult, 'keptAs'>;
		try {
			// Commands may run beside a service: none writes until all is read, and moved.
			orFolderFault(() => source.exec('BEGIN IMMEDIATE'));
			result = await withTarget(move, source, tableShapes(migrationsDir));
		} finally {
			source.close();
		}
		if (!result.done) return { ...result, keptAs: undefined };
		const keptAs = join(dirname(file), movedName(now()));
		renameSync(file, keptAs);
		flushFolder(dirname(file));
		return { ...result, keptAs };
	} finally {
		release();
	}
}
