import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import {
	bytesOfOwner,
	ensureKeyFile,
	FileStoreFault,
	jobsOnThisThread,
	openFileStore,
	openWorld,
	prepareDatabase,
	readContent,
	readSettings,
	recordFile,
	storeContentThen,
	sweepFiles,
} from '#platform/server';
import { restoreBackup, takeBackup, verifyBackup } from '#backup/server';

const root = resolve(import.meta.dirname, '../..');
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What a check of this drill found: its name, and whether it is as it must be. */
export type BucketCheck = readonly [name: string, good: boolean];

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((done) => server.once('listening', done));
	const { port } = server.address() as { port: number };
	await new Promise((done) => server.close(done));
	return port;
}

/** Starts the S3-compatible server that is installed in a folder; resolves once it answers. */
async function startServer(installed: string, data: string, port: number): Promise<ChildProcess> {
	const program = join(installed, 'node_modules/s3rver/bin/s3rver.js');
	const child = spawn(
		process.execPath,
		[
			// Its lists of several pages are made with an old cipher (DES).
			'--openssl-legacy-provider',
			...[program, '-d', data, '-p', String(port), '-a', '127.0.0.1'],
			...['--configure-bucket', 'macaron', '--silent'],
		],
		{ stdio: 'ignore' },
	);
	for (let tries = 0; tries < 200; tries += 1) {
		const answered = await fetch(`http://127.0.0.1:${port}/`).then(
			() => true,
			() => false,
		);
		if (answered) return child;
		await wait(100);
	}
	throw new Error('The S3-compatible server does not answer.');
}

async function stopServer(child: ChildProcess): Promise<void> {
	const ended = new Promise((done) => child.once('exit', done));
	child.kill('SIGKILL');
	await ended;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
	work.then(
		() => 'done',
		(error: unknown) => (error instanceof FileStoreFault ? error.code : `not a fault: ${String(error)}`),
	);

/**
 * Tries a bucket of the S3-compatible server installed in `installed`: what a store must do, wrong keys, a
 * bucket that is missing or does not answer, then a file given, swept, backed up and restored through it.
 */
export async function tryBucket(installed: string): Promise<readonly BucketCheck[]> {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-bucket-'));
	const data = join(folder, 'bucket');
	mkdirSync(data);
	const port = await freePort();
	const host = `127.0.0.1:${port}`;
	const at = (url: string, dataDir = 'data') =>
		readSettings(
			{ DATA_DIR: join(folder, dataDir), KEY_FILE: join(folder, 'seal.key'), FILES_URL: url },
			root,
		);
	const settings = at(`http://S3RVER:S3RVER@${host}/macaron/essai?region=us-east-1`);
	const checks: BucketCheck[] = [];
	const check = (name: string, good: boolean) => void checks.push([name, good]);
	let server = await startServer(installed, data, port);
	try {
		const store = openFileStore(settings);
		const all = Array.from({ length: 1_100 }, (_, n) => Buffer.from(`content ${n}`));
		const large = randomBytes(8_000_000);
		await store.put(sha(large), large);
		const back = await store.open(sha(large));
		check('8 MB come back as they were', back !== undefined && (await buffer(back)).equals(large));
		check('a content that is not there is none', (await store.open('0'.repeat(64))) === undefined);
		for (const bytes of all) await store.put(sha(bytes), bytes);
		const listed = await Array.fromAsync(store.list());
		check('a list of two pages is whole', new Set(listed.map((one) => one.sha256)).size === 1_101);
		check(
			'with sizes and times',
			listed.some(({ sha256, bytes }) => sha256 === sha(large) && bytes === 8_000_000) &&
				listed.every(({ writtenAt }) => Math.abs(writtenAt.getTime() - Date.now()) < 600_000),
		);
		await store.put(sha(large), large);
		check('written twice, it is there once', (await Array.fromAsync(store.list())).length === 1_101);
		for (const { sha256 } of listed) await store.remove(sha256);
		await store.remove(sha(large));
		check('removed, also twice', (await Array.fromAsync(store.list())).length === 0);

		const wrong = openFileStore(at(`http://NOBODY:S3RVER@${host}/macaron`));
		check(
			'a key that the server does not know',
			/^403 /.test(await codeOf(wrong.put(sha(all[0]!), all[0]!))),
		);
		const nowhere = openFileStore(at(`http://S3RVER:S3RVER@${host}/nowhere`));
		check('no such bucket, on reading', (await codeOf(nowhere.open(sha(large)))) === '404 NoSuchBucket');
		check('and on writing', (await codeOf(nowhere.put(sha(large), large))) === '404 NoSuchBucket');
		check('and on listing', (await codeOf(Array.fromAsync(nowhere.list()))) === '404 NoSuchBucket');

		await prepareDatabase(settings);
		ensureKeyFile(settings.keyFile);
		const world = await openWorld(settings, QUIET, jobsOnThisThread);
		const bytes = new Uint8Array(Buffer.from('%PDF-1.7\n%%EOF\n'));
		const content = {
			...{ bytes, sha256: sha(bytes), type: 'application/pdf' as const, name: 'a.pdf' },
			...{ width: null, height: null },
		};
		const owner = { person: world.newId() };
		const keep = () =>
			storeContentThen(world, content, 'file', () =>
				world.db.write((tx) => recordFile(tx, world, content, { owner, field: 'file' })),
			);
		await keep();
		const orphan = Buffer.from('orphan');
		await store.put(sha(orphan), orphan);
		const tomorrow = { ...world, now: () => new Date(Date.now() + 25 * 3_600_000) };
		check('one content that no row names is swept', (await sweepFiles(tomorrow)).contents === 1);
		check('the other reads back', (await readContent(world, content.sha256))?.length === bytes.length);

		const { folder: copy, lostFiles } = await takeBackup(settings, join(folder, 'backups'), () => new Date());
		check(
			'a backup lacks nothing',
			lostFiles === 0 && (await verifyBackup(settings, copy)).doubts.length === 0,
		);
		await store.remove(content.sha256);
		const { doubts } = await restoreBackup(at(`http://S3RVER:S3RVER@${host}/macaron/retour`, 'other'), copy);
		const returned = openFileStore(at(`http://S3RVER:S3RVER@${host}/macaron/retour`));
		check('restored into another bucket', doubts.length === 0 && !!(await returned.open(content.sha256)));

		await stopServer(server);
		const away = await keep().then(
			() => 'done',
			(error: { code?: string }) => String(error.code),
		);
		check('a bucket that does not answer: one sentence', away === 'files.store-away');
		check('on reading too', (await codeOf(store.open(content.sha256))) === 'ECONNREFUSED');
		check('the rest goes on', (await bytesOfOwner(world.db.read, owner)) === bytes.length);
		server = await startServer(installed, data, port);
		await keep();
		check('and files too, once it answers', (await readContent(world, content.sha256)) !== undefined);
		await world.db.close();
		return checks;
	} finally {
		await stopServer(server).catch(() => undefined);
		rmSync(folder, { recursive: true, force: true });
	}
}
