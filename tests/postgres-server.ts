import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { databasesFolder } from './in-memory.ts';

/** The user who owns every database of a test's server. */
export const USER = 'macaron';

/** The folder that holds the newest `initdb` and `postgres` of this machine; undefined when there is none. */
export function postgresPrograms(): string | undefined {
	const places = [
		...globSync('/usr/lib/postgresql/*/bin').sort(
			(a, b) => Number(b.split('/')[4]) - Number(a.split('/')[4]),
		),
		'/usr/pgsql/bin',
		...globSync('/opt/homebrew/opt/postgresql@*/bin').sort().reverse(),
		'/usr/local/bin',
		'/usr/bin',
	];
	return places.find((place) => ['initdb', 'postgres'].every((name) => existsSync(join(place, name))));
}

/**
 * The user who must run the PostgreSQL server when the tests run as root, since PostgreSQL refuses root:
 * `postgres`, or else `nobody`. Undefined when the tests do not run as root.
 */
function whoRuns(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const people = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	const found = people.find(([name]) => name === 'postgres') ?? people.find(([name]) => name === 'nobody');
	return { uid: Number(found?.[2] ?? 65_534), gid: Number(found?.[3] ?? 65_534) };
}

/** Settings of every server of the tests: few processes, and no address but its socket. */
const USUAL = { listen_addresses: '', autovacuum: 'off', jit: 'off', max_connections: '200' };

/** Settings of a server whose data need not survive the run: no write waits for a disk. */
export const NOT_DURABLE = {
	fsync: 'off',
	synchronous_commit: 'off',
	full_page_writes: 'off',
	wal_level: 'minimal',
	max_wal_senders: '0',
};

/**
 * A shell script that runs the PostgreSQL server, then stops it and removes its folder as soon as our end of
 * its input pipe closes: when the run ends, even when it is killed.
 */
const KEEPER = `
folder=$1; shift
"$@" & server=$!
read -r over
kill -INT "$server"; wait "$server"
rm -rf "$folder"
`;

async function untilItAnswers(host: string, server: ChildProcess): Promise<void> {
	for (;;) {
		if (server.exitCode !== null) throw new Error(`PostgreSQL stopped at once (exit ${server.exitCode}).`);
		const client = new pg.Client({ host, user: USER, database: 'postgres' });
		client.on('error', () => undefined);
		const answers = await client.connect().then(
			() => true,
			() => false,
		);
		await client.end().catch(() => undefined);
		if (answers) return;
		await new Promise((done) => setTimeout(done, 20));
	}
}

/** The processes whose working folder is this one (Linux). */
const processesIn = (folder: string): number[] =>
	globSync('/proc/[0-9]*/cwd')
		.filter((link) => {
			try {
				return readlinkSync(link) === folder;
			} catch {
				// It has ended meanwhile.
				return false;
			}
		})
		.map((link) => Number(link.split('/')[2]));

function killIfAlive(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It has ended meanwhile.
	}
}

/** A PostgreSQL server of a test. */
export interface PostgresServer {
	/** The folder of its socket, which a client takes for a host. */
	readonly host: string;
	/** Runs a statement in its database `postgres`. */
	ask(statement: string): Promise<void>;
	/** Kills every process of the server at once, as a power cut does, and waits for their end. */
	crash(): Promise<void>;
	/** Starts the server again on the same data, after a crash. */
	restart(): Promise<void>;
	/** Stops the server and removes its data. */
	stop(): Promise<void>;
}

/** Starts a server on data of its own, with these settings beside the usual ones. */
export async function startPostgresServer(
	bin: string,
	given: Readonly<Record<string, string>>,
): Promise<PostgresServer> {
	const folder = mkdtempSync(join(databasesFolder(), 'macaron-pg-'));
	const who = whoRuns();
	if (who) chownSync(folder, who.uid, who.gid);
	const data = join(folder, 'data');
	const words = ['-D', data, '-U', USER, '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync'];
	execFileSync(join(bin, 'initdb'), words, { ...who, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
	const settings = Object.entries({ ...USUAL, ...given }).flatMap(([name, value]) => [
		'-c',
		`${name}=${value}`,
	]);
	const run = [join(bin, 'postgres'), '-D', data, '-k', folder, ...settings];

	async function start() {
		const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', folder, ...run], {
			...who,
			cwd: '/',
			// The server runs in a process group of its own: Ctrl-C reaches only the tests, and the server stops
			// when they end.
			detached: true,
			stdio: ['pipe', 'ignore', 'ignore'],
		});
		await untilItAnswers(folder, keeper);
		return keeper;
	}
	let keeper = await start();
	const ended = () => new Promise<void>((done) => void keeper.once('exit', () => done()));

	return {
		host: folder,
		async ask(statement) {
			const client = new pg.Client({ host: folder, user: USER, database: 'postgres' });
			await client.connect();
			try {
				await client.query(statement);
			} finally {
				await client.end();
			}
		},
		async crash() {
			const over = ended();
			process.kill(-Number(keeper.pid), 'SIGKILL');
			await over;
			// The server's own processes each have a group of their own, and their folder is its data.
			for (let left = processesIn(data); left.length > 0; left = processesIn(data)) {
				for (const pid of left) killIfAlive(pid);
				await new Promise((done) => setTimeout(done, 20));
			}
		},
		async restart() {
			// Where nobody has collected the killed processes yet, their numbers still seem to be alive.
			for (const lock of [join(data, 'postmaster.pid'), join(folder, '.s.PGSQL.5432.lock')])
				rmSync(lock, { force: true });
			keeper = await start();
		},
		async stop() {
			const over = ended();
			keeper.stdin?.end();
			if (keeper.exitCode === null && keeper.signalCode === null) await over;
			// We remove the folder ourselves: the user who runs the server may have no right to delete it from its
			// parent folder.
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
