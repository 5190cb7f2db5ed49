import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** Bundles programs, each to one file named as `programs` says, so that many restarts stay fast. */
async function bundle(folder: string, programs: Readonly<Record<string, string>>): Promise<void> {
	await build({
		configFile: false,
		root,
		logLevel: 'error',
		publicDir: false,
		ssr: { noExternal: true, external: ['better-sqlite3', '@resvg/resvg-js', 'sharp'] },
		build: {
			ssr: true,
			outDir: folder,
			emptyOutDir: false,
			target: 'node24',
			minify: false,
			rolldownOptions: {
				input: Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, join(root, path)])),
			},
		},
	});
}

/**
 * The paths of the two programs that issue badges, each bundled to one file so that a hundred restarts stay
 * fast.
 */
export interface Children {
	readonly oneAtATime: string;
	readonly together: string;
}

/**
 * Bundles the two programs that issue badges, and the worker of their threads, into a folder; returns their
 * paths.
 */
export async function buildChildren(folder: string): Promise<Children> {
	await bundle(folder, {
		'issuing-child': 'tests/faults/issuing-child.ts',
		'batch-child': 'tests/faults/batch-child.ts',
		'badge-worker': 'src/badge-worker.ts',
	});
	return { oneAtATime: join(folder, 'issuing-child.js'), together: join(folder, 'batch-child.js') };
}

/**
 * Bundles one program of this folder, calls `work` with its path, and then deletes it. The program lies where
 * Node finds the packages that are not bundled.
 */
export async function withBuiltChild<T>(
	name: 'acts-child' | 'files-child' | 'work-child',
	work: (path: string) => Promise<T> | T,
): Promise<T> {
	const folder = join(root, 'node_modules/.cache', `faults-${name}-${process.pid}`);
	mkdirSync(folder, { recursive: true });
	try {
		await bundle(folder, { [name]: `tests/faults/${name}.ts` });
		return await work(join(folder, `${name}.js`));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
