import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	statfsSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { latestBackupTime } from '#backup/server';
import { createInstitution } from '#identity/server';
import { ensureIssuer } from '#awards/server';
import { lockFolder, openWorld, readSettings } from '#platform/server';
import { startMailServer } from '#tests/loopback/mail-server';
import { run } from '../run.ts';

const root = resolve(import.meta.dirname, '../../..');
const ORIGIN = 'https://macaron.example';
const asRoot = process.getuid?.() === 0;
/** Another disk than that of the temporary folder, where there is one. */
const OTHER_DISK = '/dev/shm';

let whole: string;
let folder: string;
let port: number;
beforeAll(async () => {
	whole = mkdtempSync(join(tmpdir(), 'macaron-sound-'));
	port = await freePort();
	const env = envFor(whole);
	expect((await macaron(env, 'prepare')).exit).toBe(0);
	const world = await openWorld(readSettings(env, root));
	const institution = await createInstitution(world, {
		...{ slug: 'cegep', name: 'Cégep', kind: 'cegep' as const, demonstration: false },
	});
	await ensureIssuer(world, institution.id);
	await world.db.close();
	expect((await macaron(env, 'backup', '--verify')).exit).toBe(0);
});
afterAll(() => {
	rmSync(whole, { recursive: true, force: true });
	rmSync(backupsOf(whole), { recursive: true, force: true });
});
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-doctor-'));
	cpSync(whole, folder, { recursive: true });
	// A copy of a folder has not its rights.
	chmodSync(join(folder, 'data'), 0o700);
	cpSync(backupsOf(whole), backupsOf(folder), { recursive: true });
	return () => {
		rmSync(folder, { recursive: true, force: true });
		rmSync(backupsOf(folder), { recursive: true, force: true });
	};
});

const backupsOf = (at: string) =>
	existsSync(OTHER_DISK) ? join(OTHER_DISK, `${at.split('/').at(-1)}-copies`) : join(at, 'copies');
const keyOf = (at: string) => join(at, 'secrets', 'seal.key');
const databaseOf = (at: string) => join(at, 'data', 'macaron.db');

function envFor(at: string, more: Record<string, string> = {}) {
	return {
		...{ ORIGIN, PROXIES: '1', PORT: String(port) },
		...{ DATA_DIR: join(at, 'data'), KEY_FILE: keyOf(at), BADGES_DIR: join(root, 'badges') },
		BACKUP_DIR: backupsOf(at),
		...more,
	};
}

/** Finds a port of this machine on which nobody listens. */
async function freePort(): Promise<number> {
	const probe = createServer().listen(0, 'localhost');
	await new Promise((done) => probe.once('listening', done));
	const { port: free } = probe.address() as AddressInfo;
	await new Promise((done) => probe.close(done));
	return free;
}

async function macaron(env: Record<string, string>, ...args: string[]) {
	const out: string[] = [];
	const err: string[] = [];
	const terminal = {
		env,
		out: (line: string) => void out.push(line),
		err: (line: string) => void err.push(line),
		stdin: async () => new Uint8Array(),
	};
	const exit = await run(args, terminal);
	return { exit, out: out.join('\n'), err: err.join('\n') };
}

/**
 * The names of what `doctor` finds, the place of the backups apart where this machine has one disk. Checks
 * that its exit code agrees.
 */
async function foundIn(more: Record<string, string> = {}, less: readonly string[] = []) {
	const env = Object.fromEntries(
		Object.entries(envFor(folder, more)).filter(([name]) => !less.includes(name)),
	);
	const { exit, out } = await macaron(env, 'doctor', '--json');
	const { found } = JSON.parse(out) as { found: { id: string; sentence: string }[] };
	expect(exit).toBe(found.length === 0 ? 0 : 1);
	for (const { sentence } of found) expect(sentence).toMatch(/^\p{Lu}.*[.)\p{L}\p{N}]$/su);
	return found.map(({ id }) => id).filter((id) => id !== 'backup-same-disk' || existsSync(OTHER_DISK));
}

/** Lets another program change the database, as an operator's own `sqlite3` might. */
function inDatabase<T>(work: (db: Driver.Database) => T): T {
	const db = new Driver(databaseOf(folder));
	try {
		return work(db);
	} finally {
		db.close();
	}
}

test('a sound installation: nothing to report, in either language, and nothing is changed', async () => {
	const before = readFileSync(databaseOf(folder));
	expect(await foundIn()).toEqual([]);
	const french = await macaron(envFor(folder), 'doctor');
	if (existsSync(OTHER_DISK)) expect(french).toMatchObject({ exit: 0, err: '' });
	expect(french.out).toContain(existsSync(OTHER_DISK) ? 'Rien à signaler' : '1 chose');
	expect(readFileSync(databaseOf(folder)).equals(before)).toBe(true);
});

test('each fault is a sentence that says what to do, in the language asked for', async () => {
	chmodSync(keyOf(folder), 0o644);
	rmSync(backupsOf(folder), { recursive: true });
	const french = await macaron(envFor(folder), 'doctor');
	expect(french).toMatchObject({ exit: 1, err: '' });
	expect(french.out).toMatch(
		/^2 choses ne vont pas\u00a0:\n {2}- D’autres comptes .*chmod 400.*\n {2}- Le dossier des sauvegardes/,
	);
	const english = await macaron(envFor(folder), 'doctor', '--lang', 'en');
	expect(english.out).toMatch(
		/^2 things are wrong:\n {2}- Other accounts .*chmod 400.*\n {2}- The folder of backups/,
	);
});

describe('faults of the settings', () => {
	test('no https address; a mail server without a sender; a badly written one; and the rest is looked at', async () => {
		expect(await foundIn({ ORIGIN: 'http://macaron.example' })).toEqual([
			'origin',
			'is-service',
			'origin-changed',
		]);
		expect(await foundIn({ SMTP_URL: 'smtps://smtp.example' })).toEqual(['mail-half']);
		chmodSync(keyOf(folder), 0o644);
		expect(await foundIn({ BACKUP_KEEP: 'many' })).toEqual(['setting', 'key-open']);
		expect(await foundIn({ METRICS_TOKEN_FILE: '/nowhere' })).toEqual(['setting', 'key-open']);
	});

	test('a size or a header that another program would heed; no proxy in front of an https address', async () => {
		expect(await foundIn({ BODY_SIZE_LIMIT: '512M', XFF_DEPTH: '1' })).toEqual(['without-effect']);
		expect(await foundIn({ PROXIES: '0' })).toEqual(['proxies']);
		const { out } = await macaron(envFor(folder, { BODY_SIZE_LIMIT: '512M', HOST: '::' }), 'doctor');
		expect(out).toContain('BODY_SIZE_LIMIT, HOST');
	});

	test('another address than the one that badges bear', async () => {
		expect(await foundIn({ ORIGIN: 'https://other.example' })).toEqual(['origin-changed']);
		const { out } = await macaron(envFor(folder, { ORIGIN: 'https://other.example' }), 'doctor');
		expect(out).toContain(`portent ${ORIGIN}`);
	});

	test('no badges, or one that cannot be read', async () => {
		const badges = join(folder, 'badges');
		mkdirSync(badges);
		expect(await foundIn({ BADGES_DIR: badges })).toEqual(['badges']);
		mkdirSync(join(badges, 'broken'));
		writeFileSync(join(badges, 'broken', 'badge.json'), '{"id":');
		expect(await foundIn({ BADGES_DIR: badges })).toEqual(['badges']);
		expect(await foundIn({ BADGES_DIR: join(folder, 'nowhere') })).toEqual(['badges']);
	});
});

describe('faults of the data folder', () => {
	test('not there: nothing else is looked for in it', async () => {
		expect(await foundIn({ DATA_DIR: join(folder, 'nowhere') })).toEqual(['folder-missing']);
	});

	test('open to every account of the machine', async () => {
		chmodSync(join(folder, 'data'), 0o755);
		chmodSync(databaseOf(folder), 0o644);
		expect(await foundIn()).toEqual(['folder-open', 'database-open']);
	});

	test.runIf(asRoot)('of another user', async () => {
		chownSync(join(folder, 'data'), 65_534, 65_534);
		expect(await foundIn()).toEqual(['folder-of-another']);
	});

	test('that cannot be written', async () => {
		const data = join(folder, 'data');
		chmodSync(data, 0o500);
		// The system lets root write wherever it likes: so, another user looks.
		const as = async (id: number) => {
			process.seteuid?.(id);
			try {
				return await foundIn();
			} finally {
				process.seteuid?.(process.getuid?.() ?? id);
			}
		};
		if (asRoot) {
			expect(spawnSync('chown', ['-R', '65534', folder, backupsOf(folder)]).status).toBe(0);
			expect(await as(65_534)).toContain('folder-not-writable');
		} else expect(await foundIn()).toContain('folder-not-writable');
		chmodSync(data, 0o700);
	});

	test('held by a service that does not answer; a port taken by another program', async () => {
		const release = lockFolder(join(folder, 'data'));
		expect(await foundIn()).toEqual(['held']);
		release();
		const other = createServer((socket) => socket.resume().end('220 not http\r\n')).listen(port, 'localhost');
		await new Promise((done) => other.once('listening', done));
		expect(await foundIn()).toEqual(['port-taken']);
		await new Promise((done) => other.close(done));
	});

	const canMount =
		asRoot &&
		spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs -o size=1m none $d && umount $d']).status === 0;
	test.runIf(canMount)('on a disk that is nearly full', async () => {
		const small = join(folder, 'small');
		mkdirSync(small);
		expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'none', small]).status).toBe(0);
		try {
			cpSync(join(folder, 'data'), small, { recursive: true });
			chmodSync(small, 0o700);
			expect(await foundIn({ DATA_DIR: small })).toEqual([]);
			const { bavail, bsize } = statfsSync(small);
			writeFileSync(join(small, 'full'), Buffer.alloc(bavail * bsize - 300_000));
			expect(await foundIn({ DATA_DIR: small })).toEqual(['disk-low']);
		} finally {
			expect(spawnSync('umount', [small]).status).toBe(0);
		}
	});
});

describe('faults of the database', () => {
	test('not there, empty, damaged', async () => {
		const file = databaseOf(folder);
		renameSync(file, `${file}.away`);
		expect(await foundIn()).toEqual(['database-missing']);
		writeFileSync(file, '');
		expect(await foundIn()).toContain('database-empty');
		const bytes = readFileSync(`${file}.away`);
		writeFileSync(file, bytes.fill(0xff, 8192, bytes.length / 2));
		expect(await foundIn()).toContain('database-damaged');
	});

	test('of an earlier version, of a later one', async () => {
		inDatabase((db) =>
			db.exec(
				'DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)',
			),
		);
		expect(await foundIn()).toEqual(['database-older']);
		inDatabase((db) =>
			db.exec(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)`),
		);
		expect(await foundIn()).toEqual(['database-newer']);
	});

	test('in another mode than WAL', async () => {
		inDatabase((db) => db.pragma('journal_mode = delete'));
		expect(await foundIn()).toEqual(['journal-mode']);
		// Only what was found is left as it was found.
		expect(inDatabase((db) => db.pragma('journal_mode', { simple: true }))).toBe('delete');
		expect((await macaron(envFor(folder), 'prepare')).exit).toBe(0);
		expect(await foundIn()).toEqual([]);
	});

	test('a journal that something keeps from being copied', async () => {
		const reader = new Driver(databaseOf(folder));
		reader.exec('BEGIN');
		reader.prepare('SELECT count(*) FROM people').get();
		const writer = new Driver(databaseOf(folder));
		writer.pragma('journal_mode = wal');
		writer.exec('CREATE TABLE filling (bytes BLOB); INSERT INTO filling VALUES (zeroblob(70000000));');
		expect(await foundIn()).toEqual(['wal-large']);
		reader.close();
		writer.pragma('wal_checkpoint(PASSIVE)');
		expect(await foundIn()).toEqual([]);
		writer.close();
	});

	test('newer than the clock', async () => {
		const at = new Date();
		at.setHours(at.getHours() + 2);
		inDatabase((db) => db.prepare(`INSERT INTO service_facts VALUES ('probe', 'x', ?)`).run(at.getTime()));
		expect(await foundIn()).toEqual(['clock']);
	});

	test('beside a running service, its locks stay: no other descriptor of the database is ever closed', async () => {
		const world = await openWorld(readSettings(envFor(folder), root));
		const inode = statSync(databaseOf(folder)).ino;
		const locks = () =>
			readFileSync('/proc/locks', 'utf8')
				.split('\n')
				.filter((line) => line.includes(`:${inode} `)).length;
		await world.db.read
			.select({ n: (await import('drizzle-orm')).sql`1` })
			.from((await import('#platform/server')).platformTables(world.db).serviceFacts);
		const before = process.platform === 'linux' ? locks() : 0;
		expect(await foundIn()).toEqual([]);
		if (process.platform === 'linux') {
			expect(before).toBeGreaterThan(0);
			expect(locks()).toBe(before);
		}
		await world.db.close();
	});
});

describe('faults of the sealing key', () => {
	test('gone, another one, cut short, open to others, beside the data', async () => {
		const key = keyOf(folder);
		const bytes = readFileSync(key);
		rmSync(key);
		expect(await foundIn()).toEqual(['key-missing']);
		writeFileSync(key, Buffer.alloc(32, 7), { mode: 0o400 });
		expect(await foundIn()).toEqual(['key-wrong']);
		rmSync(key);
		writeFileSync(key, bytes.subarray(0, 31), { mode: 0o400 });
		expect(await foundIn()).toEqual(['key-missing', 'key-size']);
		rmSync(key);
		writeFileSync(key, bytes, { mode: 0o640 });
		expect(await foundIn()).toEqual(['key-open']);
		const beside = join(folder, 'data', 'seal.key');
		writeFileSync(beside, bytes, { mode: 0o400 });
		expect(await foundIn({ KEY_FILE: beside })).toEqual(['key-beside']);
	});
});

describe('faults of the mail server', () => {
	const MAIL_FROM = 'macaron@example.test';
	/** Starts a mail server that asks for a name and a password, and takes only those of `ada`. */
	async function strict() {
		const server = new SMTPServer({
			...{ hideSTARTTLS: true, allowInsecureAuth: true, disableReverseLookup: true },
			onAuth: ({ username }, _session, done) =>
				username === 'ada' ? done(null, { user: 'ada' }) : done(new Error('Wrong name or password')),
		});
		server.on('error', () => undefined);
		await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
		return server;
	}

	test('one that takes the service is nothing to report; nobody is written to', async () => {
		const server = await startMailServer();
		expect(await foundIn({ SMTP_URL: server.url, MAIL_FROM })).toEqual([]);
		expect(server.received).toEqual([]);
		// This machine may be reached without TLS: a name that is not its own may not.
		const elsewhere = `${server.url.replace('127.0.0.1', '0.0.0.0')}`;
		expect(await foundIn({ SMTP_URL: elsewhere, MAIL_FROM })).toEqual(['mail-tls']);
		await server.close();
		expect(await foundIn({ SMTP_URL: server.url, MAIL_FROM })).toEqual(['mail-unreachable']);
		const { out } = await macaron(envFor(folder, { SMTP_URL: server.url, MAIL_FROM }), 'doctor');
		expect(out).toContain('(ECONNREFUSED)');
	});

	test('a name and a password that it refuses', async () => {
		const server = await strict();
		const { port: opened } = server.server.address() as AddressInfo;
		expect(await foundIn({ SMTP_URL: `smtp://ada:x@127.0.0.1:${opened}`, MAIL_FROM })).toEqual([]);
		expect(await foundIn({ SMTP_URL: `smtp://eve:x@127.0.0.1:${opened}`, MAIL_FROM })).toEqual([
			'mail-sign-in',
		]);
		await new Promise<void>((closed) => server.close(closed));
	});
});

describe('faults of the backups', () => {
	test('none asked for; none made; a folder that is gone; a name that is no backup', async () => {
		expect(await foundIn({}, ['BACKUP_DIR'])).toEqual(['backup-none']);
		rmSync(backupsOf(folder), { recursive: true });
		expect(await foundIn()).toEqual(['backup-missing']);
		mkdirSync(backupsOf(folder));
		expect(await foundIn()).toEqual(['backup-none']);
		mkdirSync(join(backupsOf(folder), 'macaron-2026-11-22T03-00-00-000Z.refused'));
		expect(await foundIn()).toEqual(['backup-none']);
	});

	test('too old: of more than twice the interval', async () => {
		rmSync(backupsOf(folder), { recursive: true });
		const old = join(backupsOf(folder), 'macaron-2026-01-02T03-04-05-006Z');
		mkdirSync(old, { recursive: true });
		expect(await latestBackupTime(backupsOf(folder))).toEqual(new Date('2026-01-02T03:04:05.006Z'));
		expect(await foundIn()).toEqual(['backup-old']);
	});

	test('on the disk of the data', async () => {
		const near = join(folder, 'near');
		cpSync(backupsOf(folder), near, { recursive: true });
		const { out } = await macaron(envFor(folder, { BACKUP_DIR: near }), 'doctor');
		expect(out).toContain('sur le même disque que les données');
	});
});

test('ten faults at once are ten sentences', async () => {
	chmodSync(join(folder, 'data'), 0o755);
	chmodSync(databaseOf(folder), 0o644);
	chmodSync(keyOf(folder), 0o644);
	rmSync(backupsOf(folder), { recursive: true });
	const at = new Date();
	at.setHours(at.getHours() + 2);
	inDatabase((db) => db.prepare(`INSERT INTO service_facts VALUES ('probe', 'x', ?)`).run(at.getTime()));
	const release = lockFolder(join(folder, 'data'));
	const found = await foundIn({
		...{ ORIGIN: 'https://other.example', PROXIES: '0', HOST: '::', BADGES_DIR: join(folder, 'nowhere') },
		...{ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'macaron@example.test', BACKUP_EVERY: 'never' },
	});
	release();
	expect(found).toEqual([
		...['setting', 'without-effect', 'folder-open', 'database-open', 'clock', 'origin-changed', 'key-open'],
		...['held', 'proxies', 'badges', 'mail-unreachable', 'backup-missing'],
	]);
});
