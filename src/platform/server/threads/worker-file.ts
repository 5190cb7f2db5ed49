import { existsSync } from 'node:fs';

/**
 * Where the module of a worker stands: beside the one that names it as source, at the root of what the build made
 * (vite.config.ts). `here` is the address of the module that names it.
 */
export function workerFile(name: string, here: string): URL {
	if (here.endsWith('.ts')) return new URL(`./${name}.ts`, here);
	const places = ['./', '../', '../../'].map((up) => new URL(`${up}${name}.js`, here));
	const found = places.find((place) => existsSync(place));
	if (!found) throw new Error(`The build lacks ${name}.js.`);
	return found;
}
