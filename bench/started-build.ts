import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import pg from 'pg';
import { Client, type Target } from './load-client.ts';

/** Processor time that all threads of a process have used since it started (ms, to the nearest 10 ms). */
export function computed(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * 10;
}

/**
 * Memory of a process and of the processes it started (MB), as proportional set size: shared pages are
 * divided among those that use them.
 */
export function memoryOf(pid: number): number {
	const own = Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024;
	const started = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
		readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
	);
	return started.reduce((sum, child) => sum + memoryOf(Number(child)), own);
}

/** Finds a port of this machine on which nothing listens. */
export async function freePort(): Promise<number> {
	const probe = createServer().listen(0, 'localhost');
	await new Promise((done) => probe.once('listening', done));
	const { port } = probe.address() as { port: number };
	await new Promise((done) => probe.close(done));
	return port;
}

/** Starts Node with these arguments and waits until it prints `says`; throws if the process exits first. */
export async function listening(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string, says: string) {
	const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
	await new Promise<void>((done, failed) => {
		let printed = '';
		child.stdout.on('data', (piece) => {
			if (printed.includes(says)) return;
			printed += String(piece);
			if (printed.includes(says)) done();
		});
		child.once('exit', (code) => failed(new Error(`${args.join(' ')} stopped at once (${code}).`)));
	});
	const stop = () =>
		new Promise((done) => {
			child.removeAllListeners('exit').once('exit', done);
			child.kill('SIGTERM');
		});
	return { pid: child.pid ?? 0, stop };
}

/** Where a build keeps its demonstration, and how many processes serve it. */
export interface Ground {
	/** Address of a PostgreSQL database; without it, SQLite. */
	readonly databaseUrl?: string | undefined;
	/** Processes that serve the same database, each at a port of its own. */
	readonly nodes?: number;
}

/** The first row of a query on the database of a demonstration. */
async function firstRow(query: string, dataDir: string, databaseUrl: string | undefined) {
	if (databaseUrl === undefined) {
		const db = new Driver(join(dataDir, 'macaron.db'), { readonly: true });
		const row = db.prepare(query).get();
		db.close();
		return row as Record<string, string>;
	}
	const client = new pg.Client({ connectionString: databaseUrl });
	await client.connect();
	const { rows } = await client.query<Record<string, string>>(query);
	await client.end();
	return rows[0] ?? {};
}

/**
 * Starts the service of a built checkout in `root` on a demonstration of its own, and signs Ada, Bruno
 * and Chloé in.
 */
export async function started(root: string, { databaseUrl, nodes = 1 }: Ground = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-bench-service-'));
	const ports: number[] = [];
	while (ports.length < nodes) ports.push(await freePort());
	const [port = 0] = ports;
	const target: Target = { port, host: `localhost:${port}` };
	const env: NodeJS.ProcessEnv = {
		...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
		PATH: process.env['PATH'],
		HOME: folder,
		DATA_DIR: join(folder, 'data'),
		PORT: String(port),
		OUTBOUND: 'off',
		// Each request may claim its own address, so that no address uses up its rate limit.
		PROXIES: '1',
	};
	const macaron = (...args: string[]) => {
		const out = spawnSync(process.execPath, [join(root, 'build/server/cli.js'), ...args], {
			cwd: root,
			env,
			encoding: 'utf8',
		});
		if (out.status !== 0) throw new Error(`macaron ${args.join(' ')} failed in ${root}: ${out.stderr}`);
		return out.stdout;
	};
	macaron('prepare');
	const passwords = JSON.parse(macaron('demo', '--json')) as Record<string, string>;
	const dataDir = join(folder, 'data');
	const one = async (query: string) => firstRow(query, dataDir, databaseUrl);
	const { id: award = '' } = await one(
		'SELECT id FROM awards WHERE published_at IS NOT NULL AND revoked_at IS NULL ORDER BY id LIMIT 1',
	);
	const { id: cohortId = '', code = '' } = await one('SELECT id, join_code AS code FROM cohorts LIMIT 1');
	const cohort = { id: cohortId, code };
	const serving = () =>
		Promise.all(
			ports.map((own, n) => {
				const more = n === 0 ? {} : { PORT: String(own), DATA_DIR: join(folder, `data-${n}`) };
				return listening(['server.ts'], { ...env, ...more }, root, 'Macaron: http');
			}),
		);
	let services = await serving();
	const origin = `http://${target.host}`;
	const signIn = async (identifier: string) => {
		const client = new Client(target);
		const body = String(new URLSearchParams({ identifier, password: passwords[identifier] ?? '', next: '' }));
		const headers = { origin, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
		const reply = await client.ask({ method: 'POST', path: '/sign-in', headers, body });
		client.close();
		const [cookie] = /__Host-sid=[^;]+/.exec(reply.headers['set-cookie'] ?? '') ?? [];
		if (!cookie) throw new Error(`${identifier} did not get in at ${root} (${reply.status}).`);
		return cookie;
	};
	return {
		root,
		target,
		origin,
		award,
		cohort,
		idle: 0,
		/** Where each of its processes listens. */
		targets: ports.map((own): Target => ({ port: own, host: `localhost:${own}` })),
		pids: () => services.map(({ pid }) => pid),
		pid: () => services[0]?.pid ?? 0,
		ada: await signIn('ada'),
		bruno: await signIn('bruno'),
		chloe: await signIn('chloe'),
		seed: (learners: number) => macaron('seed', '--learners', String(learners), '--cohort', cohort.code),
		async restart() {
			await Promise.all(services.map(({ stop }) => stop()));
			services = await serving();
		},
		async end() {
			await Promise.all(services.map(({ stop }) => stop()));
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
/** A built checkout that is serving a demonstration of its own, with Ada, Bruno and Chloé signed in. */
export type Build = Awaited<ReturnType<typeof started>>;
