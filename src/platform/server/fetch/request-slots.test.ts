import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { FETCH_LIMITS } from './limits.ts';
import { FetchRefusedError } from './refused.ts';
import { RequestSlots } from './request-slots.ts';

afterEach(() => void vi.useRealTimers());

const FOR_EVER = 3_600_000;
const limits = {
	...FETCH_LIMITS,
	perVisitor: 2,
	together: 4,
	waitMs: FOR_EVER,
	waiting: 4,
	waitingPerVisitor: 1,
};

/** Asks for a turn; `state` is its outcome so far: waits, runs or busy. */
function asking(turns: RequestSlots, visitor: string | undefined, signal?: AbortSignal) {
	const one = { state: 'waits', end: () => {} };
	const settled = turns.take(visitor, signal).then(
		(end) => Object.assign(one, { state: 'runs', end }),
		(fault: unknown) =>
			Object.assign(one, { state: fault instanceof FetchRefusedError ? fault.why : 'fault' }),
	);
	return Object.assign(one, { settled });
}
/** Lets every pending promise and callback run. */
const settle = () => new Promise((done) => setImmediate(done));

describe('who counts as one visitor', () => {
	test.each([
		['the same address', '203.0.113.7', '203.0.113.7', true],
		['its neighbour', '203.0.113.7', '203.0.113.8', false],
		['the same address, written within IPv6', '203.0.113.7', '::ffff:203.0.113.7', true],
		['another of the same /64', '2001:db8:1:2::7', '2001:db8:1:2:ffff:eeee:dddd:cccc', true],
		['the same /64, otherwise written', '2001:db8:1:2::7', '2001:0DB8:0001:0002:0:0:0:9', true],
		['the next /64', '2001:db8:1:2::7', '2001:db8:1:3::7', false],
		['the same beginning, another /64', '2001:db8::7', '2001:db8:0:1::7', false],
	])('%s', async (_what, first, second, same) => {
		const turns = new RequestSlots(limits);
		const mine = [asking(turns, first), asking(turns, first)];
		await settle();
		expect(mine.map(({ state }) => state)).toEqual(['runs', 'runs']);
		const other = asking(turns, second);
		await settle();
		expect(other.state).toBe(same ? 'waits' : 'runs');
		mine[0]?.end();
		await other.settled;
		expect(other.state).toBe('runs');
	});

	test.each([2, 0])(
		'nobody in particular is bound by what all may ask together alone, not by the %i of a visitor',
		async (perVisitor) => {
			const turns = new RequestSlots({ ...limits, perVisitor });
			const all = Array.from({ length: 5 }, () => asking(turns, undefined));
			await settle();
			expect(all.map(({ state }) => state)).toEqual(['runs', 'runs', 'runs', 'runs', 'waits']);
		},
	);
});

describe('the wait for a turn', () => {
	test('past what may wait, for one and for all, the others are refused at once', async () => {
		const turns = new RequestSlots(limits);
		const mine = Array.from({ length: 4 }, () => asking(turns, 'a'));
		await settle();
		expect(mine.map(({ state }) => state)).toEqual(['runs', 'runs', 'waits', 'busy']);
		const others = ['b', 'b', 'c', 'd', 'e', 'f'].map((who) => asking(turns, who));
		await settle();
		expect(others.map(({ state }) => state)).toEqual(['runs', 'runs', 'waits', 'waits', 'waits', 'busy']);
	});

	test('turns go to who came first among those who may have one', async () => {
		const turns = new RequestSlots(limits);
		const [a1, a2, b1, b2] = ['a', 'a', 'b', 'b'].map((who) => asking(turns, who));
		await settle();
		const [a3, c1, c2] = [asking(turns, 'a'), asking(turns, 'c'), asking(turns, 'd')];
		b1?.end();
		await settle();
		// The first in the queue (a3) is passed over, because two requests of visitor a already run.
		expect([a3.state, c1.state, c2.state]).toEqual(['waits', 'runs', 'waits']);
		a1?.end();
		a1?.end();
		await settle();
		expect([a3.state, c1.state, c2.state]).toEqual(['runs', 'runs', 'waits']);
		for (const one of [a2, b2]) one?.end();
		await settle();
		expect(c2.state).toBe('runs');
	});

	test('a request that waited counts as running, as one that started at once does', async () => {
		const turns = new RequestSlots({ ...limits, together: 1, waitingPerVisitor: 4 });
		const [first, second, third] = ['a', 'b', 'c'].map((who) => asking(turns, who));
		await settle();
		first?.end();
		await settle();
		expect([second?.state, third?.state]).toEqual(['runs', 'waits']);
		const fourth = asking(turns, 'd');
		await settle();
		expect(fourth.state).toBe('waits');
		second?.end();
		await settle();
		expect([third?.state, fourth.state]).toEqual(['runs', 'waits']);
	});

	test('nothing is left of a wait that is over, however it ended', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const turns = new RequestSlots({ ...limits, together: 1, waitingPerVisitor: 4 });
		const [held, { signal }, leaving] = [asking(turns, 'a'), new AbortController(), new AbortController()];
		await settle();
		const [served, gone, late] = [signal, leaving.signal, signal].map((one) => asking(turns, 'b', one));
		leaving.abort();
		held.end();
		await Promise.all([served?.settled, gone?.settled]);
		expect([served?.state, gone?.state, late?.state]).toEqual(['runs', 'busy', 'waits']);
		expect([getEventListeners(signal, 'abort').length, vi.getTimerCount()]).toEqual([1, 1]);
		expect(getEventListeners(leaving.signal, 'abort')).toHaveLength(0);
		vi.advanceTimersByTime(limits.waitMs);
		await late?.settled;
		expect([late?.state, getEventListeners(signal, 'abort').length, vi.getTimerCount()]).toEqual([
			'busy',
			0,
			0,
		]);
	});

	test('who gives up, or waits for too long, leaves the place', async () => {
		const turns = new RequestSlots({ ...limits, together: 1 });
		const held = asking(turns, 'a');
		await settle();
		const leaving = new AbortController();
		const gone = asking(turns, 'b', leaving.signal);
		const next = asking(turns, 'b', leaving.signal);
		leaving.abort();
		await Promise.all([gone.settled, next.settled]);
		expect([gone.state, next.state]).toEqual(['busy', 'busy']);
		expect(asking(turns, 'b', leaving.signal).settled).toBeInstanceOf(Promise);
		const stays = asking(turns, 'b');
		held.end();
		await stays.settled;
		expect(stays.state).toBe('runs');

		const hurried = new RequestSlots({ ...limits, together: 1, waitMs: 1 });
		const first = asking(hurried, 'a');
		const late = asking(hurried, 'b');
		await late.settled;
		expect([first.state, late.state]).toEqual(['runs', 'busy']);
	});
});
