/**
 * Measures the built service on the demonstration, for several kinds of request (the points), with 1, 8 and 32
 * clients that keep their connection and accept gzip: requests per second, waiting times, processor time and
 * memory.
 *
 * `--against FOLDER` also starts another built checkout on the same demonstration, and measures it right
 * after each point. `--short` gives each point one second; `--only verify` measures the points whose name
 * begins with `verify`; `--growth` brings the cohort to 100,000 people.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Driver from 'better-sqlite3';
import statements from '../src/assessment/data/teacher.json' with { type: 'json' };
import { serializeCredential, generateEd25519Key, issueCredential, signerFromPkcs8 } from '#openbadges';
import { badge, VALUES } from '../src/openbadges/worked-example.fixture.ts';
import { Client, type Question, type Reply, type Target } from './load-client.ts';

const { values } = parseArgs({
	args: process.argv.slice(3),
	options: {
		against: { type: 'string' },
		short: { type: 'boolean', default: false },
		only: { type: 'string', default: '' },
		growth: { type: 'boolean', default: false },
	},
});
const SECONDS = values.short ? 1 : 8;
const CLIENTS = [1, 8, 32] as const;
/** How many learners are added to the demonstration's cohort before each measurement of its pages. */
const COHORTS = values.growth ? [1_000, 9_000, 90_000] : values.short ? [20, 60] : [1_000, 5_000];
/**
 * How many verifications one measurement may request: the service allows all visitors together 1,500 at once,
 * and would answer that the others must wait.
 */
const VERIFICATIONS = values.short ? 60 : 400;

const rounded = (n: number) => Math.round(n * 1000) / 1000;
const quantile = (all: readonly number[], part: number) =>
	rounded(all.toSorted((a, b) => a - b)[Math.floor((all.length - 1) * part)] ?? 0);

/** Processor time that all threads of a process have used since it started (ms, to the nearest 10 ms). */
function computed(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * 10;
}

/**
 * Memory of a process and of the processes it started (MB), as proportional set size: shared pages are
 * divided among those that use them.
 */
function memoryOf(pid: number): number {
	const own = Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024;
	const started = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
		readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
	);
	return rounded(started.reduce((sum, child) => sum + memoryOf(Number(child)), own));
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, 'localhost');
	await new Promise((done) => probe.once('listening', done));
	const { port } = probe.address() as { port: number };
	await new Promise((done) => probe.close(done));
	return port;
}

/**
 * The program of a server that answers 8 kB and does nothing else: what Node itself costs, to compare with.
 */
const NOTHING = `
	const body = Buffer.alloc(8192, 'x');
	require('node:http').createServer((_, res) => res.writeHead(200, { 'content-length': 8192 }).end(body))
		.listen(Number(process.env.PORT), 'localhost', () => console.log('listens'));`;

/**
 * Measures how many rows per second one process inserts into SQLite, one row per transaction and each on disk
 * before the next: the least that saving can cost.
 */
function bareInserts(seconds: number): number {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-bench-bare-'));
	const db = new Driver(join(folder, 'bare.db'));
	db.pragma('journal_mode = wal');
	db.pragma('synchronous = full');
	db.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)');
	const insert = db.prepare('INSERT INTO rows (text) VALUES (?)');
	const began = performance.now();
	let done = 0;
	for (; performance.now() - began < seconds * 1000; done += 1)
		insert.run('an answer of forty characters, or nearly');
	const rate = (done * 1000) / (performance.now() - began);
	db.close();
	rmSync(folder, { recursive: true, force: true });
	return rounded(rate);
}

/** Starts Node with these arguments and waits until it prints `says`; throws if the process exits first. */
async function listening(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string, says: string) {
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
 * Starts the service of a built checkout in `root` on a demonstration of its own, and signs Ada and Bruno in.
 */
async function started(root: string) {
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
type Build = Awaited<ReturnType<typeof started>>;

let addresses = 0;
/** Returns an IP address that no visitor has used yet, so that its share of requests is untouched. */
const stranger = () => {
	addresses += 1;
	return `198.${18 + ((addresses >> 16) & 1)}.${(addresses >> 8) & 255}.${addresses & 255}`;
};

interface Point {
	/**
	 * Makes the function that returns the next request of one client, from the last response the client
	 * received.
	 */
	readonly asks: (build: Build) => (client: number, last: Reply | undefined) => Question;
	readonly status: number;
	/** The measurement stops after this many requests, even before its time is up. */
	readonly most?: number;
}

const COMPRESSED = { 'accept-encoding': 'gzip', accept: 'text/html, */*' };
const page = (path: (build: Build) => string, who?: 'ada' | 'bruno'): Point => ({
	status: 200,
	asks: (build) => {
		const headers = { ...COMPRESSED, ...(who && { cookie: build[who] }) };
		const question = { method: 'GET', path: path(build), headers } as const;
		return () => question;
	},
});

/**
 * Saving answers: each client saves its own statement over and over, with the revision that the last response
 * gave it.
 */
const saving: Point = {
	status: 200,
	asks: ({ ada, origin }) => {
		const ids = statements.items.map(({ id }) => id);
		return (client, last) => {
			const statement = ids[client % ids.length] ?? '';
			const told = last && (JSON.parse(last.body.toString()) as Told);
			const revision = told?.revisions?.[statement] ?? told?.answers?.[statement]?.revision ?? 0;
			return {
				method: 'POST',
				path: '/assessment/answers',
				headers: { cookie: ada, origin, 'content-type': 'application/x-www-form-urlencoded' },
				body: String(
					new URLSearchParams([
						['statement[]', statement],
						['revision[]', String(revision)],
						['answer-0', String(revision % 5)],
						['key', crypto.randomUUID()],
					]),
				),
			};
		};
	},
};
interface Told {
	readonly revisions?: Readonly<Record<string, number>>;
	readonly answers?: Readonly<Record<string, { readonly revision: number }>>;
}

/** Signs a valid badge of a `did:key` issuer without a status list: verifying it fetches nothing. */
async function foreignBadge(): Promise<string> {
	const key = generateEd25519Key();
	const did = `did:key:${key.multikey}`;
	const created = new Date(Date.now() - 86_400_000);
	const { credentialStatus: _list, ...unsigned } = badge({
		issuer: { ...VALUES.issuer, did },
		validFrom: created,
	});
	const signer = signerFromPkcs8(key.pkcs8, did);
	return serializeCredential(await issueCredential(unsigned, { key: signer, created }));
}

const verifying =
	(given: (build: Build) => Promise<string>) =>
	async (build: Build): Promise<Point> => {
		const body = await given(build);
		return {
			status: 200,
			most: VERIFICATIONS,
			asks: () => () => ({
				method: 'POST',
				path: '/api/verify',
				headers: {
					'content-type': 'application/vc+ld+json',
					'accept-encoding': 'gzip',
					'x-forwarded-for': stranger(),
				},
				body,
			}),
		};
	};

const ours = async ({ target, award }: Build) => {
	const client = new Client(target);
	const { body } = await client.ask({ method: 'GET', path: `/b/${award}.json`, headers: {} });
	client.close();
	return body.toString();
};

/**
 * Measures one kind of request with `clients` clients at once: requests per second, waits and processor time
 * per request (ms), and any other statuses that came. The warm-up, during which the code is compiled, is not
 * counted. Throws when no response had the expected status.
 */
async function measured(
	target: Target,
	pid: number,
	{ asks, status, most = Infinity }: Point,
	build: Build,
	clients: number,
) {
	const next = asks(build);
	const all = Array.from({ length: clients }, () => new Client(target));
	const last: (Reply | undefined)[] = [];
	let waits: number[] = [];
	const statuses: Record<string, number> = {};
	let ends = 0;
	let asked = 0;
	const lane = async (client: Client, at: number) => {
		while (performance.now() < ends && asked < most) {
			asked += 1;
			const began = performance.now();
			const reply = await client.ask(next(at, last[at]));
			last[at] = reply;
			waits.push(performance.now() - began);
			statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
		}
	};
	const during = async (seconds: number) => {
		[ends, asked, waits] = [performance.now() + seconds * 1000, 0, []];
		await Promise.all(all.map(lane));
	};
	await during(Math.min(1, SECONDS / 2));
	for (const name of Object.keys(statuses)) delete statuses[name];
	const [before, began] = [computed(pid), performance.now()];
	await during(SECONDS);
	const seconds = (performance.now() - began) / 1000;
	const cpu = computed(pid) - before;
	for (const client of all) client.close();
	if (!statuses[status])
		throw new Error(
			`${next(0, undefined).path} never answered ${status}: ${JSON.stringify(statuses)} ${last[0]?.body.toString()}`,
		);
	const others = Object.fromEntries(Object.entries(statuses).filter(([name]) => name !== String(status)));
	return {
		rate: rounded(waits.length / seconds),
		p50: quantile(waits, 0.5),
		p95: quantile(waits, 0.95),
		p99: quantile(waits, 0.99),
		cpu: rounded(cpu / waits.length),
		...(Object.keys(others).length > 0 && { others }),
	};
}
type Measured = Awaited<ReturnType<typeof measured>>;

const own = resolve(import.meta.dirname, '..');
const builds = [await started(own)];
if (values.against) builds.push(await started(resolve(values.against)));
const nothingPort = await freePort();
const nothing = await listening(['-e', NOTHING], { PORT: String(nothingPort) }, own, 'listens');

try {
	await new Promise((done) => setTimeout(done, values.short ? 1000 : 10_000));
	const idle = builds.map((build) => memoryOf(build.pid()));
	const [first] = builds;
	if (!first) throw new Error('Nothing to measure.');
	const nothingAt = { port: nothingPort, host: `localhost:${nothingPort}` };
	const empty: Record<number, Measured> = {};
	for (const clients of CLIENTS)
		empty[clients] = await measured(
			nothingAt,
			nothing.pid,
			page(() => '/'),
			first,
			clients,
		);

	/**
	 * Measures one kind of request in each build, one right after the other, and compares it with the empty
	 * Node server and with the other build.
	 */
	async function point(name: string, of: (build: Build) => Point | Promise<Point>) {
		const found: Record<number, object> = {};
		for (const clients of CLIENTS) {
			const results: Measured[] = [];
			for (const build of builds) {
				const asked = await of(build);
				results.push(await measured(build.target, build.pid(), asked, build, clients));
				// Verifications use up a rate limit that a restart resets.
				if (asked.most !== undefined) await build.restart();
			}
			const [mine, other] = results;
			if (!mine) continue;
			found[clients] = {
				...mine,
				share: rounded(mine.rate / (empty[clients]?.rate ?? 1)),
				...(other && {
					other,
					times: rounded(mine.rate / other.rate),
					timesCpu: rounded(other.cpu / mine.cpu),
				}),
			};
			process.stderr.write(`${name} ${clients}: ${JSON.stringify(found[clients])}\n`);
		}
		return found;
	}

	const points: Record<string, object> = {};
	const add = async (name: string, of: (build: Build) => Point | Promise<Point>) => {
		if (name.startsWith(values.only)) points[name] = await point(name, of);
	};
	await add('home', () => page(() => '/'));
	await add('badge', () => page(({ award }) => `/b/${award}`));
	await add('badge-json', () => page(({ award }) => `/b/${award}.json`));
	await add('profile', () => page(() => '/profile', 'ada'));
	const bare = bareInserts(SECONDS / 2);
	await add('answer', () => saving);
	const stillBare = bareInserts(SECONDS / 2);
	await add('review', () => page(() => '/review', 'bruno'));
	const cohort = () => page(({ cohort: { id } }) => `/cohorts/${id}`, 'bruno');
	await add('cohort-demonstration', cohort);
	for (const learners of COHORTS) {
		if (!'cohort'.startsWith(values.only.slice(0, 6))) break;
		for (const build of builds) build.seed(learners);
		await add(`cohort-and-${learners}`, cohort);
	}
	const busy = builds.map((build) => memoryOf(build.pid()));
	await add('verify-ours', verifying(ours));
	const foreign = await foreignBadge();
	await add(
		'verify-foreign',
		verifying(async () => foreign),
	);
	const result = {
		load: loadavg().map(rounded),
		seconds: SECONDS,
		empty,
		bare: [bare, stillBare],
		points,
		memory: { idle, busy },
	};
	process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
	await nothing.stop();
	for (const build of builds) await build.end();
}
