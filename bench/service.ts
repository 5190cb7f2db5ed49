/**
 * Measures the built service on the demonstration, for several kinds of request (the points), with 1, 8 and 32
 * clients that keep their connection and accept gzip: requests per second, waiting times, processor time and
 * memory.
 *
 * `--against FOLDER` also starts another built checkout on the same demonstration, and measures it right
 * after each point. `--short` gives each point one second; `--only verify` measures the points whose name
 * begins with `verify`; `--growth` brings the cohort to 100,000 people; `--reading 100000` then reads every
 * page of the demonstration in turn, so many requests in all, and says how much memory the service takes.
 * `--postgres` measures this build on PostgreSQL, and right after each point on SQLite; with `--nodes 2`, two
 * nodes on PostgreSQL, and then one.
 */
import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bareInserts, NOTHING } from './limits.ts';
import { Client, type Reply, type Target } from './load-client.ts';
import { measure } from './measure.ts';
import { newDatabase } from '../tests/nodes.ts';
import { postgresPrograms, startPostgresServer } from '../tests/postgres-server.ts';
import { foreignBadge, ours, page, type Point, saving, verifying } from './points.ts';
import { readEverything } from './reading.ts';
import { signatureFloor } from './signature-floor.ts';
import { type Build, computed, freePort, listening, memoryOf, started } from './started-build.ts';

const { values } = parseArgs({
	args: process.argv.slice(3),
	options: {
		against: { type: 'string' },
		short: { type: 'boolean', default: false },
		only: { type: 'string', default: '' },
		growth: { type: 'boolean', default: false },
		reading: { type: 'string', default: '0' },
		postgres: { type: 'boolean', default: false },
		nodes: { type: 'string', default: '1' },
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

/**
 * Measures one kind of request with `clients` clients at once: requests per second, waits and processor time
 * per request (ms), and any other statuses that came. The warm-up, during which the code is compiled, is not
 * counted. Throws when no response had the expected status.
 */
async function measured(
	targets: readonly Target[],
	pids: readonly number[],
	{ asks, status, most = Infinity }: Point,
	build: Build,
	clients: number,
) {
	const next = asks(build);
	const all = Array.from(
		{ length: clients },
		(_, at) => new Client(targets[at % targets.length] ?? targets[0]!),
	);
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
	const spent = () => pids.reduce((sum, pid) => sum + computed(pid), 0);
	const [before, began] = [spent(), performance.now()];
	await during(SECONDS);
	const seconds = (performance.now() - began) / 1000;
	const cpu = spent() - before;
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
const programs = values.postgres ? postgresPrograms() : undefined;
if (values.postgres && programs === undefined) {
	process.stderr.write('There is no PostgreSQL on this machine. Type: apt-get install -y postgresql\n');
	process.exit(2);
}
// Durable, as an operator's server is: SQLite waits for the disk too.
const server = programs ? await startPostgresServer(programs, {}) : undefined;
const databaseUrl = server && (await newDatabase(server));
const builds = [await started(own, { databaseUrl, nodes: values.nodes === '2' ? 2 : 1 })];
if (server)
	builds.push(await started(own, values.nodes === '2' ? { databaseUrl: await newDatabase(server) } : {}));
else if (values.against) builds.push(await started(resolve(values.against)));
const nothingPort = await freePort();
const nothing = await listening(['-e', NOTHING], { PORT: String(nothingPort) }, own, 'listens');

try {
	await new Promise((done) => setTimeout(done, values.short ? 1000 : 10_000));
	const idle = builds.map((build) => rounded(memoryOf(build.pid())));
	const [first] = builds;
	if (!first) throw new Error('Nothing to measure.');
	const nothingAt = { port: nothingPort, host: `localhost:${nothingPort}` };
	const empty: Record<number, Measured> = {};
	for (const clients of CLIENTS)
		empty[clients] = await measured(
			[nothingAt],
			[nothing.pid],
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
				results.push(await measured(build.targets, build.pids(), asked, build, clients));
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
	const bare = await bareInserts(SECONDS / 2, 8);
	await add('answer', () => saving);
	const stillBare = await bareInserts(SECONDS / 2, 8);
	await add('review', () => page(() => '/review', 'bruno'));
	const cohort = () => page(({ cohort: { id } }) => `/cohorts/${id}`, 'bruno');
	await add('cohort-demonstration', cohort);
	for (const learners of COHORTS) {
		if (!'cohort'.startsWith(values.only.slice(0, 6))) break;
		for (const build of builds) build.seed(learners);
		await add(`cohort-and-${learners}`, cohort);
	}
	const busy = builds.map((build) => rounded(memoryOf(build.pid())));
	const requests = Number(values.reading);
	const reading = requests > 0 ? await readEverything(first, requests) : [];
	await add('verify-ours', verifying(ours, VERIFICATIONS));
	const { text: foreign, document, key } = await foreignBadge();
	const floor = await signatureFloor(document, key);
	const least =
		'verify-foreign'.startsWith(values.only) &&
		(
			await measure({
				quads: { work: floor.verify, floor: floor.verify },
				document: { work: floor.verifyDocument, floor: floor.verify },
			})
		).rates;
	await add(
		'verify-foreign',
		verifying(async () => foreign, VERIFICATIONS),
	);
	const result = {
		load: loadavg().map(rounded),
		seconds: SECONDS,
		empty,
		/** Bare inserts per second of eight clients together, before and after the answers saved. */
		bare: [bare, stillBare].map(rounded),
		points,
		/**
		 * Processor time (ms) to canonicalize, hash and check the foreign badge, without anything else: from its
		 * quads already built, and from its document.
		 */
		leastOfForeign: least && {
			quads: rounded(1000 / least.quads),
			document: rounded(1000 / least.document),
		},
		memory: { idle, busy, reading },
	};
	process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
	await nothing.stop();
	for (const build of builds) await build.end();
	await server?.stop();
}
