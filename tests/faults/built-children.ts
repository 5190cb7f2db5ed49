import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** The processes that issue, each as one file, built as the service is: one killed 100 times starts 100 times. */
export interface Children {
	readonly oneAtATime: string;
	readonly together: string;
}

/** Builds the processes that issue in a folder, with the worker their threads run. */
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
