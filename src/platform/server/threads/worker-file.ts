import { existsSync } from 'node:fs';

/**
 * Finds a worker's module (its URL) in the caller's folder or in the nearest of three folders above; in the
 * build it is at the root of the output (vite.config.ts). `here` is the URL of the calling module. Throws if
 * there is none.
 */
export function workerFile(name: string, here: string): URL {
	const file = `${name}.${here.endsWith('.ts') ? 'ts' : 'js'}`;
	const places = ['', '../', '../../', '../../../'].map((up) => new URL(`${up}${file}`, here));
	const found = places.find((place) => existsSync(place));
	if (!found) throw new Error(`The build lacks ${file}.`);
	return found;
}
