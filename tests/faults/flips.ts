import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { seededNumbers } from '../seeded-numbers.ts';

/** A byte of a file to change, to see whether the damage is noticed. */
export interface Flip {
	readonly file: string;
	readonly at: number;
	/** What the byte is XORed with; never 0, so that the byte does change. */
	readonly xor: number;
}

/**
 * Draws `count` random bytes to change in the files of a folder; the same seed draws the same ones. The files
 * take turns, so each is changed at least once if `count` allows.
 */
export function flippedPlaces(folder: string, count: number, seed: number): readonly Flip[] {
	const draw = seededNumbers(seed);
	const files = readdirSync(folder).sort();
	return Array.from({ length: count }, (_, n) => {
		const file = files[n % files.length] ?? '';
		const { size } = statSync(join(folder, file));
		return { file, at: Math.floor(draw() * size), xor: 1 << Math.floor(draw() * 8) };
	});
}
