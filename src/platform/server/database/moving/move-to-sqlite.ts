import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type Driver from 'better-sqlite3';
import type pg from 'pg';
import { errorCode } from '../database.ts';
import { DatabaseFault } from '../postgres/database-fault.ts';
import type { PostgresAddress } from '../postgres/postgres-server.ts';
import { connect, databaseFile } from '../sqlite.ts';
import { migrateSqlite } from '../sqlite-shape.ts';
import { flushFolder } from '../../folder/flush-folder.ts';
import { FolderFault } from '../../folder/folder-fault.ts';
import { lockFolder } from '../../folder/folder-lock.ts';
import { tableSum } from './canonical-row.ts';
import { MoveFault } from './move-fault.ts';
import { isMovedName, isSame, type MovedTable, type MoveResult, type OnMoveStep } from './move-result.ts';
import { setMoveMark } from './move-mark.ts';
import { connectToMove, holdWriter, mustBeAlone, mustBeReadable } from './postgres-ends.ts';
import { lastPostgresSerial, postgresRows, sumOf } from './postgres-rows.ts';
import { orphanCounts, setLastSerial, sqliteRows, sqliteWriter, withoutIndexes } from './sqlite-rows.ts';
import { lastMigrationOf, type TableShape, tableShapes } from './table-shapes.ts';

/** A PostgreSQL database, and the folder it goes to. */
export interface MoveToSqlite {
	readonly dataDir: string;
	readonly migrationsDir: string;
	readonly address: PostgresAddress;
	/** True to read everything and write nothing. */
	readonly dryRun: boolean;
	/** Called after each step. */
	readonly onStep?: OnMoveStep;
}

/** Prefix of the folder in which the database is made; one that remains was left by a move that was killed. */
const STAGING = '.moving-';
/** What may be in an otherwise empty data folder: nothing of it is replaced. */
const IDLE = /^(service\.lock(-journal)?|lost\+found|files|acts\.(.*\.)?journal|last-backup\.json)$/;

function mustBeEmptyFolder(dataDir: string): void {
	const names = readdirSync(dataDir);
	const other = names.find((name) => !name.startsWith(STAGING) && !isMovedName(name) && !IDLE.test(name));
	if (other !== undefined) throw new MoveFault('folder-not-empty', other);
	for (const name of names.filter((one) => one.startsWith(STAGING)))
		rmSync(join(dataDir, name), { recursive: true, force: true });
}

/** Copies every table, and sums what was read of each. */
async function copyAll(
	client: pg.ClientBase,
	target: Driver.Database,
	shapes: readonly TableShape[],
	onStep: OnMoveStep | undefined,
): Promise<MovedTable[]> {
	const tables: MovedTable[] = [];
	for (const shape of shapes) {
		const sum = tableSum();
		const writer = sqliteWriter(target, shape);
		for await (const row of postgresRows(client, shape)) {
			sum.add(row);
			writer.add(row);
		}
		writer.end();
		const serial = shape.columns.find(({ kind }) => kind === 'serial');
		if (serial) setLastSerial(target, shape.name, await lastPostgresSerial(client, shape, serial.name));
		tables.push({ table: shape.name, from: sum.sum(), to: undefined });
		await onStep?.('copied', shape.name);
	}
	return tables;
}

async function compareAll(
	target: Driver.Database,
	shapes: readonly TableShape[],
	read: readonly MovedTable[],
	onStep: OnMoveStep | undefined,
): Promise<MovedTable[]> {
	const tables: MovedTable[] = [];
	for (const [at, shape] of shapes.entries()) {
		const sum = tableSum();
		for (const row of sqliteRows(target, shape).rows) sum.add(row);
		tables.push({ ...read[at]!, to: sum.sum() });
		await onStep?.('compared', shape.name);
	}
	return tables;
}

/** Makes the database in a folder of its own, on the disk when it resolves. */
async function makeIn(
	folder: string,
	client: pg.ClientBase,
	{ migrationsDir, onStep }: MoveToSqlite,
	shapes: readonly TableShape[],
): Promise<Pick<MoveResult, 'tables' | 'orphans'>> {
	const file = databaseFile(folder);
	migrateSqlite(file, join(migrationsDir, 'sqlite'));
	const target = connect(file);
	try {
		// Nothing of it is kept unless all of it is: it is flushed once, at the end.
		target.pragma('synchronous = 0');
		target.pragma('foreign_keys = 0');
		target.pragma('wal_autocheckpoint = 4000');
		const read = await withoutIndexes(target, () => copyAll(client, target, shapes, onStep));
		const orphans = orphanCounts(target);
		const tables = await compareAll(target, shapes, read, onStep);
		target.pragma('wal_checkpoint(TRUNCATE)');
		return { tables, orphans };
	} finally {
		target.close();
	}
}

async function sumAll(
	client: pg.ClientBase,
	shapes: readonly TableShape[],
	onStep: OnMoveStep | undefined,
): Promise<readonly MovedTable[]> {
	const tables: MovedTable[] = [];
	for (const shape of shapes) {
		tables.push({ table: shape.name, from: await sumOf(client, shape), to: undefined });
		await onStep?.('read', shape.name);
	}
	return tables;
}

async function intoFolder(client: pg.Client, move: MoveToSqlite): Promise<Omit<MoveResult, 'keptAs'>> {
	const { dataDir, migrationsDir, dryRun, onStep } = move;
	const shapes = tableShapes(migrationsDir);
	// One snapshot for every table.
	await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
	if (dryRun)
		return { tables: await sumAll(client, shapes, onStep), faults: [], orphans: new Map(), done: false };
	const staging = mkdtempSync(join(dataDir, STAGING));
	try {
		const made = await makeIn(staging, client, move, shapes);
		await client.query('COMMIT');
		const done = made.orphans.size === 0 && made.tables.every(isSame);
		if (!done) return { ...made, faults: [], done };
		const handle = await open(databaseFile(staging), 'r');
		await handle.sync().finally(() => handle.close());
		// Marked before and after: a crash in between leaves no two databases that both may be served, and what
		// is marked as leaving may be moved again.
		await setMoveMark(client, 'leaving');
		renameSync(databaseFile(staging), databaseFile(dataDir));
		flushFolder(dataDir);
		await setMoveMark(client, 'moved');
		return { ...made, faults: [], done };
	} finally {
		rmSync(staging, { recursive: true, force: true });
	}
}

/**
 * Moves a PostgreSQL database, which no service uses, into an empty data folder: copies it as it stands at one
 * instant, compares every row, and puts it in place whole, at the end. Interrupted, it leaves nothing in place.
 * Once done, the PostgreSQL database is marked so that no service opens it. Throws `MoveFault`, `FolderFault` for a
 * folder and `DatabaseFault` for a database that cannot be used.
 */
export async function moveToSqlite(move: MoveToSqlite): Promise<MoveResult> {
	const { dataDir, migrationsDir, address } = move;
	const { client, facts, isAlone } = await connectToMove(address);
	try {
		if (!isAlone) throw new MoveFault('in-use', 'macaron-move');
		mustBeReadable(facts, lastMigrationOf(migrationsDir, 'postgres'));
		await mustBeAlone(client);
		await holdWriter(client);
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
		const release = lockFolder(dataDir);
		try {
			mustBeEmptyFolder(dataDir);
			return { ...(await intoFolder(client, move)), keptAs: undefined };
		} finally {
			release();
		}
	} catch (error) {
		if (error instanceof MoveFault || error instanceof FolderFault || error instanceof DatabaseFault)
			throw error;
		throw new MoveFault('stopped', errorCode(error) ?? (error as Error).message, { cause: error });
	} finally {
		await client.end().catch(() => undefined);
	}
}
