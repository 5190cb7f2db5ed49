import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { parseAst } from 'vite';
import { test } from '../fixtures.ts';

const root = resolve(import.meta.dirname, '../../..');

interface Node {
	readonly type?: string;
	readonly source?: { readonly type?: string; readonly value?: unknown } | null;
}

/** Every module that a built file names, whether it is loaded at once or later. */
function importsOf(file: string): readonly string[] {
	const names: string[] = [];
	const visit = (node: unknown): void => {
		if (Array.isArray(node)) return node.forEach(visit);
		if (typeof node !== 'object' || node === null) return;
		const { type = '', source } = node as Node;
		if (/^(Import|ExportNamed|ExportAll)(Declaration|Expression)$/.test(type) && source?.type === 'Literal')
			names.push(String(source.value));
		Object.values(node).forEach(visit);
	};
	visit(parseAst(readFileSync(file, 'utf8')));
	return names;
}

test('the command looks at its Node before it loads anything: an older one is told which it needs', () => {
	const { body } = parseAst(readFileSync(join(root, 'build/server/cli.js'), 'utf8'));
	const loadedFirst = body.filter(({ type }) => /^(Import|Export\w+)Declaration$/.test(type));
	expect(loadedFirst.map((node) => (node as Node).source?.value ?? '').filter(Boolean)).toEqual([]);
	expect(importsOf(join(root, 'build/server/cli.js'))).toHaveLength(1);
});

test('what is built asks for nothing but Node and the packages of production: `npm ci --omit=dev` is enough', () => {
	const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		dependencies: Record<string, string>;
	};
	const files = readdirSync(join(root, 'build'), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.js') && !name.startsWith('client/'))
		.map((name) => join(root, 'build', name));
	expect(files.length).toBeGreaterThan(50);
	const asked = new Map<string, string>();
	for (const file of files)
		for (const name of importsOf(file))
			if (!/^(\.|node:)/.test(name) && !builtinModules.includes(name)) asked.set(name, file);
	const packages = [...asked.keys()].map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
	// Known by what they do: the database, mail, PDF.
	for (const needed of ['better-sqlite3', 'nodemailer', 'pdfkit']) expect(packages).toContain(needed);
	expect(packages.filter((name) => !(name in dependencies))).toEqual([]);
});
