import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createInstitution } from '#identity/server';
import {
	ensureKeyFile,
	jobsOnThisThread as computingHere,
	openWorld,
	prepareDatabase,
	readSettings,
} from '#platform/server';
import { awardPage, issueAwards, setAwardVisibility } from '#awards/server';
import { ANONYMOUS } from '#identity';
import { issueAward } from '../src/awards/server/issuing/issue-award.ts';
import {
	callingThreadSigningPool,
	openSigningPool,
	type SigningPool,
} from '../src/awards/server/issuing/signing-pool.ts';
import { enter } from '../tests/recognised/cast.ts';
import { awardRequestFor, awardRequestsForMany } from '../tests/recognised/many.ts';
import { closings } from '../src/closings.ts';

const BADGES = 1000;

const folder = mkdtempSync(join(tmpdir(), 'macaron-bench-'));
const root = resolve(import.meta.dirname, '..');
const settings = readSettings(
	{ DATA_DIR: join(folder, 'data'), KEY_FILE: join(folder, 'seal.key'), BADGES_DIR: join(root, 'badges') },
	root,
);
await prepareDatabase(settings);
ensureKeyFile(settings.keyFile);
const world = await openWorld(settings, { info() {}, warn() {}, error() {} }, computingHere, { closings });
const { id: institution } = await createInstitution(world, {
	slug: 'ecole-des-erables',
	name: 'École des Érables',
	kind: 'service-centre',
});

const quantile = (all: readonly number[], part: number) =>
	Number((all.toSorted((a, b) => a - b)[Math.floor((all.length - 1) * part)] ?? 0).toFixed(1));
const told = (waits: readonly number[]) => ({
	asked: waits.length,
	p50: quantile(waits, 0.5),
	p99: quantile(waits, 0.99),
	most: quantile(waits, 1),
});

// The page that a visitor requests while badges are issued: that of a published badge, which is verified on
// every request.
const holder = await enter(world, 'Ada', [{ institution, role: 'learner', audience: 'teacher' }]);
const { award } = await issueAward(world, awardRequestFor(world, holder.id, institution));
await setAwardVisibility(world, holder, award, { visibility: 'public', key: world.newId() });
const server = createServer((_req, res) => {
	void awardPage(world, ANONYMOUS, award).then(({ report }) => res.end(report?.verdict));
});
// Keep idle connections open: a slow moment must not disconnect the visitor.
server.keepAliveTimeout = 0;
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address() as AddressInfo;

/**
 * Runs `work` while a visitor requests a page and a timer writes to the database. Returns how long the work
 * took (s), the processor time of this thread (s; other programs on the machine do not change it), and how
 * long the page and the writes waited (ms).
 */
async function beside(work: () => Promise<unknown>) {
	const visitor = new Worker(new URL('./visitor.ts', import.meta.url), { workerData: { port } });
	await new Promise((done) => setTimeout(done, 500));
	const writes: number[] = [];
	const writing = setInterval(() => {
		const asked = performance.now();
		void world.db.write(async () => undefined).then(() => writes.push(performance.now() - asked));
	}, 20);
	const began = performance.now();
	const before = process.threadCpuUsage();
	await work();
	const { user, system } = process.threadCpuUsage(before);
	const thisThread = Number(((user + system) / 1e6).toFixed(2));
	const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
	clearInterval(writing);
	const waits = await new Promise<number[]>((done) => {
		visitor.once('message', done);
		visitor.postMessage('end');
	});
	await visitor.terminate();
	return { seconds, thisThread, requests: told(waits), writes: told(writes) };
}

const people = (count: number) => awardRequestsForMany(world, institution, count);

async function batch(pool: SigningPool | undefined) {
	const all = await people(BADGES);
	const found = await beside(async () => {
		const outcomes = await issueAwards(world, all, pool);
		if (!outcomes.every(({ kind }) => kind === 'issued')) throw new Error('A badge was not issued.');
	});
	await pool?.close();
	return found;
}

const idle = await beside(() => new Promise((done) => setTimeout(done, 3000)));
const some = await people(100);
const oneByOne = await beside(async () => {
	for (const one of some) await issueAward(world, one);
});
const results = {
	badges: BADGES,
	idle,
	oneByOneOf100: oneByOne,
	onThisThread: await batch(callingThreadSigningPool),
	oneThread: await batch(openSigningPool(1)),
	threads: await batch(undefined),
};
process.stdout.write(`${JSON.stringify(results)}\n`);
server.close();
server.closeAllConnections();
await world.db.close();
rmSync(folder, { recursive: true, force: true });
