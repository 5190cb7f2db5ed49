import { expect, test } from 'vitest';
import { bodyRoom } from '../body-room.ts';

test('one address has its part, all have the whole, and what ended makes room again', () => {
	const room = bodyRoom({ all: 100, each: 40 });
	const first = room.take('a', 40);
	expect(first).toBeDefined();
	expect(room.take('a', 1)).toBeUndefined();
	const others = [room.take('b', 40), room.take('c', 20)];
	expect(others.every(Boolean)).toBe(true);
	expect(room.take('d', 1)).toBeUndefined();
	expect(room.take('d', 0)).toBeDefined();
	first?.();
	// Releasing the same body twice frees its room only once.
	first?.();
	expect(room.take('d', 41)).toBeUndefined();
	expect(room.take('d', 40)).toBeDefined();
	expect(room.take('a', 1)).toBeUndefined();
	for (const end of others) end?.();
	expect(room.take('b', 40)).toBeDefined();
	expect(room.take('c', 20)).toBeDefined();
});
