/**
 * Measures how long visitors wait for `/sign-in` while others verify the costliest inputs known and request
 * PDFs.
 */
import { lookup } from 'node:dns/promises';
import { readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createInstitution } from '#identity/server';
import { jobsOnThisThread, openWorld, readSettings } from '#platform/server';
import { issueAwards, setAwardVisibility } from '#awards/server';
import { enter } from '../tests/recognised/cast.ts';
import { awardRequestFor } from '../tests/recognised/many.ts';
import { type Service, startService } from '../tests/service.ts';
import type { Visit } from './visitor.ts';
import type { LoopNote } from './watch-loop.ts';
import { WORST } from './worst.ts';
import { closings } from '../src/closings.ts';

const AT_ONCE = 10;
const ROUNDS = 6;
const REST_MS = 8_000;
const LOAD_MS = 8_000;
/**
 * How many badges are issued: in two languages each, more than the PDFs requested during one run, so that
 * none is requested twice.
 */
const BADGES = 200;
const LIMITS = { p99: 300, stall: 100, growth: 1.1 };

const rounded = (n: number) => Math.round(n * 10) / 10;
const quantile = (all: readonly number[], part: number) =>
	rounded(all.toSorted((a, b) => a - b)[Math.floor((all.length - 1) * part)] ?? 0);

/** Issues and publishes badges in a new institution, and returns their ids; none of their PDFs exists yet. */
async function publishedBadges({ env }: Service): Promise<readonly string[]> {
	const settings = readSettings(env, resolve(import.meta.dirname, '..'));
	const world = await openWorld(settings, { info() {}, warn() {}, error() {} }, jobsOnThisThread, {
		closings,
	});
	const { id: institution } = await createInstitution(world, {
		slug: 'ecole-des-erables',
		name: 'École des Érables',
		kind: 'service-centre',
	});
	const holders = [];
	for (let n = 0; n < BADGES; n += 1)
		holders.push(await enter(world, 'Ada', [{ institution, role: 'learner', audience: 'teacher' }]));
	const outcomes = await issueAwards(
		world,
		holders.map(({ id }) => awardRequestFor(world, id, institution)),
	);
	const awards = [];
	for (const [at, holder] of holders.entries()) {
		const outcome = outcomes[at];
		if (outcome?.kind !== 'issued') throw new Error('A badge was not issued.');
		await setAwardVisibility(world, holder, outcome.award, { visibility: 'public', key: world.newId() });
		awards.push(outcome.award);
	}
	await world.db.close();
	return awards;
}

/**
 * Memory of a process at rest (MB, Linux), as proportional set size. Must not be read under load: while it is
 * read, the kernel lets no thread of the process allocate memory.
 */
const memoryOf = (pid: number) =>
	rounded(Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024);

/** Memory of a process under load (MB, Linux): its whole resident set, shared pages included. */
const residentOf = (pid: number) =>
	rounded(Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);

interface Asked {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: Buffer;
}

const file = join(tmpdir(), `macaron-loop-${process.pid}.jsonl`);
const service = await startService({
	// Each request may claim its own address, so that no address uses up its rate limit.
	PROXIES: '1',
	LOOP_FILE: file,
	NODE_OPTIONS: `--import=${resolve(import.meta.dirname, 'watch-loop.ts')}`,
});
const { origin } = service;
const port = Number(new URL(origin).port);
const { address: host } = await lookup('localhost');
// A new connection per request: the service may close a kept-alive one after a pause, just as it is reused.
const agent = new Agent({ keepAlive: false });

let addresses = 0;
const stranger = () => {
	addresses += 1;
	return `198.18.${(addresses >> 8) & 255}.${addresses & 255}`;
};

/**
 * Sends a request to the measured service, reads the response to its end, discards it and returns its status.
 */
const ask = ({ method, path, headers, body }: Asked) =>
	new Promise<number>((done, fail) => {
		const all = {
			host: new URL(origin).host,
			origin,
			'x-forwarded-for': stranger(),
			...headers,
			...(body && { 'content-length': body.length }),
		};
		request({ host, port, method, path, agent, headers: all }, (answer) => {
			answer.resume();
			answer.once('end', () => done(answer.statusCode ?? 0));
			answer.once('error', fail);
		})
			.once('error', fail)
			.end(body);
	});

/**
 * Runs `work` while a visitor requests `/sign-in`. Returns how long the visitor waited (ms), and how long the
 * service measured that its own event loop was blocked.
 */
async function beside(work: () => Promise<void>) {
	const visit: Visit = { port, host, path: '/sign-in', headers: { host: new URL(origin).host }, status: 200 };
	const visitor = new Worker(new URL('./visitor.ts', import.meta.url), { workerData: visit });
	const began = Date.now();
	await work();
	const ended = Date.now();
	const waits = await new Promise<number[]>((done) => {
		visitor.once('message', done);
		visitor.postMessage('end');
	});
	await visitor.terminate();
	// Waits for the service's last measurement of its event loop, which covers the half second before it.
	await new Promise((done) => setTimeout(done, 600));
	const notes = readFileSync(file, 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as LoopNote)
		.filter(({ at }) => at > began + 500 && at <= ended + 500);
	return {
		asked: waits.length,
		p50: quantile(waits, 0.5),
		p99: quantile(waits, 0.99),
		most: quantile(waits, 1),
		stall: rounded(Math.max(0, ...notes.map(({ stall }) => stall))),
		own: rounded(Math.max(0, ...notes.map(({ own }) => own))),
		ours: rounded(Math.max(0, ...notes.map(({ ours }) => ours))),
	};
}

/**
 * Keeps `AT_ONCE` requests in flight until the function it returns is called, which resolves to how often
 * each status came and how many requests were in flight on average.
 */
function kept(next: (turn: number) => Asked) {
	let stopped = false;
	let under = 0;
	let turn = 0;
	const counted: number[] = [];
	const statuses: Record<string, number> = {};
	const lane = async () => {
		while (!stopped) {
			const asked = next((turn += 1));
			under += 1;
			const status = await ask(asked);
			under -= 1;
			statuses[status] = (statuses[status] ?? 0) + 1;
			// A client that was refused retries almost at once, so that the queue always has somebody asking
			// for a place.
			if (status === 429 || status === 503) await new Promise((done) => setTimeout(done, 100));
		}
	};
	const lanes = Array.from({ length: AT_ONCE }, lane);
	const sampling = setInterval(() => counted.push(under), 50);
	return async () => {
		stopped = true;
		clearInterval(sampling);
		await Promise.all(lanes);
		const average = counted.reduce((sum, one) => sum + one, 0) / counted.length;
		return { underWay: rounded(average), statuses };
	};
}

/**
 * The verification requests to send: each of the costliest bodies to `/api/verify`, and each that is a form
 * also to the page `/verify`.
 */
const verifications = Object.entries(WORST).flatMap(([name, { type, body, form }]) =>
	(form ? ['/api/verify', '/verify'] : ['/api/verify']).map((path) => ({
		name: `${name} ${path}`,
		asked: {
			method: 'POST',
			path,
			headers: { 'content-type': type, accept: 'text/html, */*' },
			body,
		} as const,
	})),
);

try {
	await service.kill();
	const awards = await publishedBadges(service);
	await service.restart();
	let printed = 0;
	const pdf = () => {
		const path = `/b/${awards[(printed += 1) % awards.length]}.pdf`;
		const english = Math.floor(printed / awards.length) % 2 === 1;
		const headers = { cookie: `lang=${english ? 'en' : 'fr'}` };
		return { method: 'GET', path, headers } as const;
	};
	const verification = (turn: number) => {
		const one = verifications[turn % verifications.length];
		if (!one) throw new Error('Nothing to verify.');
		return one.asked;
	};
	const pid = service.pid() ?? 0;
	// Each verification is first sent once alone: that starts the threads and warms up the code, and shows
	// what it costs the thread that serves.
	const alone: Record<string, { status: number; own: number }> = {};
	for (const { name, asked } of verifications) {
		const from = Date.now();
		const status = await ask(asked);
		await new Promise((done) => setTimeout(done, 1100));
		const notes = readFileSync(file, 'utf8').trim().split('\n');
		const own = notes.map((line) => JSON.parse(line) as LoopNote).filter(({ at }) => at >= from);
		alone[name] = { status, own: rounded(Math.max(0, ...own.map((note) => note.own))) };
	}
	await ask(pdf());

	const idle = await beside(() => new Promise((done) => setTimeout(done, REST_MS)));
	const memory = [memoryOf(pid)];
	const rounds: (Awaited<ReturnType<typeof beside>> & { readonly during: number })[] = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		let outcome = {};
		let during = 0;
		const found = await beside(async () => {
			const [endVerifying, endPrinting] = [kept(verification), kept(pdf)];
			const sampling = setInterval(() => (during = Math.max(during, residentOf(pid))), 1000);
			await new Promise((done) => setTimeout(done, LOAD_MS));
			clearInterval(sampling);
			const [verified, written] = await Promise.all([endVerifying(), endPrinting()]);
			outcome = { verified, written };
		});
		await new Promise((done) => setTimeout(done, REST_MS));
		memory.push(memoryOf(pid));
		rounds.push({ ...found, ...outcome, during });
		process.stderr.write(`${JSON.stringify(rounds.at(-1))}\n`);
	}
	const worst = (name: 'p50' | 'p99' | 'stall') => Math.max(...rounds.map((one) => one[name]));
	// Memory grows in the first rounds, up to the limit of each thread; after that it must stay level.
	const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
	const growth = Math.round((mean(memory.slice(-2)) / mean(memory.slice(-4, -2))) * 100) / 100;
	const result = {
		load: loadavg().map(rounded),
		idle,
		alone,
		rounds,
		ratios: { p50: rounded(worst('p50') / idle.p50), p99: rounded(worst('p99') / idle.p99) },
		memory: { atRest: memory, growth },
		met: {
			p99: worst('p99') < LIMITS.p99,
			stall: worst('stall') < LIMITS.stall,
			memory: growth < LIMITS.growth,
		},
	};
	process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
	agent.destroy();
	await service.stop();
	rmSync(file, { force: true });
}
