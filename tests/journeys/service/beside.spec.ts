import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import Driver from 'better-sqlite3';
import type { Service } from '../../service.ts';
import { logTraining } from '../cast.ts';
import { test } from '../fixtures.ts';
import { rawRequest } from '../raw-request.ts';
import { visitor } from '../visitor.ts';

const root = resolve(import.meta.dirname, '../../..');
const databaseOf = (service: Service) => join(String(service.env['DATA_DIR']), 'macaron.db');

/**
 * Runs a command of `sqlite3` on a database file, as an operator might; or, where `sqlite3` is not installed,
 * another process with the same library. Returns what it printed.
 */
function sqlite3(file: string, command: string): string {
	const program = `const db = new (require('better-sqlite3'))(${JSON.stringify(file)}); const said = ${JSON.stringify(command)};
		const copy = /^\\.backup '(.*)'$/.exec(said)?.[1];
		if (copy) db.backup(copy).then(() => db.close());
		else { console.log(db.prepare(said).pluck().all().join('\\n')); db.close(); }`;
	const out =
		spawnSync('sqlite3', ['--version']).status === 0
			? spawnSync('sqlite3', [file, command], { encoding: 'utf8' })
			: spawnSync(process.execPath, ['-e', program], { cwd: root, encoding: 'utf8' });
	expect([out.status, out.stderr]).toEqual([0, '']);
	return out.stdout;
}

const titlesIn = (file: string) => {
	const db = new Driver(file, { readonly: true });
	const titles = db.prepare('SELECT title FROM trainings').pluck().all() as string[];
	db.close();
	return titles;
};

const log = (ada: ReturnType<typeof visitor>, title: string) =>
	logTraining(ada, {
		dimension: 'communication',
		title,
		reflection: 'Ce que j’en retiens.',
		hours: '1',
	});

test('a look, a copy and an account made beside the service take nothing from what it saves after', async ({
	service,
}) => {
	const file = databaseOf(service);
	const copies = mkdtempSync(join(tmpdir(), 'macaron-copies-'));
	const ada = visitor(service.origin);
	await ada.signIn('ada', service.passwords['ada'] ?? '');
	await log(ada, 'Avant');
	const journal = statSync(`${file}-wal`).ino;
	for (const night of ['lundi', 'mardi']) {
		sqlite3(file, 'SELECT count(*) FROM trainings');
		const copy = join(copies, `${night}.db`);
		sqlite3(file, `.backup '${copy}'`);
		expect(titlesIn(copy)).toContain('Avant');
		if (night === 'mardi') expect(titlesIn(copy)).toContain('lundi');
		expect(statSync(`${file}-wal`).ino).toBe(journal);
		await log(ada, night);
	}
	const made = service.macaron(
		...['user', 'add', '--json', '--username', 'zoe', '--name', 'Zoé', '--role', 'adviser'],
	);
	await visitor(service.origin).signIn('zoe', (JSON.parse(made.stdout) as { password: string }).password);
	await service.kill();
	expect(titlesIn(file)).toEqual(expect.arrayContaining(['Avant', 'lundi', 'mardi']));
	await service.restart();
	expect((await ada.get('/training')).body).toContain('mardi');
	rmSync(copies, { recursive: true, force: true });
});

/** Starts another server with this environment; resolves with its exit code and what it printed on stderr. */
function startAgain(env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
	const child = spawn(process.execPath, [join(root, 'server.ts')], { cwd: root, env });
	let said = '';
	child.stderr.on('data', (chunk) => (said += String(chunk)));
	return new Promise((done) => child.once('exit', (code) => done({ code, said })));
}

test('a second service on the same folder, an empty or a damaged database: said in both languages, each with its code', async ({
	service,
}) => {
	const second = await startAgain({ ...service.env, PORT: String(Number(service.env['PORT']) + 1) });
	expect(second.code).toBe(3);
	expect(second.said).toContain('Un autre service Macaron');
	expect(second.said).toContain('Another Macaron service');
	expect(second.said).not.toMatch(/\n\s+at /);
	expect((await rawRequest(service.origin, { path: '/readyz' })).status).toBe(200);
	for (const [content, code] of [
		['', 4],
		['x'.repeat(4096), 5],
	] as const) {
		const folder = mkdtempSync(join(tmpdir(), 'macaron-unfit-'));
		writeFileSync(join(folder, 'macaron.db'), content);
		const unfit = await startAgain({ ...service.env, DATA_DIR: folder });
		expect([unfit.code, unfit.said.split('\n').length]).toEqual([code, 3]);
		rmSync(folder, { recursive: true, force: true });
	}
	const nowhere = await startAgain({ ...service.env, DATA_DIR: join(service.folder, 'nowhere') });
	expect(nowhere.code).toBe(9);
	expect(existsSync(join(service.folder, 'nowhere', 'macaron.db'))).toBe(false);
});

test('the sealing key taken away, or another in its place: served and said, back without a restart', async ({
	service,
}) => {
	const key = join(service.folder, 'secrets', 'seal.key');
	const ready = async () => JSON.parse((await rawRequest(service.origin, { path: '/readyz' })).body);
	const kept = `${key}.kept`;
	spawnSync('mv', [key, kept]);
	// Polled, because `/readyz` repeats the same answer for a second.
	await expect.poll(ready).toMatchObject({ ready: true, issuing: 'key-missing' });
	writeFileSync(key, Buffer.alloc(32, 1));
	await expect.poll(ready).toMatchObject({ ready: true, issuing: 'key-wrong' });
	spawnSync('mv', [kept, key]);
	await expect.poll(ready).toMatchObject({ ready: true, issuing: 'ok' });
});

test('files that may not grow: each save is refused in plain words with what was typed, then works again', async ({
	service,
}) => {
	const ada = visitor(service.origin);
	await ada.signIn('ada', service.passwords['ada'] ?? '');
	const { fields } = await ada.form('/training/new', '?/record');
	const typed = { ...fields, title: 'Sur un disque plein', reflection: 'Ce que j’ai écrit '.repeat(50) };
	const sent = { ...typed, hours: '1', minutes: '0', kind: 'reading', 'dimensions[]': ['communication'] };
	const pid = String(service.pid());
	const limit = (bytes: string) =>
		expect(spawnSync('prlimit', ['--pid', pid, `--fsize=${bytes}:unlimited`]).status).toBe(0);
	limit('4096');
	const refused = await ada.post('/training/new?/record', sent);
	expect(refused.status).toBe(503);
	expect(refused.body).toContain('le disque du service est plein');
	expect(refused.body).toContain('Sur un disque plein');
	await expect
		.poll(async () => (await rawRequest(service.origin, { path: '/readyz' })).body)
		.toContain('"database":"full"');
	expect((await ada.get('/training')).status).toBe(200);
	await expect.poll(() => service.output()).toMatch(/"code":"SQLITE_(FULL|IOERR_WRITE)"/);
	limit('unlimited');
	expect((await ada.post('/training/new?/record', sent)).status).toBe(303);
	await expect.poll(async () => (await rawRequest(service.origin, { path: '/readyz' })).status).toBe(200);
});
