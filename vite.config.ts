import { globSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** Tests need the messages compiled, not compiled again: that takes longer than most of them. */
function messagesAreCompiled(): boolean {
	const changed = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
	const sources = globSync('src/messages/{fr,en}/*.json', { cwd: import.meta.dirname });
	const made = changed(resolve(import.meta.dirname, 'src/messages/compiled/messages.js'));
	return sources.every((file) => changed(resolve(import.meta.dirname, file)) < made);
}
// What the tests start (commands, threads, children that are killed) reads the same programs: compiled once.
if (process.env['VITEST'])
	process.env['NODE_COMPILE_CACHE'] ??= resolve(import.meta.dirname, 'node_modules/.cache/compiled');

const compiling = !process.env['VITEST'] || !messagesAreCompiled();

export default defineConfig({
	// The command is built beside the server, so that an operator needs neither TypeScript nor development packages.
	environments: {
		client: {
			// Pages name what they need in their head; telling it again to the router weighed 1.1 kB on each.
			build: { modulePreload: false },
		},
		ssr: {
			build: {
				rolldownOptions: {
					input: {
						cli: 'src/cli.ts',
						settings: 'src/platform/server/settings.ts',
						// Run by worker threads, found at the root of what is built (platform/server/threads/worker-file.ts).
						'badge-worker': 'src/badge-worker.ts',
						'printing-worker': 'src/ui/server/pdf/printing-worker.ts',
					},
				},
			},
		},
	},
	plugins: [
		{
			// Paraglide’s own way of finding the language weighs on every page, and would write a cookie unasked.
			name: 'the-page-says-its-language',
			enforce: 'pre',
			applyToEnvironment: ({ name }) => name === 'client',
			resolveId: (id, importer) =>
				/[\\/]runtime\.js$/.test(id) && importer?.includes('/src/messages/')
					? resolve('src/messages/browser-locale.ts')
					: undefined,
		},
		{
			// Kit writes the data of every page as a program (3.2.0), also where no script will read it.
			name: 'pages-without-a-script-carry-no-data',
			transform(code: string, id: string) {
				if (!id.includes('/kit/src/runtime/server/page/index.js')) return undefined;
				// An error page may have a script where the page has none: then what its layouts were given is written.
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
			// Otherwise every message used anywhere travels to every hydrated page.
			name: 'messages-are-pure',
			transform: (_code: string, id: string) =>
				id.includes('/src/messages/') ? { moduleSideEffects: false } : undefined,
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
			// Our own check (hooks.server.ts) covers every content type and answers with a page; Kit's would come first.
			csrf: { trustedOrigins: ['*'] },
			csp: {
				mode: 'nonce',
				directives: {
					'default-src': ['none'],
					'script-src': ['self'],
					'style-src': ['self'],
					// Kit's route announcer carries a style attribute (Kit 3.2.0); the journeys fail on any console error, so a new Kit will tell.
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
		// Files share the modules they load: loading them again for each took a third of the whole. No file changes them for others.
		isolate: false,
		maxWorkers: Math.max(2, availableParallelism() - 1),
		// For what never ends; no test measures the machine.
		testTimeout: 180_000,
		hookTimeout: 180_000,
		expect: { requireAssertions: true },
	},
});
