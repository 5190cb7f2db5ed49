import { spawnSync } from 'node:child_process';
import fs, {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FolderFault } from '../folder/folder-fault.ts';
import { lockFolder } from '../folder/folder-lock.ts';
import { openFiles } from '../open-files.fixture.ts';
import { connect, databaseFile, openSqlite, pragmasOf } from './sqlite.ts';
import { migrateSqlite, mustBeServable } from './sqlite-shape.ts';
import { tables } from './tables.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../../../drizzle/sqlite');

let folder: string;
let file: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-sqlite-'));
	file = databaseFile(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the work and returns the FolderFault that it throws, if any. */
function thrownBy(work: () => unknown): FolderFault | undefined {
	try {
		work();
	} catch (error) {
		if (error instanceof FolderFault) return error;
		throw error;
	}
	return undefined;
}
const faultIn = (work: () => unknown) => thrownBy(work)?.kind;
const detailIn = (work: () => unknown) => thrownBy(work)?.detail;

/** Runs SQL on the database from another process, as an operator would while the service runs. */
function beside(sql: string): string {
	const program = `const D = require('better-sqlite3'); const db = new D(${JSON.stringify(file)});
		process.stdout.write(JSON.stringify(db.prepare(${JSON.stringify(sql)}).all())); db.close();`;
	const out = spawnSync(process.execPath, ['-e', program], {
		encoding: 'utf8',
		cwd: resolve(MIGRATIONS, '../..'),
	});
	expect(out.stderr).toBe('');
	return out.stdout;
}

/** Stores one row in a write unit of its own. */
const save = (db: ReturnType<typeof openSqlite>, name: string) =>
	db.write(async (tx) => {
		await tx.insert(tables(db).serviceFacts).values({ name, value: 'kept', at: new Date(0) });
	});

describe('a connection', () => {
	test('every one is durable, checks foreign keys and trusts no schema, also when it is opened again', () => {
		migrateSqlite(file, MIGRATIONS);
		for (let times = 0; times < 2; times += 1) {
			const connection = connect(file);
			expect(pragmasOf(connection)).toEqual({
				journal_mode: 'wal',
				synchronous: 2,
				foreign_keys: 1,
				busy_timeout: 2000,
				trusted_schema: 0,
				cell_size_check: 1,
				secure_delete: 1,
			});
			connection.close();
		}
	});

	test('a database that takes another setting than ours is refused', () => {
		// A database in memory refuses WAL mode, which is what lets a file recover after a crash.
		expect(() => connect(':memory:')).toThrow('SQLite refuses journal_mode = wal (it answers memory).');
	});

	test('tells that something was written, by whomever, and nothing else', async () => {
		migrateSqlite(file, MIGRATIONS);
		const db = openSqlite(file);
		const { serviceFacts } = tables(db);
		const note = (name: string) =>
			db.write(
				async (tx) => void (await tx.insert(serviceFacts).values({ name, value: '', at: new Date(0) })),
			);
		const seen = [await db.changes?.()];
		expect(typeof seen[0]).toBe('number');
		await db.read.select().from(serviceFacts);
		await db.write(async () => undefined);
		expect(await db.changes?.()).toBe(seen[0]);
		await note('ours');
		seen.push(await db.changes?.());
		const beside = new Driver(file);
		beside.exec(`DELETE FROM service_facts`);
		beside.close();
		seen.push(await db.changes?.());
		await note('ours again');
		seen.push(await db.changes?.());
		expect(new Set(seen).size).toBe(4);
		await db.close();
	});

	test('the reader cannot write', async () => {
		migrateSqlite(file, MIGRATIONS);
		const db = openSqlite(file);
		await expect(
			(async () =>
				db.read.insert(tables(db).serviceFacts).values({ name: 'a', value: 'b', at: new Date(0) }))(),
		).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
		await db.close();
	});

	test('a write unit holds the database from its first statement, so that nobody writes in between', async () => {
		migrateSqlite(file, MIGRATIONS);
		const db = openSqlite(file);
		const other = new Driver(file, { timeout: 0 });
		await db.write(async () => {
			// Nothing was written yet: the other writer is blocked only because this unit began with BEGIN
			// IMMEDIATE.
			expect(() => other.exec('BEGIN IMMEDIATE')).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }));
		});
		other.exec('BEGIN IMMEDIATE; ROLLBACK');
		other.close();
		await db.close();
	});

	test('a unit that throws leaves nothing, and the next one works', async () => {
		migrateSqlite(file, MIGRATIONS);
		const db = openSqlite(file);
		const { serviceFacts: facts } = tables(db);
		const failing = db.write(async (tx) => {
			await tx.insert(facts).values({ name: 'lost', value: '', at: new Date(0) });
			throw new Error('on purpose');
		});
		await expect(failing).rejects.toThrow('on purpose');
		await save(db, 'kept');
		expect((await db.read.select().from(facts)).map(({ name }) => name)).toEqual(['kept']);
		await db.close();
	});

	test('a write inside a write is refused, not waited for', async () => {
		migrateSqlite(file, MIGRATIONS);
		const db = openSqlite(file);
		await expect(db.write(() => save(db, 'inner'))).rejects.toThrow('pass its tx');
		await db.close();
	});
});

describe('another process beside the open database', () => {
	test('opening and closing it takes neither the journal nor a save away', async () => {
		migrateSqlite(file, MIGRATIONS);
		const db = openSqlite(file);
		const journal = `${file}-wal`;
		await save(db, 'before');
		const inode = statSync(journal).ino;
		for (let times = 1; times <= 3; times += 1) {
			expect(beside('SELECT name FROM service_facts')).toContain('before');
			// If the other process had not seen this one's locks, it would have deleted the WAL on closing.
			expect(existsSync(journal)).toBe(true);
			expect(statSync(journal).ino).toBe(inode);
			await save(db, `after-${times}`);
			expect(beside('SELECT name FROM service_facts')).toContain(`after-${times}`);
		}
		await db.close();
		const again = openSqlite(file);
		expect(await again.read.select().from(tables(again).serviceFacts)).toHaveLength(4);
		await again.close();
	});

	test.runIf(process.platform === 'linux')(
		'the system still lists this process’s locks after every opening',
		async () => {
			migrateSqlite(file, MIGRATIONS);
			const db = openSqlite(file);
			// Opens and closes the database twice more in this process, as `mustBeServable` and a second
			// `openSqlite` do.
			mustBeServable(file, MIGRATIONS);
			const other = openSqlite(file);
			await other.close();
			const held = readFileSync('/proc/locks', 'utf8')
				.split('\n')
				.filter((line) => line.includes(` ${process.pid} `) && line.includes(`:${statSync(file).ino} `));
			expect(held.length).toBeGreaterThan(0);
			await db.close();
		},
	);
});

describe('a folder', () => {
	test('a new database is private, whole, and leaves nothing else behind', () => {
		migrateSqlite(file, MIGRATIONS);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(statSync(folder).mode & 0o077).toBe(0);
		expect(existsSync(`${file}.new`)).toBe(false);
		expect(faultIn(() => mustBeServable(file, MIGRATIONS))).toBeUndefined();
		migrateSqlite(file, MIGRATIONS);
	});

	test.runIf(process.platform === 'linux')('no file of it is left open, whatever came of it', () => {
		const missing = join(folder, 'missing', 'macaron.db');
		migrateSqlite(file, MIGRATIONS);
		expect(openFiles(folder)).toEqual([]);
		migrateSqlite(file, MIGRATIONS);
		mustBeServable(file, MIGRATIONS);
		expect(faultIn(() => mustBeServable(missing, MIGRATIONS))).toBe('database-missing');
		const other = join(folder, 'other.db');
		writeFileSync(other, 'x'.repeat(8192));
		expect(faultIn(() => migrateSqlite(other, MIGRATIONS))).toBe('database-damaged');
		expect(openFiles(folder)).toEqual([]);
		const release = lockFolder(folder);
		expect(faultIn(() => lockFolder(folder))).toBe('folder-in-use');
		expect(openFiles(folder).length).toBeGreaterThan(0);
		release();
		expect(openFiles(folder)).toEqual([]);
	});

	test.runIf(process.platform === 'linux')('a new one is on the disk with its name before it is told', () => {
		const { fsyncSync } = fs;
		const synced: string[] = [];
		fs.fsyncSync = (fd) => {
			synced.push(`${readlinkSync(`/proc/self/fd/${fd}`)} with ${readdirSync(folder).join()}`);
			fsyncSync(fd);
		};
		syncBuiltinESMExports();
		try {
			migrateSqlite(file, MIGRATIONS);
		} finally {
			fs.fsyncSync = fsyncSync;
			syncBuiltinESMExports();
		}
		expect(synced).toEqual([`${folder} with macaron.db`]);
	});

	test('one that is held is made if need be, for us alone', () => {
		const deep = join(folder, 'not', 'yet');
		lockFolder(deep)();
		for (const one of [deep, join(folder, 'not')]) expect(statSync(one).mode & 0o777).toBe(0o700);
	});

	test('what an interrupted start left of a new database is made again', () => {
		writeFileSync(`${file}.new`, 'half');
		migrateSqlite(file, MIGRATIONS);
		expect(faultIn(() => mustBeServable(file, MIGRATIONS))).toBeUndefined();
	});

	test('missing, empty, without a table: said, and nothing is made in its place', () => {
		expect(faultIn(() => openSqlite(file))).toBe('database-missing');
		expect(faultIn(() => mustBeServable(file, MIGRATIONS))).toBe('database-missing');
		writeFileSync(file, '');
		for (const work of [migrateSqlite, mustBeServable, openSqlite] as const)
			expect(faultIn(() => work(file, MIGRATIONS))).toBe('database-empty');
		expect(statSync(file).size).toBe(0);
		rmSync(file);
		const bare = new Driver(file);
		bare.pragma('user_version = 1');
		bare.close();
		expect(faultIn(() => migrateSqlite(file, MIGRATIONS))).toBe('database-empty');
		expect(faultIn(() => mustBeServable(file, MIGRATIONS))).toBe('database-empty');
		expect(detailIn(() => mustBeServable(file, MIGRATIONS))).toBe('no table');
	});

	test('a journal without its database is a database that went missing', () => {
		writeFileSync(`${file}-wal`, 'left');
		expect(faultIn(() => migrateSqlite(file, MIGRATIONS))).toBe('database-missing');
		expect(existsSync(file)).toBe(false);
	});

	test('damaged: not SQLite, somebody else’s database, a page overwritten, a file cut short', async () => {
		writeFileSync(file, 'x'.repeat(8192));
		expect(faultIn(() => migrateSqlite(file, MIGRATIONS))).toBe('database-damaged');
		expect(faultIn(() => openSqlite(file))).toBe('database-damaged');
		rmSync(file);
		const foreign = new Driver(file);
		foreign.exec('CREATE TABLE notes (text)');
		foreign.close();
		for (const work of [migrateSqlite, mustBeServable]) {
			expect(faultIn(() => work(file, MIGRATIONS))).toBe('database-damaged');
			expect(detailIn(() => work(file, MIGRATIONS))).toBe('not a database of Macaron');
		}
		rmSync(file);
		migrateSqlite(file, MIGRATIONS);
		const whole = readFileSync(file);
		const spoiled = Buffer.from(whole);
		spoiled.fill(0xff, 4096 * 3, 4096 * 4);
		writeFileSync(file, spoiled);
		expect(faultIn(() => migrateSqlite(file, MIGRATIONS))).toBe('database-damaged');
		expect(readFileSync(file).equals(spoiled)).toBe(true);
		writeFileSync(file, whole);
		truncateSync(file, 4096 * 5);
		expect(faultIn(() => migrateSqlite(file, MIGRATIONS))).toBe('database-damaged');
	});

	test('of a later version, or of an earlier one not brought up to date: told apart', () => {
		migrateSqlite(file, MIGRATIONS);
		const connection = new Driver(file);
		const last = connection
			.prepare('SELECT max(created_at) FROM __drizzle_migrations')
			.pluck()
			.get() as number;
		connection
			.prepare('UPDATE __drizzle_migrations SET created_at = ? WHERE created_at = ?')
			.run(last + 1, last);
		expect(faultIn(() => migrateSqlite(file, MIGRATIONS))).toBe('database-newer');
		expect(faultIn(() => mustBeServable(file, MIGRATIONS))).toBe('database-newer');
		connection
			.prepare('UPDATE __drizzle_migrations SET created_at = ? WHERE created_at = ?')
			.run(last - 1, last + 1);
		expect(faultIn(() => mustBeServable(file, MIGRATIONS))).toBe('database-older');
		connection.close();
	});

	test('a place that the system refuses is unusable, with the system’s own code', () => {
		writeFileSync(join(folder, 'taken'), '');
		const inside = databaseFile(join(folder, 'taken'));
		expect(faultIn(() => migrateSqlite(inside, MIGRATIONS))).toBe('folder-unusable');
		expect(() => lockFolder(join(folder, 'taken'))).toThrow(/folder-unusable \((EEXIST|ENOTDIR)\)/);
	});

	test('is held by one service at a time, until it lets go or dies', () => {
		const release = lockFolder(folder);
		expect(faultIn(() => lockFolder(folder))).toBe('folder-in-use');
		release();
		lockFolder(folder)();
		const module = JSON.stringify(resolve(import.meta.dirname, '../folder/folder-lock.ts'));
		const taking = `import(${module}).then(({ lockFolder }) => {
			try { lockFolder(${JSON.stringify(folder)}); console.log('held'); } catch (error) { console.log(error.kind); }
			process.kill(process.pid, 'SIGKILL');
		});`;
		const take = () => spawnSync(process.execPath, ['-e', taking], { encoding: 'utf8' }).stdout.trim();
		const mine = lockFolder(folder);
		expect(take()).toBe('folder-in-use');
		mine();
		// Each process is killed without releasing the lock, and the next process gets it.
		expect([take(), take()]).toEqual(['held', 'held']);
	});
});

test('room left: what the system says of the disk that holds the database', async () => {
	migrateSqlite(file, MIGRATIONS);
	const db = openSqlite(file);
	const space = await db.diskSpace?.();
	expect(space?.freeBytes).toBeGreaterThan(0);
	expect(space?.totalBytes).toBeGreaterThan(space?.freeBytes ?? 0);
	await db.close();
});
