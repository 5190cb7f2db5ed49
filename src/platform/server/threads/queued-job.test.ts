import { expect, test } from 'vitest';
import { QueuedJob, overloadedRefusal, tooCostlyRefusal } from './queued-job.ts';
import type { WorkerPoolConfig, JobOptions } from './job.ts';

const POOL: WorkerPoolConfig = {
	name: 'test',
	file: () => new URL('file:///none'),
	threads: 1,
	keptIdle: 1,
	jobsPerThread: 1,
	waiting: 1,
	waitingEach: 1,
	mostProcessorMs: 100,
	mostMegabytes: 1,
	restarts: 1,
};

/** Creates a job in flight, and records what its caller is told. */
function flight(giving: JobOptions = {}) {
	const told: unknown[] = [];
	const one = new QueuedJob(
		POOL,
		'job',
		() => ({ input: 1 }),
		{ ...giving, spent: (ms) => void told.push(ms) },
		(problem, value) => void told.push([problem, value]),
	);
	return { one, told };
}

test('the time left is what was not computed yet: rests are free, however often they are said', () => {
	const { one, told } = flight();
	expect(one.begins(1_000)).toBe(100);
	one.rests(1_030);
	one.rests(5_000);
	expect(one.left(8_000, 0)).toBe(70);
	expect(one.begins(9_000)).toBe(70);
	one.rests(9_070);
	expect(one.begins(9_500)).toBe(0);
	one.rests(9_501);
	expect(one.begins(9_600)).toBe(0);
	one.rests(9_600);
	one.ends(null, 'done');
	expect(told).toEqual([101, [null, 'done']]);
	// A job ends only once: a later end is ignored.
	one.ends(new Error('late'));
	expect(told).toHaveLength(2);
});

test('what is counted to it is the processor, not the clock', () => {
	const { one, told } = flight();
	one.begins(0);
	one.rests(60, 7);
	// The job already rests: calling `rests` again counts no time.
	one.rests(61, 7);
	expect(one.begins(100)).toBe(93);
	expect(one.left(150, 20)).toBe(73);
	one.rests(160, 2);
	one.ends(null);
	expect(told[0]).toBe(9);
});

test('ten times as long on the clock at most, however little of the processor it uses', () => {
	const { one } = flight();
	one.begins(0);
	expect(one.left(899, 1)).toBe(99);
	one.rests(900, 1);
	expect(one.begins(5_000)).toBe(99);
	expect(one.left(5_040, 2)).toBe(60);
	expect(one.left(5_101, 2)).toBe(0);
});

test('given again as often as its pool says, with all its time, when its thread died over it', () => {
	const { one, told } = flight();
	one.begins(0);
	one.rests(60);
	expect(one.died()).toBe(true);
	expect(one.begins(100)).toBe(100);
	one.rests(140);
	expect(one.died()).toBe(false);
	one.ends(null);
	expect(told[0]).toBe(40);
});

test('given again three times when its thread died over another one', () => {
	const { one } = flight();
	expect([1, 2, 3, 4].map(() => one.interrupted())).toEqual([true, true, true, false]);
	// Interruptions by other jobs do not count as deaths over this one.
	expect(one.died()).toBe(true);
});

test('whoever is turned away is told when to come back', () => {
	for (const refusal of [overloadedRefusal(), tooCostlyRefusal()])
		expect(refusal.params).toEqual({ seconds: 10 });
});

test('each has its own number, and is somebody’s or nobody’s', () => {
	const [ada, nobody] = [flight({ whose: 'ada' }).one, flight().one];
	expect([ada.whose, nobody.whose]).toEqual(['ada', '']);
	expect(nobody.number).toBe(ada.number + 1);
	expect([ada.begun, ada.settled]).toEqual([false, false]);
});
