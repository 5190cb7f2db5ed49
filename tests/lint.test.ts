import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { kinds } from '../scripts/lint-rules.js';

const root = resolve(import.meta.dirname, '..');
/**
 * The project's ESLint, without the rule that needs type information: the samples of code that these tests
 * lint belong to no project.
 */
const eslint = new ESLint({
	cwd: root,
	overrideConfig: {
		languageOptions: { parserOptions: { projectService: false } },
		rules: { '@typescript-eslint/no-floating-promises': 'off' },
	},
});

describe('a promise that nobody awaits', () => {
	const config = async (file: string) =>
		(await new ESLint({ cwd: root }).calculateConfigForFile(resolve(root, file))) as {
			rules: Record<string, readonly unknown[] | undefined>;
			languageOptions: { parserOptions: { projectService?: boolean } };
		};

	test.each([
		'server.ts',
		'src/hooks.server.ts',
		'src/open-service.ts',
		'src/cli/backup/restore.ts',
		'src/web/form-action.ts',
		'src/awards/server/issuing/resume-batch.ts',
		'src/platform/server/events/hear-events.ts',
	])('is refused in %s, where types are read', async (file) => {
		expect(existsSync(resolve(root, file))).toBe(true);
		const { rules, languageOptions } = await config(file);
		expect(rules['@typescript-eslint/no-floating-promises']?.[0]).toBe(2);
		expect(languageOptions.parserOptions.projectService).toBe(true);
	});
});

/** Lints `text` as if it were in this file, and returns the `no-restricted-*` rules that it breaks. */
async function refused(file: string, text: string): Promise<string[]> {
	const [result] = await eslint.lintText(text, { filePath: file });
	const fatal = result?.messages.filter((one) => one.fatal) ?? [];
	expect(fatal).toEqual([]);
	return (result?.messages ?? [])
		.map(({ ruleId }) => ruleId ?? '')
		.filter((rule) => rule.includes('no-restricted-'));
}

const PURE = 'src/cohort/sample.ts';
const USE_CASE = 'src/cohort/server/sample.ts';
const STORE = 'src/cohort/server/sample-store.ts';
const PAGE = 'src/routes/(learner)/sample/+page.svelte';
const SCRIPT = 'src/routes/(learner)/sample/sample.ts';
const ENGINE = 'src/openbadges/verify/sample.ts';
const NETWORK = 'src/platform/server/fetch/sample.ts';
const PLAIN_JS = 'src/cohort/server/sample.js';
const inPage = (code: string) => `<script lang="ts">\n${code}\n</script>\n`;

/**
 * Ways to reach the network, direct or devious: each is tried in every kind of file where the lint rules
 * forbid it.
 */
const OPENS_THE_NETWORK: readonly string[] = [
	"export const a = fetch('https://x.example');",
	"export const a = globalThis.fetch('https://x.example');",
	"const f = fetch;\nexport const a = f('https://x.example');",
	"const { fetch: f } = globalThis;\nexport const a = f('https://x.example');",
	"export const a = globalThis['fet' + 'ch'];",
	"export const a = new WebSocket('wss://x.example');",
	"export const a = new EventSource('https://x.example');",
	'export const a = new XMLHttpRequest();',
	"export const a = navigator.sendBeacon('https://x.example');",
	"import { request } from 'http';\nexport const a = request;",
	"import { request } from 'node:http';\nexport const a = request;",
	"import net from 'net';\nexport const a = net;",
	"import * as tls from 'node:tls';\nexport const a = tls;",
	"import { request } from 'undici';\nexport const a = request;",
	"export { lookup } from 'node:dns';",
	"export * from 'https';",
	"export const a = import('node:net');",
	'export const a = import(`node:net`);',
	"const name = 'node:net';\nexport const a = import(name);",
	"import { execFile } from 'child_process';\nexport const a = execFile;",
	"import { execFile } from 'node:child_process';\nexport const a = execFile;",
	"import { createRequire } from 'node:module';\nexport const a = createRequire;",
	"export const a = process.getBuiltinModule('net');",
	"export const a = process['getBuiltinModule']('net');",
	"export const a = require('net');",
	"export const a = eval('fetch');",
];

describe('the network opens in one folder', () => {
	test.each([PURE, USE_CASE, STORE, SCRIPT, ENGINE, PLAIN_JS])('in %s, no way round', async (file) => {
		const passed: string[] = [];
		for (const code of OPENS_THE_NETWORK) if ((await refused(file, code)).length === 0) passed.push(code);
		expect(passed).toEqual([]);
	});

	test('nor in a page, whose window is no way round', async () => {
		const passed: string[] = [];
		const window = [
			"const a = window.fetch('https://x.example');",
			"const a = window['fetch'];",
			'const w = window;',
			'const a = window.window;',
		];
		const codes = [...OPENS_THE_NETWORK.filter((code) => !/^export (\*|\{)/.test(code)), ...window];
		for (const code of codes) {
			const inside = code.replace(/^export /gm, '');
			if ((await refused(PAGE, inPage(inside))).length === 0) passed.push(code);
		}
		expect(passed).toEqual([]);
		expect(await refused(PAGE, "<button onclick={() => fetch('https://x.example')}></button>")).not.toEqual(
			[],
		);
	});

	test('the folder itself may, and starts no program', async () => {
		expect(await refused(NETWORK, "import { request } from 'undici';\nexport const a = request;")).toEqual(
			[],
		);
		expect(await refused(NETWORK, "export { execFile } from 'node:child_process';")).not.toEqual([]);
		expect(await refused(NETWORK, "export const a = process.env['PROXY'];")).not.toEqual([]);
	});

	test('a page asks its own site by one function', async () => {
		const own = 'export const ask = (path: string) => fetch(path);';
		expect(await refused('src/ui/own-site.ts', own)).toEqual([]);
		expect(await refused('src/ui/other-site.ts', own)).not.toEqual([]);
	});
});

describe('formatters', () => {
	const MADE = [
		"export const day = (at: Date) => new Intl.DateTimeFormat('fr-CA').format(at);",
		"export const format = new Intl.NumberFormat('fr-CA');",
		'const { ListFormat } = Intl;\nexport const a = ListFormat;',
		"export const a = Intl['DateTimeFormat'];",
		"export const sorted = () => new Intl.Collator('fr');",
		"export const day = (at: Date) => at.toLocaleDateString('fr-CA');",
		"export const count = (n: number) => n.toLocaleString('fr-CA');",
	];
	test.each([PURE, 'src/training/server/list.ts', 'src/routes/(public)/day.ts', 'src/openbadges/other.ts'])(
		'are made in one place, not in %s',
		async (file) => {
			const passed: string[] = [];
			for (const code of MADE) if ((await refused(file, code)).length === 0) passed.push(code);
			expect(passed).toEqual([]);
		},
	);

	test('are made there, and others once for a file', async () => {
		const platform = ['date-format', 'list-format', 'language-name'].map((name) => `src/platform/${name}.ts`);
		for (const file of [...platform, 'src/openbadges/sentences.ts'])
			expect(await refused(file, MADE[0] ?? '')).toEqual([]);
		expect(await refused(PURE, "export const order = new Intl.Collator('fr');")).toEqual([]);
		expect(await refused(PURE, "export const low = (text: string) => text.toLocaleLowerCase('fr');")).toEqual(
			[],
		);
		expect(await refused('src/platform/date-format.ts', 'export const a = new Date();')).not.toEqual([]);
	});
});

describe('pure files', () => {
	const IMPURE = [
		'export const a = performance.now();',
		'export const a = new Date();',
		'export const a = Date();',
		'export const a = Date.now();',
		"export const a = Date['now']();",
		'const D = Date;\nexport const a = new D();',
		'export const a = Math.random();',
		'export const a = crypto.randomUUID();',
		"export const a = process.env['HOME'];",
		'export const a = process.hrtime();',
		"export const a = localStorage.getItem('a');",
		"export const a = sessionStorage.getItem('a');",
		'export const a = document.title;',
		'export const a = navigator.language;',
		'setTimeout(() => undefined, 1);',
		"console.log('a');",
		"import { readFileSync } from 'fs';\nexport const a = readFileSync;",
		"import { readFileSync } from 'node:fs';\nexport const a = readFileSync;",
		"import { eq } from 'drizzle-orm';\nexport const a = eq;",
		"import { z } from 'zod';\nexport const a = z;",
		"import { page } from '$app/state';\nexport const a = page;",
		"import { must } from '#identity/server';\nexport const a = must;",
		"export const a = import('./other.ts');",
		"export const a = import.meta.glob('./*.json');",
		"export const a = import.meta.env['MODE'];",
	];

	test('read no clock, no chance, no device, and know nothing of a server', async () => {
		const passed: string[] = [];
		for (const code of IMPURE) if ((await refused(PURE, code)).length === 0) passed.push(code);
		expect(passed).toEqual([]);
	});

	test('may do the rest', async () => {
		const good =
			"import { must } from '#identity';\nexport const at = (now: Date) => new Date(now.getTime() + 1);\nexport const a = Math.round(must(1));";
		expect(await refused(PURE, good)).toEqual([]);
	});
});

describe('the engine', () => {
	test.each([
		"import { world } from '#platform/server';\nexport const a = world;",
		"import { readFileSync } from 'node:fs';\nexport const a = readFileSync;",
		"import { readFileSync } from 'fs';\nexport const a = readFileSync;",
		'export const a = new Date();',
		'export const a = Date.now();',
		"export const a = process.env['HOME'];",
	])('stands alone: %s', async (code) => {
		expect(await refused(ENGINE, code)).not.toEqual([]);
	});
});

describe('where things stand', () => {
	test.each([
		[USE_CASE, 'export const a = (tx: any) => tx.select().from(1);'],
		[USE_CASE, 'export const a = (world: any) => world.db.read.select().from(1);'],
		[USE_CASE, 'export const a = (tx: any) => tx.delete(1);'],
		[USE_CASE, "export const a = process.env['HOME'];"],
		[USE_CASE, 'const { env } = process;\nexport const a = env;'],
		[USE_CASE, "import { env } from 'node:process';\nexport const a = env;"],
		[USE_CASE, "export const a = import.meta.glob('./*.ts');"],
		[STORE, 'export const a = (tx: any) => tx.select().all();'],
	])('%s: %s', async (file, code) => {
		expect(await refused(file, code)).not.toEqual([]);
	});

	test('a store selects, a use case keeps a map', async () => {
		expect(await refused(STORE, 'export const a = (tx: any) => tx.select().from(1);')).toEqual([]);
		expect(await refused(USE_CASE, 'const kept = new Map();\nexport const a = kept.delete(1);')).toEqual([]);
	});

	test.each([
		'<p>Bonjour Ada</p>',
		'<p>Learn more <a href="/a">{m.here()}</a></p>',
		"<p>{'Bonjour'}</p>",
		'<p>{`Bonjour ${name}`}</p>',
		'<img src="/a.svg" alt="Une roue" />',
		'<input placeholder="Votre nom" />',
		'<button aria-label="Fermer"></button>',
		'<div title="Niveau"></div>',
	])('no text in a page: %s', async (code) => {
		expect(await refused(PAGE, code)).not.toEqual([]);
	});

	test('words of the program, signs and styles are no text', async () => {
		const good =
			'<p class="lead">{m.hello()} : <code>npm start</code> · 3/4</p>\n<style>\n\tp {\n\t\tcolor: var(--ink);\n\t}\n</style>';
		expect(await refused(PAGE, good)).toEqual([]);
	});
});

test('a property counts what it met', async () => {
	const SAMPLE = 'src/cohort/sample.test.ts';
	const counted =
		"import { always } from '#tests/property';\nalways({ a: 1 }, () => fc.property(fc.nat(), () => true));";
	expect(await refused(SAMPLE, counted)).toEqual([]);
	for (const code of [
		"import fc from 'fast-check';\nfc.assert(fc.property(fc.nat(), () => true));",
		"import fc from 'fast-check';\nfc.check(fc.property(fc.nat(), () => true));",
		"import { assert, nat, property } from 'fast-check';\nassert(property(nat(), () => true));",
	])
		expect(await refused(SAMPLE, code), code).not.toEqual([]);
});

test('the product keeps them all', async () => {
	const only = new ESLint({
		cwd: resolve(import.meta.dirname, '..'),
		overrideConfigFile: true,
		overrideConfig: [
			{ ignores: ['src/messages/compiled'] },
			{ plugins: { '@typescript-eslint': ts.plugin }, languageOptions: { parser: ts.parser } },
			...svelte.configs['flat/base'],
			{
				files: ['**/*.svelte', '**/*.svelte.ts'],
				languageOptions: { parserOptions: { parser: ts.parser } },
			},
			...kinds,
		] as never,
	});
	const results = await only.lintFiles(['src', 'tests']);
	expect(results.length).toBeGreaterThan(500);
	const faults = results.flatMap(({ filePath, messages }) =>
		messages
			.filter(({ ruleId, fatal }) => fatal || ruleId?.includes('no-restricted-'))
			.map(({ line, message }) => `${filePath}:${line} ${message}`),
	);
	expect(faults).toEqual([]);
});
