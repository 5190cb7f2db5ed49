import { existsSync } from 'node:fs';

/**
 * Path of a worker's module: beside the one that names it, or in the nearest folder above that holds it. As
 * built, at the root of what the build made (vite.config.ts). `here` is the address of the module that names it.
 */
export function workerFile(name: string, here: string): URL {
	const file = `${name}.${here.endsWith('.ts') ? 'ts' : 'js'}`;
	const places = ['./', '../', '../../', '../../../'].map((up) => new URL(`${up}${file}`, here));
	const found = places.find((place) => existsSync(place));
	if (!found) throw new Error(`The build lacks ${file}.`);
	return found;
}
