import { once } from 'node:events';
import { constants, getPriority } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Worker } from 'node:worker_threads';
import { Refusal } from '../../index.ts';
import type { AskCallingThread, WorkerPoolConfig, JobOptions, Job } from './job.ts';
import { jobsOnThisThread, workerThreadCount } from './job.ts';
import { openThreads } from './pool.ts';
import type * as serving from './serving.ts';
import type { DOINGS } from './threads.fixture.ts';

const POOL: WorkerPoolConfig = {
	name: 'test',
	file: () => new URL('./threads.fixture.ts', import.meta.url),
	threads: 1,
	keptIdle: 1,
	jobsPerThread: 4,
	waiting: 8,
	waitingEach: 6,
	mostProcessorMs: 60_000,
	mostMegabytes: 64,
	restarts: 0,
};
const OVERLOADED = { code: 'platform.overloaded', status: 503 };
const TOO_COSTLY = { code: 'platform.too-costly', status: 503 };

const job = (name: keyof typeof DOINGS, pool: WorkerPoolConfig): Job<unknown, unknown> => ({
	name,
	pool,
	here: async () => `${name} here`,
});

let close = async () => {};
afterEach(async () => {
	vi.useRealTimers();
	await close();
});

/** Opens a pool of threads for one test; returns also the workers it starts and the lines it logs. */
function open(change: Partial<WorkerPoolConfig> = {}) {
	const pool = { ...POOL, ...change };
	const workers: Worker[] = [];
	const lines: object[] = [];
	const note = (event: string, facts = {}) => void lines.push({ event, ...facts });
	const threads = openThreads({
		seen: (worker) => void workers.push(worker),
		log: { info: note, warn: note, error: note },
	});
	close = () => threads.close();
	const give = (name: keyof typeof DOINGS, input: unknown = 0, giving: JobOptions = {}) =>
		threads.do(job(name, pool), () => ({ input }), giving);
	return { give, workers, lines, threads, pool };
}

/** Creates a promise that the test resolves when it chooses. */
const later = <T>() => Promise.withResolvers<T>();

describe('worker threads', () => {
	test('do what they are given on another thread, and hand back what came of it', async () => {
		const { give, workers } = open();
		expect(await give('double', 21)).toBe(42);
		expect(await give('where')).toEqual({ isMainThread: false, threadId: workers[0]?.threadId });
		await expect(give('fail')).rejects.toThrow('RangeError: no such thing');
		await expect(give('unspeakable')).rejects.toThrow('DataCloneError');
		expect(await give('double', 4)).toBe(8);
		expect(workers).toHaveLength(1);
	});

	test('say how many jobs wait and how many are under way, once there was one', async () => {
		const { give, threads } = open({ jobsPerThread: 1 });
		expect(threads.state?.()).toEqual([]);
		const { promise, resolve } = later<void>();
		const answer: AskCallingThread = async () => promise;
		const all = [1, 2, 3].map(() => give('askTwice', 0, { answer }));
		await expect
			.poll(() => threads.state?.())
			.toEqual([{ pool: 'test', waiting: 2, underWay: 1, threads: 1 }]);
		resolve();
		await Promise.all(all);
		expect(threads.state?.()).toEqual([{ pool: 'test', waiting: 0, underWay: 0, threads: 1 }]);
	});

	test('ask back, one thing after another or two at once; a question that fails is told as a failure', async () => {
		const { give } = open();
		const asked: unknown[] = [];
		const answer: AskCallingThread = async (question, argument) => {
			asked.push([question, argument]);
			return `${question}!`;
		};
		expect(await give('askTwice', 0, { answer })).toEqual(['first!', 'second!']);
		expect(await give('askTogether', 0, { answer })).toEqual(['first!', 'second!']);
		expect(asked).toHaveLength(4);
		const refuses = async () => {
			throw new Refusal('no.such');
		};
		await expect(give('askTwice', 0, { answer: refuses })).rejects.toThrow('no.such');
		await expect(give('askTwice')).rejects.toThrow('Nobody answers « first »');
	});

	test('while one waits for an answer, the thread works for others', async () => {
		const { give, workers } = open();
		const answer = later<string>();
		const slow = give('askTwice', 0, { answer: () => answer.promise });
		for (let n = 0; n < 20; n += 1) expect(await give('double', n)).toBe(n * 2);
		answer.resolve('now');
		expect(await slow).toEqual(['now', 'now']);
		expect(workers).toHaveLength(1);
	});

	test('no more threads than told, no more jobs together than told', async () => {
		const { give, workers } = open({ threads: 2, jobsPerThread: 1, waiting: 100, waitingEach: 100 });
		const both = later<string>();
		const counted = { now: 0, most: 0 };
		const answer = async () => {
			counted.most = Math.max(counted.most, (counted.now += 1));
			if (counted.now === 2) both.resolve('both');
			const value = await both.promise;
			counted.now -= 1;
			return value;
		};
		const all = Array.from({ length: 12 }, () => give('askTwice', 0, { answer }));
		expect(await Promise.all(all)).toEqual(all.map(() => ['both', 'both']));
		expect(workers).toHaveLength(2);
		expect(counted.most).toBe(2);
	});

	test.each([
		['forEver', 'deadline', {}],
		['exit', 'ended', {}],
		['throwLater', 'ended', { code: 'Error' }],
		['allMemory', 'ended', { code: 'ERR_WORKER_OUT_OF_MEMORY' }],
	] as const)(
		'a job that does « %s » is refused, and the next one is done by another thread',
		async (bad, why, fault) => {
			const { give, workers, lines } = open({ mostProcessorMs: bad === 'forEver' ? 300 : 60_000 });
			expect(await give('double', 1)).toBe(2);
			const spent: number[] = [];
			const refused = give(bad, 0, { spent: (ms) => void spent.push(ms) });
			const next = give('double', 3);
			await expect(refused).rejects.toMatchObject(TOO_COSTLY);
			await expect(refused).rejects.toBeInstanceOf(Refusal);
			expect(await next).toBe(6);
			expect(workers).toHaveLength(2);
			expect(spent).toHaveLength(1);
			if (bad === 'forEver') expect(spent[0]).toBeGreaterThan(0);
			expect(lines).toEqual([{ event: 'thread.ended', pool: 'test', why, ...fault }]);
		},
	);

	test('one that waits for an answer when its thread dies is begun anew, and is not charged for the other', async () => {
		const { give, workers } = open({ mostProcessorMs: 400 });
		const answer = later<string>();
		let asked = 0;
		const spent: number[] = [];
		const innocent = give('askTwice', 0, {
			answer: () => ((asked += 1), answer.promise),
			spent: (ms) => void spent.push(ms),
		});
		await expect.poll(() => asked).toBe(1);
		await expect(give('forEver')).rejects.toMatchObject(TOO_COSTLY);
		await expect.poll(() => asked).toBe(2);
		answer.resolve('well');
		expect(await innocent).toEqual(['well', 'well']);
		expect(workers).toHaveLength(2);
		expect(spent[0]).toBeLessThan(400);
	});

	test('an answer that comes while another computes is heard after it, and takes no blame', async () => {
		const { give, workers } = open({ mostProcessorMs: 300 });
		const answer = later<string>();
		const asked = later<void>();
		const innocent = give('askTwice', 0, { answer: () => (asked.resolve(), answer.promise) });
		await asked.promise;
		const bad = give('forEver');
		answer.resolve('well');
		await expect(bad).rejects.toMatchObject(TOO_COSTLY);
		expect(await innocent).toEqual(['well', 'well']);
		expect(workers).toHaveLength(2);
	});

	test('while one computes, another thread is found for the others', async () => {
		const { give, workers } = open({ threads: 2 });
		const asked = later<void>();
		const busy = give('askThenForEver', 0, { answer: async () => asked.resolve() }).catch(() => 'ended');
		await asked.promise;
		// Waits until the job has received its answer and computes again.
		await new Promise((turn) => setImmediate(turn));
		expect(await give('double', 2)).toBe(4);
		expect(workers).toHaveLength(2);
		await close();
		expect(await busy).toBe('ended');
	});

	test('threads that die over their jobs, however many in a row, are not threads that do not start', async () => {
		const { give } = open({ jobsPerThread: 1 });
		const bad = [1, 2, 3, 4].map(() => give('exit'));
		const good = give('double', 2);
		for (const one of await Promise.allSettled(bad))
			expect(one).toMatchObject({ status: 'rejected', reason: TOO_COSTLY });
		expect(await good).toBe(4);
	});

	test('the time to compute is that of the whole job, not of one stretch; waiting for an answer is free', async () => {
		const { give } = open({ mostProcessorMs: 300 });
		const waits = { answer: () => new Promise((done) => setTimeout(done, 700, 'late')) };
		expect(await give('askTwice', 0, waits)).toEqual(['late', 'late']);
		await expect(give('askThenForEver', 0, waits)).rejects.toMatchObject(TOO_COSTLY);
	});

	test('its time is that of the processor: what others hold of it on a busy machine is no fault of its own', async () => {
		const { give, workers } = open({ mostProcessorMs: 400 });
		expect(await give('doze', 900)).toBe('rested');
		expect(workers).toHaveLength(1);
		// Elapsed time is limited too: the job ends after ten times its processor time.
		await expect(give('doze', Infinity)).rejects.toMatchObject(TOO_COSTLY);
	});

	test('a job in native code, whose thread says nothing, is refused too, before it is done', async () => {
		const { give, workers } = open({ mostProcessorMs: 100 });
		let ended = false;
		const refused = give('native');
		workers[0]?.once('exit', () => (ended = true));
		await expect(refused).rejects.toMatchObject(TOO_COSTLY);
		expect(ended).toBe(false);
	});

	test('given again as often as told when its thread dies over it', async () => {
		const { give, workers } = open({ restarts: 2 });
		await expect(give('exit')).rejects.toMatchObject(TOO_COSTLY);
		expect(workers).toHaveLength(3);
	});

	test('past what may wait, in all and for one, the others are refused at once; who asks for little has room', async () => {
		const { give, threads, pool } = open({ waiting: 4, waitingEach: 3, jobsPerThread: 1 });
		const answer = later<number>();
		let asked = 0;
		const held = give('askTwice', 0, { whose: 'a', answer: () => ((asked += 1), answer.promise) });
		// Waits until the first job has started: before that, it would count among those in the queue.
		await expect.poll(() => asked).toBe(1);
		const tries = (whose: string, times: number) =>
			Array.from({ length: times }, () => give('double', 1, { whose }));
		const many = tries('a', 5);
		await expect(many[3]).rejects.toMatchObject(OVERLOADED);
		await expect(many[4]).rejects.toMatchObject(OVERLOADED);
		const [first] = tries('b', 1);
		// Four jobs wait, which is the limit. One of visitor a gives its place to c, who has none.
		const [other] = tries('c', 1);
		await expect(many[2]).rejects.toMatchObject(OVERLOADED);
		answer.resolve(7);
		expect(await Promise.all([held, many[0], many[1], first, other])).toEqual([[7, 7], 2, 2, 2, 2]);
		await threads.close();
		await expect(threads.do(job('double', pool), () => ({ input: 1 }))).rejects.toMatchObject(OVERLOADED);
	});

	test('closed, those who wait are told so, and nothing hangs', async () => {
		const { give, threads } = open({ jobsPerThread: 1 });
		const all = [
			give('askTwice', 0, { answer: () => new Promise(() => {}) }),
			give('double'),
			give('double'),
		];
		const settled = Promise.allSettled(all);
		await threads.close();
		for (const one of await settled) expect(one).toMatchObject({ status: 'rejected', reason: OVERLOADED });
	});

	test('closed, one that waits for an answer is told so too', async () => {
		const { give, threads } = open();
		const asked = later<void>();
		const waits = give('askTwice', 0, { answer: () => (asked.resolve(), new Promise(() => {})) });
		const told = expect(waits).rejects.toMatchObject(OVERLOADED);
		await asked.promise;
		await threads.close();
		await told;
	});

	test('what cannot be handed over is told to its giver alone, and takes no place on the thread', async () => {
		const { give, threads, pool } = open({ jobsPerThread: 1 });
		const locked = threads.do(job('double', pool), () => {
			throw new Error('locked');
		});
		await expect(locked).rejects.toThrow('locked');
		await expect(give('double', () => 1)).rejects.toThrow('could not be cloned');
		expect(await give('double', 5)).toBe(10);
	});

	test('who has the least under way comes first, and what is done counts no more', async () => {
		const { give } = open({ jobsPerThread: 2, waiting: 8 });
		const order: string[] = [];
		const asked = { a: later<void>(), x: later<void>(), y: later<void>() };
		/** Occupies one of the thread's two places until its question is answered. */
		const hold = (whose: keyof typeof asked, answer: Promise<unknown>) =>
			give('askTwice', 0, { whose, answer: () => (asked[whose].resolve(), answer) });
		const quick = (name: string) =>
			give('double', 1, { whose: name.charAt(0) }).then(() => void order.push(name));
		const [a, x, y] = [later(), later(), later()];
		const held = [hold('a', a.promise), hold('x', x.promise)];
		await Promise.all([asked.a.promise, asked.x.promise]);
		const first = [quick('a2'), quick('b1')];
		x.resolve(0);
		await Promise.all([held[1], ...first]);
		// Visitor b comes before a, because one of a’s jobs is still under way.
		expect(order).toEqual(['b1', 'a2']);
		held.push(hold('y', y.promise));
		await asked.y.promise;
		const next = [quick('b2'), quick('c1')];
		y.resolve(0);
		await Promise.all(next);
		expect(order.slice(2)).toEqual(['b2', 'c1']);
		a.resolve(0);
		await Promise.all(held);
	});

	test('closed, its threads have ended, whatever they did', async () => {
		const { give, workers, threads, lines } = open({ threads: 2, jobsPerThread: 1 });
		const waiting = [give('forEver'), give('askTwice', 0, { answer: () => new Promise(() => {}) })];
		const settled = Promise.allSettled(waiting);
		await expect.poll(() => workers.filter(({ threadId }) => threadId > 0).length).toBe(2);
		await threads.close();
		expect(workers.map(({ threadId }) => threadId)).toEqual([-1, -1]);
		await settled;
		expect(lines).toEqual([]);
	});

	test('a job of no known name is told as a failure', async () => {
		const { threads, pool } = open();
		const unknown = { name: 'nothing', pool, here: async () => 0 };
		await expect(threads.do(unknown, () => ({ input: 1 }))).rejects.toThrow('No job is called « nothing ».');
	});

	test.runIf(process.platform === 'linux')('whoever waits for a page comes first', async () => {
		const { give } = open();
		const ours = getPriority();
		expect(await give('priority')).toBe(constants.priority.PRIORITY_BELOW_NORMAL);
		expect(getPriority()).toBe(ours);
	});

	describe('with nothing to do', () => {
		const fakeTime = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

		test('a thread ends after a minute, unless it is one of those that stay', async () => {
			fakeTime();
			for (const kept of [0, 1]) {
				const { give, workers, lines, threads } = open({ keptIdle: kept });
				expect(await give('double', 2)).toBe(4);
				vi.advanceTimersByTime(59_999);
				expect(await give('double', 3)).toBe(6);
				vi.advanceTimersByTime(59_999);
				expect(workers).toHaveLength(1);
				vi.advanceTimersByTime(1);
				expect(await give('double', 4)).toBe(8);
				expect(workers).toHaveLength(kept === 0 ? 2 : 1);
				// Ending an idle thread is not logged.
				expect(lines).toEqual([]);
				await threads.close();
				expect(vi.getTimerCount()).toBe(0);
			}
		});

		test('it has something to do while one of its jobs waits for an answer', async () => {
			fakeTime();
			const { give, workers } = open({ keptIdle: 0 });
			const answer = later<string>();
			let asked = 0;
			const slow = give('askTwice', 0, { answer: () => ((asked += 1), answer.promise) });
			await expect.poll(() => asked).toBe(1);
			expect(await give('double', 2)).toBe(4);
			vi.advanceTimersByTime(3_600_000);
			answer.resolve('late');
			expect(await slow).toEqual(['late', 'late']);
			expect([workers.length, asked]).toEqual([1, 2]);
		});

		test('one that stays and was never given anything stays', async () => {
			fakeTime();
			const { give, workers, lines } = open({ threads: 2, keptIdle: 2 });
			const bothReady = later<unknown>();
			const first = give('double', 1);
			const firstReady = once(workers[0]!, 'message');
			// The second job is given as soon as the first thread runs, so that it needs a second thread. That
			// one may be ready before the first, and do both jobs.
			workers[0]?.once('online', () => {
				const second = give('double', 2);
				const all = Promise.all([second, firstReady, once(workers[1]!, 'message')]);
				all.then(bothReady.resolve, bothReady.reject);
			});
			expect(await first).toBe(2);
			await bothReady.promise;
			vi.advanceTimersByTime(3_600_000);
			expect(lines).toEqual([]);
			expect(workers.every(({ threadId }) => threadId > 0)).toBe(true);
		});

		test('it keeps no process from ending; with a job it does', async () => {
			const { give, workers } = open();
			expect(await give('double', 1)).toBe(2);
			const [worker] = workers;
			const said: string[] = [];
			if (!worker) throw new Error('No thread.');
			const { ref, unref } = worker;
			worker.ref = () => (said.push('held'), ref.call(worker));
			worker.unref = () => (said.push('free'), unref.call(worker));
			await give('double', 1);
			await expect.poll(() => said.at(-1)).toBe('free');
			expect(said).toEqual(['held', 'free']);
		});
	});

	test('one that says nothing for a minute does not start', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const silent = new URL('data:text/javascript,setInterval(() => {}, 1e9)');
		const { give, workers, lines } = open({ file: () => silent });
		const refused = expect(give('double')).rejects.toThrow('Threads of test do not start.');
		for (const nth of [1, 2, 3]) {
			vi.advanceTimersByTime(59_999);
			expect(workers).toHaveLength(nth);
			vi.advanceTimersByTime(1);
		}
		await refused;
		expect(workers).toHaveLength(3);
		expect(lines).toEqual([1, 2, 3].map(() => ({ event: 'thread.ended', pool: 'test', why: 'not-started' })));
	});

	test('one that was to begin anew fails too when no other thread starts', async () => {
		const files = ['./threads.fixture.ts', './nothing-here.ts'].map((name) => new URL(name, import.meta.url));
		const { give, workers } = open({ file: () => files[Math.min(workers.length, 1)]! });
		const asked = later<void>();
		const innocent = give('askTwice', 0, { answer: () => (asked.resolve(), new Promise(() => {})) });
		const told = expect(innocent).rejects.toThrow('Threads of test do not start.');
		await asked.promise;
		await expect(give('exit')).rejects.toMatchObject(TOO_COSTLY);
		await told;
		expect(workers).toHaveLength(4);
	});

	test('a thread that cannot start fails its jobs instead of starting for ever', async () => {
		const { give, workers } = open({ file: () => new URL('./nothing-here.ts', import.meta.url) });
		await expect(give('double')).rejects.toThrow('do not start');
		await expect(give('double')).rejects.toThrow('do not start');
		expect(workers).toHaveLength(6);
	});
});

test('where there are no threads, the same work is done here', async () => {
	expect(await jobsOnThisThread.do(job('double', POOL), () => ({ input: 1 }))).toBe('double here');
	await jobsOnThisThread.close();
});

test('on the thread that answers visitors, nothing heavy may run', async () => {
	// Imports a separate copy of the module: test files share modules, and elsewhere this thread must not
	// count as the one that answers visitors.
	const copy = './serving.ts?copy';
	const { markServingThread: declareServing, mustNotBeServingThread: mustNotServe } = (await import(
		copy
	)) as typeof serving;
	mustNotServe('Something heavy was');
	declareServing();
	expect(() => mustNotServe('Something heavy was')).toThrow('Something heavy was');
});

test.each([
	[4, 1, 1],
	[4, 2, 1],
	[4, 3, 2],
	[4, 5, 4],
	[4, 64, 4],
	[2, 2, 1],
	[1, 64, 1],
])('of %i threads wanted, beside %i processors: %i', (most, processors, threads) => {
	expect(workerThreadCount(most, processors)).toBe(threads);
});
