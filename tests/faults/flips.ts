import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A byte to change, and by what. */
export interface Flip {
	readonly file: string;
	readonly at: number;
	/** Never 0: the byte does change. */
	readonly xor: number;
}

/** Numbers below 1 that a seed always draws alike (mulberry32). */
export function drawing(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** So many places over every file of a folder: each file at least once, in turn, wherever a seed draws. */
export function flippedPlaces(folder: string, count: number, seed: number): readonly Flip[] {
	const draw = drawing(seed);
	const files = readdirSync(folder).sort();
	return Array.from({ length: count }, (_, n) => {
		const file = files[n % files.length] ?? '';
		const { size } = statSync(join(folder, file));
		return { file, at: Math.floor(draw() * size), xor: 1 << Math.floor(draw() * 8) };
	});
}
