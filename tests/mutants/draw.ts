import { seededNumbers } from '../seeded-numbers.ts';

/**
 * Draws a uniform random sample of at most `count` items, in their original order; the same seed draws the
 * same sample.
 */
export function draw<T>(items: readonly T[], count: number, seed: number): T[] {
	if (items.length <= count) return [...items];
	const next = seededNumbers(seed);
	const order = items.map((_, at) => at);
	for (let at = order.length - 1; at > 0; at -= 1) {
		const other = Math.floor(next() * (at + 1));
		[order[at], order[other]] = [order[other] as number, order[at] as number];
	}
	return order
		.slice(0, count)
		.sort((a, b) => a - b)
		.map((at) => items[at] as T);
}
