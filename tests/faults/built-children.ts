import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

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
	const source = (path: string) => join(root, path);
	await build({
		configFile: false,
		root,
		logLevel: 'error',
		publicDir: false,
		ssr: { noExternal: true, external: ['better-sqlite3', '@resvg/resvg-js'] },
		build: {
			ssr: true,
			outDir: folder,
			emptyOutDir: false,
			target: 'node24',
			minify: false,
			rolldownOptions: {
				input: {
					'issuing-child': source('tests/faults/issuing-child.ts'),
					'batch-child': source('tests/faults/batch-child.ts'),
					'badge-worker': source('src/badge-worker.ts'),
				},
			},
		},
	});
	return { oneAtATime: join(folder, 'issuing-child.js'), together: join(folder, 'batch-child.js') };
}
