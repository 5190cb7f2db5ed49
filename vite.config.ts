import { globSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/**
 * True when the compiled messages are newer than their sources. Tests then do not compile them again, which
 * would take longer than most tests.
 */
function messagesAreCompiled(): boolean {
	const changed = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
	const sources = globSync('src/messages/{fr,en}/*.json', { cwd: import.meta.dirname });
	const made = changed(resolve(import.meta.dirname, 'src/messages/compiled/messages.js'));
	return sources.every((file) => changed(resolve(import.meta.dirname, file)) < made);
}
// Tests start processes and threads that load the same programs: with this cache, each program is compiled
// once.
if (process.env['VITEST'])
	process.env['NODE_COMPILE_CACHE'] ??= resolve(import.meta.dirname, 'node_modules/.cache/compiled');

const compiling = !process.env['VITEST'] || !messagesAreCompiled();

export default defineConfig({
	// The `macaron` command is built beside the server, so that an operator needs neither TypeScript nor the
	// development packages.
	environments: {
		client: {
			// Pages already list in their head the modules they need; repeating the list for the router cost
			// 1.1 kB per page.
			build: {
				modulePreload: false,
				rolldownOptions: {
					output: {
						codeSplitting: {
							groups: [
								{
									// With a file for each module that two pages share, one page had 65
									// files, and on a slow line waiting for so many takes longer than
									// receiving them. Small shared files are therefore joined with those used
									// by nearly the same pages. Components are left out: their styles would
									// be joined too, and reach pages without a script.
									name: 'shared',
									// The framework's own modules are left out too: joined with ours, they came to
									// import each other in a circle, and no script ran.
									test: (id: string) => !/\.(svelte|css)(\?|$)|[\\/]@sveltejs[\\/]kit[\\/]/.test(id),
									minShareCount: 2,
									entriesAware: true,
									entriesAwareMergeThreshold: 6_500,
								},
							],
						},
					},
				},
			},
		},
		ssr: {
			build: {
				rolldownOptions: {
					input: {
						cli: 'src/cli.ts',
						settings: 'src/platform/server/settings.ts',
						metrics: 'src/service-metrics.ts',
						'visitor-address': 'src/platform/server/shares/visitor-address.ts',
						// Programs of worker threads, which look for them at the root of the build
						// (platform/server/threads/worker-file.ts).
						'badge-worker': 'src/badge-worker.ts',
						'file-worker': 'src/file-worker.ts',
						'printing-worker': 'src/ui/server/pdf/printing-worker.ts',
					},
				},
			},
		},
	},
	plugins: [
		{
			// Paraglide’s own language detection adds code to every page, and would write a cookie without
			// being asked.
			name: 'the-page-says-its-language',
			enforce: 'pre',
			applyToEnvironment: ({ name }) => name === 'client',
			resolveId: (id, importer) =>
				/[\\/]runtime\.js$/.test(id) && importer?.includes('/src/messages/')
					? resolve('src/messages/browser-locale.ts')
					: undefined,
		},
		{
			// Kit (3.2.0) writes each page's data as a script, even in pages without scripts.
			name: 'pages-without-a-script-carry-no-data',
			transform(code: string, id: string) {
				if (!id.includes('/kit/src/runtime/server/page/index.js')) return undefined;
				// An error page may run scripts although the page itself does not: the data of its layouts
				// must then be written.
				const written = code
					.replace(
						/if \(node\) \{(\s*data_serializer\.add_node\(i, server_data\);)/,
						'if (node) { if (csr === false) unwritten.push([i, server_data]); else $1',
					)
					.replace(
						'data_serializer.set_max_nodes(idx);',
						'for (const one of unwritten) data_serializer.add_node(...one);\n$&',
					)
					.replace(
						'const data_serializer = server_data_serializer(event, state);',
						'$&\nconst unwritten = [];',
					);
				for (const part of ['unwritten = []', 'unwritten.push', 'of unwritten'])
					if (!written.includes(part)) throw new Error('Kit writes the data of pages otherwise: look again.');
				return { code: written, map: null };
			},
		},
		{
			// Without this plugin, every message used anywhere, and whatever a context's index imports,
			// reaches every hydrated page.
			name: 'modules-are-pure',
			transform: (_code: string, id: string) =>
				/\/src\/messages\/|\/src\/.*\.ts$/.test(id) ? { moduleSideEffects: false } : undefined,
		},
		compiling &&
			paraglideVitePlugin({
				project: './src/messages/project.inlang',
				outdir: './src/messages/compiled',
				strategy: ['cookie', 'baseLocale'],
				cookieName: 'lang',
				emitGitIgnore: false,
				emitPrettierIgnore: false,
				emitReadme: false,
			}),
		sveltekit({
			adapter: adapter(),
			compilerOptions: { runes: true },
			// Our own CSRF check (hooks.server.ts) covers every content type and answers with a page; Kit's
			// would run before it.
			csrf: { trustedOrigins: ['*'] },
			// A small file of styles costs more in headers than it holds: it stands in the page.
			inlineStyleThreshold: 700,
			csp: {
				mode: 'nonce',
				directives: {
					'default-src': ['none'],
					'script-src': ['self'],
					'style-src': ['self'],
					// Kit's route announcer has a style attribute (Kit 3.2.0). The journeys fail on any
					// console error, so a change in Kit will show.
					'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
					'img-src': ['self', 'data:'],
					'font-src': ['self'],
					'connect-src': ['self'],
					'form-action': ['self'],
					'base-uri': ['none'],
					'frame-ancestors': ['none'],
					'manifest-src': ['self'],
				},
			},
		}),
	],
	test: {
		include: ['src/**/*.test.ts', 'tests/*.test.ts', 'tests/{cases,conformance,hostile}/**/*.test.ts'],
		environment: 'node',
		globalSetup: 'tests/postgres.ts',
		// Test files share loaded modules: loading them for each file took a third of the total time. No file
		// alters them for others.
		isolate: false,
		maxWorkers: Math.max(2, availableParallelism() - 1),
		// These limits only stop tests that hang; no test measures speed.
		testTimeout: 180_000,
		hookTimeout: 180_000,
		expect: { requireAssertions: true, poll: { timeout: 60_000 } },
	},
});
