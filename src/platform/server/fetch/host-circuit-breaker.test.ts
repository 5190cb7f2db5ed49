import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FetchRefusal } from './fetch-result.ts';
import { FETCH_LIMITS } from './limits.ts';
import { HostCircuitBreaker } from './host-circuit-breaker.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const limits = { ...FETCH_LIMITS, failures: 3, restMs: 1_000 };
/** A list of resting hosts in which each of these hosts has failed this many times in a row. */
function failed(times: Readonly<Record<string, number>>, why: FetchRefusal = 'no-answer') {
	const hosts = new HostCircuitBreaker(limits);
	for (const [host, count] of Object.entries(times)) for (let n = 0; n < count; n += 1) hosts.note(host, why);
	return hosts;
}

test.each([
	['no-answer', true],
	['too-slow', true],
	['inside', false],
	['too-large', false],
	['compressed', false],
	['page', false],
	['content-type', false],
	['redirects', false],
	['busy', false],
	['resting', false],
] as const)('« %s » counts as a failure of the host: %s', (why, counts) => {
	expect(failed({ a: 3 }, why).rests('a')).toBe(counts);
});

test('a host rests once it failed as often as told in a row, and no other does', () => {
	const hosts = failed({ a: 3, b: 2 });
	expect(['a', 'b', 'c'].map((host) => hosts.rests(host))).toEqual([true, false, false]);
	hosts.note('b', undefined);
	hosts.note('b', 'no-answer');
	hosts.note('b', 'too-slow');
	expect(hosts.rests('b')).toBe(false);
	hosts.note('b', 'too-slow');
	expect(hosts.rests('b')).toBe(true);
});

test('rested, it is tried by one; the others wait to learn what came of it', () => {
	const hosts = failed({ a: 3 });
	vi.advanceTimersByTime(999);
	expect(hosts.rests('a')).toBe(true);
	vi.advanceTimersByTime(1);
	expect([hosts.rests('a'), hosts.rests('a')]).toEqual([false, true]);
	vi.advanceTimersByTime(999);
	expect(hosts.rests('a')).toBe(true);
	// The attempt failed too: the host rests for the same time again.
	hosts.note('a', 'too-slow');
	vi.advanceTimersByTime(999);
	expect(hosts.rests('a')).toBe(true);
	vi.advanceTimersByTime(1);
	expect(hosts.rests('a')).toBe(false);
	hosts.note('a', undefined);
	expect(hosts.rests('a')).toBe(false);
});

test('500 hosts are remembered; beyond, the one unseen for longest is forgotten', () => {
	const names = Array.from({ length: 500 }, (_, n) => `host-${n}`);
	const hosts = failed(Object.fromEntries(names.map((name) => [name, 3])));
	const resting = () => names.filter((name) => hosts.rests(name));
	expect(resting()).toEqual(names);
	hosts.note('host-0', 'no-answer');
	hosts.note('one-more', 'no-answer');
	expect(resting()).toEqual(names.filter((name) => name !== 'host-1'));
});
