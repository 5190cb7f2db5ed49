import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/**
 * Components that know nothing of Kit travel together, fields apart: alone, their headers would weigh more than their
 * code. Kit's own modules must stay where Kit puts them, so the two components that use them are left out; so are those
 * that no page held to a weight uses at its first visit.
 */
const FIELDS = /[\\/]src[\\/]ui[\\/](form-\w+\.ts|components[\\/](Field|FieldFrame|TextArea)\.svelte)/;
const OTHERS =
	/[\\/]src[\\/]ui[\\/]components[\\/](?!Form\.|Title\.|Choices|Field|Pager|Select|SourceMark|TextArea|Wheel)\w+\.svelte/;
const chunks = [
	{ name: 'svelte', test: /node_modules[\\/](svelte|esm-env|clsx)[\\/]/, priority: 3 },
	{ name: 'components', test: OTHERS, priority: 2 },
	{ name: 'fields', test: FIELDS, priority: 1 },
];

export default defineConfig({
	// The command is built beside the server, so that an operator needs neither TypeScript nor development packages.
	environments: {
		client: { build: { rolldownOptions: { output: { codeSplitting: { groups: chunks } } } } },
		ssr: {
			build: {
				rolldownOptions: {
					input: {
						cli: 'src/cli.ts',
						settings: 'src/platform/server/settings.ts',
						// Run by worker threads, found at the root of what is built (recognition/server/workshop.ts).
						'issuing-worker': 'src/recognition/server/issuing-worker.ts',
					},
				},
			},
		},
	},
	plugins: [
		{
			// Otherwise every message used anywhere travels to every hydrated page.
			name: 'messages-are-pure',
			transform: (_code: string, id: string) =>
				id.includes('/src/messages/') ? { moduleSideEffects: false } : undefined,
		},
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
		include: ['src/**/*.test.ts', 'tests/*.test.ts', 'tests/conformance/**/*.test.ts'],
		environment: 'node',
		globalSetup: 'tests/postgres.ts',
		testTimeout: 20_000,
		hookTimeout: 60_000,
		expect: { requireAssertions: true },
	},
});
