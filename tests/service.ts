import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** The built service, running on this machine for a test, with data of its own. */
export interface Service {
	readonly origin: string;
	readonly folder: string;
	readonly env: NodeJS.ProcessEnv;
	/** The passwords of the demonstration's invented people, by username; empty for a real service. */
	readonly passwords: Readonly<Record<string, string>>;
	/** The process id of the server that was started last. */
	pid(): number | undefined;
	/** Everything that the service has printed so far on stdout and stderr. */
	output(): string;
	/** Runs the operator's command (`macaron …`) on the data of this service. */
	macaron(...args: string[]): { status: number; stdout: string; stderr: string };
	/** Restarts the service on the same data, after a stop or a kill. */
	restart(): Promise<void>;
	kill(): Promise<void>;
	/** Stops the service gracefully and deletes its data folder. Resolves to the exit code. */
	stop(): Promise<number | null>;
}

/** Finds a free port below the range from which the system takes ports for outgoing connections. */
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
 * A port that services started by this test process use one at a time. Badges contain the service's address,
 * so the demonstration is made once per port and copied for each later service there: making it takes longer
 * than starting.
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

/**
 * Reads, in what `macaron prepare` printed, the passwords of a new demonstration's people, by username;
 * throws when there are none.
 */
function passwordsIn(printed: string): Readonly<Record<string, string>> {
	const lines = printed.matchAll(/^ +(\w+) +((?:[0-9a-z]{4}-){2}[0-9a-z]{4}) /gm);
	const passwords = Object.fromEntries([...lines].map(([, username, password]) => [username, password]));
	if (!passwords['ada']) throw new Error(`prepare tells no password: ${printed}`);
	return passwords as Record<string, string>;
}

/**
 * Waits until the service at `origin` is ready, for as long as the test itself may take. Sends no request
 * before `listens` says that the service printed that it listens; throws when its process exits.
 */
async function untilReady(origin: string, child: ChildProcess, listens: () => boolean): Promise<void> {
	while (child.exitCode === null && child.signalCode === null) {
		const answer = listens() ? await fetch(`${origin}/readyz`).catch(() => undefined) : undefined;
		if (answer?.status === 200) return;
		await new Promise((done) => setTimeout(done, 25));
	}
	throw new Error(`The server stopped at once (exit ${child.exitCode ?? child.signalCode}).`);
}

/**
 * Starts the built service on a fresh data folder: as the demonstration, or as a real service when the
 * settings have an ORIGIN. They may be made from the address at which the service will be, and from its
 * folder.
 */
export async function startService(
	given: Record<string, string> | ((origin: string, folder: string) => Record<string, string>) = {},
): Promise<Service> {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-service-'));
	const place = await takePlace();
	const { port } = place;
	const origin = `http://localhost:${port}`;
	const settings = typeof given === 'function' ? given(origin, folder) : given;
	const env = {
		PATH: process.env['PATH'],
		HOME: folder,
		TMPDIR: process.env['TMPDIR'],
		DATA_DIR: join(folder, 'data'),
		PORT: String(port),
		// Some hundred processes load the same programs, so they share a compile cache (as in
		// scripts/tasks.mjs for Playwright).
		NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
		// No test contacts another machine.
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
	/**
	 * Makes the demonstration in the service's folder; or copies the one made first for this port, when no
	 * setting could make it differ.
	 */
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
		// Ignore SIGXFSZ: exceeding a file size limit must fail the write, not kill the process.
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
	// If a test fails before it stops its service, kill the service with the test process.
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
