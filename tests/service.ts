import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
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

/** A port nobody listens on, below those that the system gives to whoever asks somebody else. */
async function freePort(): Promise<number> {
	for (;;) {
		const port = 20_000 + Math.floor(Math.random() * 10_000);
		const probe = createServer().listen(port, 'localhost');
		const free = await new Promise<boolean>((done) => {
			probe.once('listening', () => done(true)).once('error', () => done(false));
		});
		await new Promise((done) => probe.close(done));
		if (free) return port;
	}
}

/**
 * An address that one service at a time of this process has. Badges name it, so the demonstration is made once for each
 * address, and copied for every service that has it afterwards: making it takes longer than starting.
 */
interface Place {
	readonly port: number;
	taken: boolean;
	made?: {
		readonly folder: string;
		readonly passwords: Readonly<Record<string, string>>;
		readonly printed: string;
	};
}
const places: Place[] = [];

async function takePlace(): Promise<Place> {
	const free = places.find(({ taken }) => !taken);
	const place = free ?? { port: await freePort(), taken: true };
	place.taken = true;
	if (!free) places.push(place);
	return place;
}

/** Who can sign in to a demonstration that was just made, as whoever makes it reads it: by user name. */
function passwordsIn(printed: string): Readonly<Record<string, string>> {
	const lines = printed.matchAll(/^ +(\w+) +((?:[0-9a-z]{4}-){2}[0-9a-z]{4}) /gm);
	const passwords = Object.fromEntries([...lines].map(([, username, password]) => [username, password]));
	if (!passwords['ada']) throw new Error(`prepare tells no password: ${printed}`);
	return passwords as Record<string, string>;
}

/**
 * Waits as long as the service lives: whoever runs the test says how long that may be. Nobody is asked before it has
 * said that it listens.
 */
async function untilReady(origin: string, child: ChildProcess, listens: () => boolean): Promise<void> {
	while (child.exitCode === null && child.signalCode === null) {
		const answer = listens() ? await fetch(`${origin}/readyz`).catch(() => undefined) : undefined;
		if (answer?.status === 200) return;
		await new Promise((done) => setTimeout(done, 25));
	}
	throw new Error(`The server stopped at once (exit ${child.exitCode ?? child.signalCode}).`);
}

/** Starts a service on a fresh data folder: the demonstration, or a real one when an origin is given. */
export async function startService(settings: Record<string, string> = {}): Promise<Service> {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-service-'));
	const place = await takePlace();
	const { port } = place;
	const origin = `http://localhost:${port}`;
	const env = {
		PATH: process.env['PATH'],
		HOME: folder,
		TMPDIR: process.env['TMPDIR'],
		DATA_DIR: join(folder, 'data'),
		PORT: String(port),
		// Some hundred processes read the same programs: compiled once (scripts/tasks.mjs does so for Playwright).
		NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
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
	function prepare() {
		const prepared = macaron('prepare');
		if (prepared.status !== 0) throw new Error(`prepare failed: ${prepared.stderr}`);
		return prepared.stdout;
	}
	/** The demonstration: as this place had it the first time, unless other settings could change it. */
	function demonstration() {
		const usual = Object.keys(settings).every((name) => name === 'OUTBOUND');
		if (usual && place.made) {
			cpSync(place.made.folder, folder, { recursive: true });
			return place.made;
		}
		const printed = prepare();
		const passwords = passwordsIn(printed);
		if (usual) {
			const made = mkdtempSync(join(tmpdir(), 'macaron-made-'));
			cpSync(folder, made, { recursive: true });
			process.once('exit', () => rmSync(made, { recursive: true, force: true }));
			place.made = { folder: made, passwords, printed };
		}
		return { passwords, printed };
	}
	const first = settings['ORIGIN'] ? { passwords: {}, printed: prepare() } : demonstration();
	const { passwords } = first;

	let printed = first.printed;
	let child: ChildProcess | undefined;
	async function start() {
		// As where a file that may not grow is an error of the write, not the end of the process.
		child = spawn('sh', ['-c', 'trap "" XFSZ; exec "$0" "$@"', process.execPath, join(root, 'server.ts')], {
			cwd: root,
			env,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const before = printed.length;
		child.stdout?.on('data', (chunk) => (printed += String(chunk)));
		child.stderr?.on('data', (chunk) => (printed += String(chunk)));
		await untilReady(origin, child, () => printed.includes('Macaron: http', before));
	}
	// A test that fails before it can stop its service leaves none behind.
	const leave = () => void child?.kill('SIGKILL');
	process.once('exit', leave);
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
			process.off('exit', leave);
			place.taken = false;
			rmSync(folder, { recursive: true, force: true });
			return code;
		},
	};
}
