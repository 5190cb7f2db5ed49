import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
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

/**
 * Starts the service of a built checkout in `root` on a demonstration of its own, and signs Ada, Bruno
 * and Chloé in.
 */
export async function started(root: string) {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-bench-service-'));
	const port = await freePort();
	const target: Target = { port, host: `localhost:${port}` };
	const env = {
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
	const db = new Driver(join(folder, 'data', 'macaron.db'), { readonly: true });
	const one = (query: string) => String(db.prepare(query).pluck().get());
	const award = one('SELECT id FROM awards WHERE published_at IS NOT NULL AND revoked_at IS NULL LIMIT 1');
	const cohort = {
		id: one('SELECT id FROM cohorts LIMIT 1'),
		code: one('SELECT join_code FROM cohorts LIMIT 1'),
	};
	db.close();
	const serving = () => listening(['server.ts'], env, root, 'Macaron: http');
	let service = await serving();
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
		pid: () => service.pid,
		ada: await signIn('ada'),
		bruno: await signIn('bruno'),
		chloe: await signIn('chloe'),
		seed: (learners: number) => macaron('seed', '--learners', String(learners), '--cohort', cohort.code),
		async restart() {
			await service.stop();
			service = await serving();
		},
		async end() {
			await service.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
/** A built checkout that is serving a demonstration of its own, with Ada, Bruno and Chloé signed in. */
export type Build = Awaited<ReturnType<typeof started>>;
