import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** A built Macaron running on this machine, on data of its own. */
export interface Service {
	readonly origin: string;
	readonly folder: string;
	readonly env: NodeJS.ProcessEnv;
	/** What the demonstration's people sign in with, by username. */
	readonly passwords: Readonly<Record<string, string>>;
	/** The process that serves now. */
	pid(): number | undefined;
	/** What the server printed so far. */
	output(): string;
	/** Runs the operator's command on the same data. */
	macaron(...args: string[]): { status: number; stdout: string; stderr: string };
	/** Starts again on the same data, after a stop or a kill. */
	restart(): Promise<void>;
	kill(): Promise<void>;
	/** Stops gracefully; the data folder goes too. Returns the exit code. */
	stop(): Promise<number | null>;
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, 'localhost');
	await new Promise((done) => probe.once('listening', done));
	const address = probe.address();
	await new Promise((done) => probe.close(done));
	if (typeof address !== 'object' || !address) throw new Error('No free port.');
	return address.port;
}

async function untilReady(origin: string, child: ChildProcess): Promise<void> {
	for (let tries = 0; tries < 400; tries += 1) {
		if (child.exitCode !== null) throw new Error(`The server stopped at once (exit ${child.exitCode}).`);
		const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
		if (answer?.status === 200) return;
		await new Promise((done) => setTimeout(done, 25));
	}
	throw new Error('The server is not ready after 10 s.');
}

/** Starts a service on a fresh data folder: the demonstration, or a real one when an origin is given. */
export async function startService(settings: Record<string, string> = {}): Promise<Service> {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-service-'));
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const env = {
		PATH: process.env['PATH'],
		HOME: folder,
		TMPDIR: process.env['TMPDIR'],
		DATA_DIR: join(folder, 'data'),
		PORT: String(port),
		// No test asks anybody outside this machine.
		OUTBOUND: 'off',
		...settings,
	};
	const macaron = (...args: string[]) => {
		const out = spawnSync(process.execPath, [join(root, 'build/server/cli.js'), ...args], {
			cwd: root,
			env,
			encoding: 'utf8',
		});
		return { status: out.status ?? -1, stdout: out.stdout, stderr: out.stderr };
	};
	const prepared = macaron('prepare');
	if (prepared.status !== 0) throw new Error(`prepare failed: ${prepared.stderr}`);
	const passwords = settings['ORIGIN']
		? {}
		: (JSON.parse(macaron('demo', '--json').stdout) as Record<string, string>);

	let printed = prepared.stdout;
	let child: ChildProcess | undefined;
	async function start() {
		// As where a file that may not grow is an error of the write, not the end of the process.
		child = spawn('sh', ['-c', 'trap "" XFSZ; exec "$0" "$@"', process.execPath, join(root, 'server.ts')], {
			cwd: root,
			env,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		child.stdout?.on('data', (chunk) => (printed += String(chunk)));
		child.stderr?.on('data', (chunk) => (printed += String(chunk)));
		await untilReady(origin, child);
	}
	const end = (signal: NodeJS.Signals) =>
		new Promise<number | null>((done) => {
			if (!child || child.exitCode !== null || child.signalCode !== null)
				return done(child?.exitCode ?? null);
			child.once('exit', (code) => done(code));
			child.kill(signal);
		});
	await start();
	return {
		origin,
		folder,
		env,
		passwords,
		pid: () => child?.pid,
		output: () => printed,
		macaron,
		restart: start,
		kill: async () => void (await end('SIGKILL')),
		async stop() {
			const code = await end('SIGTERM');
			rmSync(folder, { recursive: true, force: true });
			return code;
		},
	};
}
