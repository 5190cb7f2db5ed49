import { expect, test } from 'vitest';
import { createVersionedCache } from './versioned-cache.ts';

const at = (ms: number) => new Date(1_700_000_000_000 + ms);
const DAY = 86_400_000;

test('a value is given back for the version it was made from, and for no other, not even again', () => {
	const kept = createVersionedCache<string>(10);
	kept.set('home', 'v1', at(0), 'Bonjour');
	expect(kept.get('home', 'v1', at(1))).toBe('Bonjour');
	expect(kept.get('other', 'v1', at(1))).toBeUndefined();
	expect(kept.get('home', 'v2', at(1))).toBeUndefined();
	expect(kept.get('home', 'v1', at(1))).toBeUndefined();
	expect(kept.size()).toBe(0);
});

test.each([
	[0, true],
	[DAY - 1, true],
	[DAY, false],
	[2 * DAY, false],
	// The system clock was set back.
	[-1, false],
])('%i ms after it was made, a value is given back: %s', (later, given) => {
	const kept = createVersionedCache<string>(10);
	kept.set('home', 'v1', at(0), 'Bonjour');
	expect(kept.get('home', 'v1', at(later)) === 'Bonjour').toBe(given);
});

test('without sizes, as many values are kept as told', () => {
	const kept = createVersionedCache<string>(2);
	for (const name of ['a', 'b', 'c']) kept.set(name, '1', at(0), 'Bonjour');
	expect(['a', 'b', 'c'].filter((name) => kept.get(name, '1', at(1)))).toEqual(['b', 'c']);
	expect(kept.size()).toBe(2);
});

test('what was asked for longest ago leaves first, and the sum of the sizes stays within its limit', () => {
	const kept = createVersionedCache<string>(10, (text) => text.length);
	for (const name of ['a', 'b', 'c']) kept.set(name, '1', at(0), 'xxx');
	kept.get('a', '1', at(1));
	kept.set('d', '1', at(2), 'xxxx');
	expect(['a', 'b', 'c', 'd'].filter((name) => kept.get(name, '1', at(3)))).toEqual(['a', 'c', 'd']);
	expect(kept.size()).toBe(10);
	kept.set('d', '2', at(4), 'x');
	expect(kept.size()).toBe(7);
	// A value larger than the whole cache is not stored, and evicts nothing.
	kept.set('e', '1', at(5), 'x'.repeat(11));
	expect(kept.get('e', '1', at(6))).toBeUndefined();
	expect(kept.size()).toBe(7);
});
