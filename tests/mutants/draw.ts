/** Returns a generator of pseudo-random numbers in [0, 1) that a seed reproduces (mulberry32). */
export function chance(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/**
 * Draws a uniform random sample of at most `count` items, in their original order; the same seed draws the
 * same sample.
 */
export function draw<T>(items: readonly T[], count: number, seed: number): T[] {
	if (items.length <= count) return [...items];
	const next = chance(seed);
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
