/**
 * The built service on the demonstration, asked by 1, 8 and 32 clients that keep their connection and read gzip: how many
 * requests a second, how long each waits, what it costs. `--against FOLDER` starts another built checkout beside it, on the
 * same demonstration, and asks it the same right after. `--short` gives each point a
 * second; `--only verify` measures the points whose name begins so.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Driver from 'better-sqlite3';
import statements from '../src/assessment/data/teacher.json' with { type: 'json' };
import { credentialText, generateKey, issueCredential, signerFromPkcs8 } from '#openbadges';
import { badge, VALUES } from '../src/openbadges/worked-example.ts';
import { Client, type Question, type Reply, type Target } from './load-client.ts';

const { values } = parseArgs({
	args: process.argv.slice(3),
	options: {
		against: { type: 'string' },
		short: { type: 'boolean', default: false },
		only: { type: 'string', default: '' },
	},
});
const SECONDS = values.short ? 1 : 8;
const CLIENTS = [1, 8, 32] as const;
/** How many learners the cohort has, the demonstration’s own being the first size. */
const COHORTS = values.short ? [20, 60] : [1000, 5000];
/** All visitors together may have 1,500 verifications at once: past that they are told to wait. */
const VERIFICATIONS = values.short ? 60 : 400;

const rounded = (n: number) => Math.round(n * 1000) / 1000;
const quantile = (all: readonly number[], part: number) =>
	rounded(all.toSorted((a, b) => a - b)[Math.floor((all.length - 1) * part)] ?? 0);

/** What all threads of a process computed since it began (ms); read by the hundredth of a second. */
function computed(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Memory of a process and of those it started, in MB: the fair part of what they share with others. */
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

/** What answers 8 kB and does nothing else: what Node itself costs. */
const NOTHING = `
	const body = Buffer.alloc(8192, 'x');
	require('node:http').createServer((_, res) => res.writeHead(200, { 'content-length': 8192 }).end(body))
		.listen(Number(process.env.PORT), 'localhost', () => console.log('listens'));`;

/** Starts a process that says when it listens. */
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

/** A built checkout that serves a demonstration of its own, and the people of it who are asked for. */
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
		// So that each request may come from an address of its own: no share runs out.
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
/** The address of a visitor who never came before. */
const stranger = () => {
	addresses += 1;
	return `198.${18 + ((addresses >> 16) & 1)}.${(addresses >> 8) & 255}.${addresses & 255}`;
};

interface Point {
	/** What one of the clients asks next, given what it was last answered. */
	readonly asks: (build: Build) => (client: number, last: Reply | undefined) => Question;
	readonly status: number;
	/** No more requests than this, whatever the time. */
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

/** Each client answers a statement of its own, over and over, with the revision that it was told. */
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

/** A sound badge of an issuer who is named by its key alone, without a list of revoked badges: nothing of it is fetched. */
async function foreignBadge(): Promise<string> {
	const key = generateKey();
	const did = `did:key:${key.multikey}`;
	const created = new Date(Date.now() - 86_400_000);
	const { credentialStatus: _list, ...unsigned } = badge({
		issuer: { ...VALUES.issuer, did },
		validFrom: created,
	});
	const signer = signerFromPkcs8(key.pkcs8, did);
	return credentialText(await issueCredential(unsigned, { key: signer, created }));
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

/** So many clients ask for a while: the first answers, while programs are compiled, are not counted. */
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

	/** A point in each build, one right after the other, as a share of Node’s empty answer and a multiple of the other build. */
	async function point(name: string, of: (build: Build) => Point | Promise<Point>) {
		const found: Record<number, object> = {};
		for (const clients of CLIENTS) {
			const results: Measured[] = [];
			for (const build of builds) {
				const asked = await of(build);
				results.push(await measured(build.target, build.pid(), asked, build, clients));
				// Verifications draw on a share that a restart gives back.
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
	await add('answer', () => saving);
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
		points,
		memory: { idle, busy },
	};
	process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
	await nothing.stop();
	for (const build of builds) await build.end();
}
