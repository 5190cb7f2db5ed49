import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FetchResult } from './fetch-result.ts';
import { FetchCache } from './fetch-cache.ts';
import { FETCH_LIMITS } from './limits.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const found = (size = 0, status = 200): FetchResult => ({
	kind: 'found',
	status,
	bytes: new Uint8Array(size),
	contentType: 'application/json',
});
/** Bytes that each entry counts beyond its body: its one-letter name and a fixed overhead of 256. */
const BESIDE = 257;

/** Returns those of these one-letter names whose answer is still cached. */
function kept(answers: FetchCache, names: string): string {
	return [...names].filter((name) => answers.get(name) !== undefined).join('');
}

describe('an answer that was brought', () => {
	test('is given again for as long as told, and no longer', () => {
		const answers = new FetchCache({ ...FETCH_LIMITS, cacheMs: 1_000 });
		const answer = found(3);
		expect(answers.get('a')).toBeUndefined();
		answers.keep('a', answer);
		vi.advanceTimersByTime(999);
		expect([answers.get('a'), answers.get('b')]).toEqual([answer, undefined]);
		vi.advanceTimersByTime(1);
		expect(answers.get('a')).toBeUndefined();
	});

	test.each([
		[200, true],
		[204, true],
		[299, true],
		[300, false],
		[304, false],
		[400, false],
		[403, false],
		[404, true],
		[405, false],
		[410, true],
		[429, false],
		[500, false],
		[503, false],
	])('with the status %i: kept %s', (status, stays) => {
		const answers = new FetchCache(FETCH_LIMITS);
		answers.keep('a', found(1, status));
		expect(answers.get('a') !== undefined).toBe(stays);
	});

	test('is not kept when it is a refusal', () => {
		const answers = new FetchCache(FETCH_LIMITS);
		answers.keep('a', { kind: 'refused', why: 'no-answer' });
		expect(answers.get('a')).toBeUndefined();
	});
});

describe('the room for answers', () => {
	test('so many at most: the oldest leave first', () => {
		const answers = new FetchCache({ ...FETCH_LIMITS, cacheEntries: 3 });
		for (const name of 'abc') answers.keep(name, found());
		expect(kept(answers, 'abcd')).toBe('abc');
		// Storing an entry again makes it the newest.
		answers.keep('a', found());
		answers.keep('d', found());
		expect(kept(answers, 'abcd')).toBe('acd');
	});

	test('so many bytes at most, with the name of each and what keeps it', () => {
		const answers = new FetchCache({ ...FETCH_LIMITS, cacheBytes: 3 * BESIDE + 60 });
		answers.keep('a', found(10));
		answers.keep('b', found(20));
		answers.keep('c', found(30));
		expect(kept(answers, 'abc')).toBe('abc');
		answers.keep('c', found(31));
		expect(kept(answers, 'abc')).toBe('bc');
	});

	test('one that takes all there is stays alone; one that takes more sends nobody away', () => {
		const answers = new FetchCache({ ...FETCH_LIMITS, cacheBytes: BESIDE + 100 });
		answers.keep('a', found(100));
		expect(kept(answers, 'a')).toBe('a');
		answers.keep('b', found(101));
		expect(kept(answers, 'ab')).toBe('a');
		// A new answer that is too large to cache must still remove the older one of the same name.
		answers.keep('a', found(101));
		expect(kept(answers, 'ab')).toBe('');
		answers.keep('b', found(100));
		expect(kept(answers, 'ab')).toBe('b');
	});

	test('what is over keeps no room from what is not', () => {
		const answers = new FetchCache({ ...FETCH_LIMITS, cacheMs: 10, cacheBytes: 2 * BESIDE });
		answers.keep('a', found());
		answers.keep('b', found());
		vi.advanceTimersByTime(10);
		expect(kept(answers, 'ab')).toBe('');
		for (const name of 'cd') answers.keep(name, found());
		expect(kept(answers, 'cd')).toBe('cd');
	});
});
