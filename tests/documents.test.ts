import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const json = <T>(path: string) => JSON.parse(read(path)) as T;

const AWAY =
	/(^|\/)(node_modules|\.git|\.svelte-kit|compiled|test-results|\.screens)(\/|$)|^(build|data|secrets)(\/|$)/;

/**
 * Lists every file under a folder of the project, as paths from its root, except what is generated or
 * installed.
 */
function filesUnder(folder: string): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (AWAY.test(path)) return [];
		return entry.isDirectory() ? filesUnder(path) : [path];
	});
}

const files = filesUnder('.');
const { scripts, imports } = json<{ scripts: Record<string, string>; imports: Record<string, string> }>(
	'package.json',
);
const documents = files.filter((path) =>
	/^(README|ARCHITECTURE|CONTRIBUTING|SECURITY)\.md$|^docs\/.*\.md$/.test(path),
);
const contexts = readdirSync(join(root, 'src'), { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && !['routes', 'cli'].includes(entry.name))
	.map((entry) => entry.name);

describe('README and ARCHITECTURE', () => {
	test('every script is in README, or among the tools it leads to; README keeps those of every day', () => {
		const saidIn = (path: string) =>
			Object.keys(scripts).filter((name) => new RegExp(`npm (run )?${name}(?![\\w:])`).test(read(path)));
		expect(Object.keys(scripts).length).toBeGreaterThan(8);
		const [readme, tools] = [saidIn('README.md'), saidIn('docs/tools.md')];
		expect(Object.keys(scripts).filter((name) => ![...readme, ...tools].includes(name))).toEqual([]);
		expect(read('README.md')).toContain('](docs/tools.md)');
		expect(readme).toEqual(expect.arrayContaining(['start', 'test', 'dev', 'verify', 'macaron']));
		expect(readme.length).toBeLessThan(10);
		expect(tools.length).toBeGreaterThan(5);
	});

	test('every context has its row in ARCHITECTURE, and every row its context', () => {
		const rows = [...read('ARCHITECTURE.md').matchAll(/^\| `([a-z]+)`/gm)].map(([, name]) => name);
		expect(rows.sort()).toEqual(contexts.sort());
	});

	test('every door opens on a file, and belongs to a context of ARCHITECTURE', () => {
		const doors = Object.entries(imports).filter(([name]) => !name.startsWith('#tests'));
		expect(doors.length).toBeGreaterThan(15);
		for (const [name, target] of doors) {
			const path = target.replace('*', '');
			expect(existsSync(join(root, path)), `${name} → ${target}`).toBe(true);
			expect(contexts, name).toContain(name.match(/^#([a-z]+)/)?.[1]);
		}
		const architecture = read('ARCHITECTURE.md');
		for (const shape of ['#assessment', '#assessment/server']) expect(architecture).toContain(`\`${shape}\``);
	});

	/**
	 * Paths that documents name although the repository lacks them: they exist only after a command has run.
	 */
	const MADE = /^(\.\/)?(data|secrets|build|\.screens|test-results|node_modules)(\/|$)/;
	/** Files that documents name only in order to say that they do not exist. */
	const ABSENT = new Set(['svelte.config.js', 'src/env.ts']);
	const EXTENSION = /\.(ts|mjs|js|json|md|css|svelte|svg|png|csv|html|yml|key|db)$/;
	const globbed = (path: string) =>
		new RegExp(
			`^${path
				.replace(/\/$/, '')
				.replace(/[.()[\]]/g, '\\$&')
				.replace(/<[^>]+>|\*/g, '[^/]+')}(/|$)`,
		);

	/**
	 * The paths that a document names, in backquotes or as links, those with placeholders such as `<badge>`
	 * included.
	 */
	function namedPaths(text: string): string[] {
		const outside = text.replace(/```[\s\S]*?```/g, '');
		const quoted = [...outside.matchAll(/`([^`\s]+)`/g)]
			.map(([, found]) => found ?? '')
			.filter((found) => EXTENSION.test(found) || /^[\w.-]+\/.*\/$|^(src|tests|docs|badges)\//.test(found));
		const linked = [...outside.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(
			([, link, source]) => link ?? source ?? '',
		);
		return [...quoted, ...linked]
			.map((found) => found.replace(/#.*$/, ''))
			.filter((found) => found && !/^(https?:|mailto:|\/|#|\$|~)/.test(found) && !/[{}=|]/.test(found))
			.filter((found) => !MADE.test(found));
	}

	test('every path a document names exists', () => {
		expect(documents.length).toBeGreaterThan(8);
		let seen = 0;
		const missing = documents.flatMap((document) =>
			read(document)
				.split('\n')
				.flatMap((line) => {
					// In ARCHITECTURE.md's table of contexts, a path is relative to the context that its row
					// names.
					const context = line.match(/^\| `([a-z]+)` +\|/)?.[1];
					return namedPaths(line).flatMap((path) => {
						seen += 1;
						if (ABSENT.has(path)) return [];
						const bases = ['.', dirname(document)];
						if (bases.some((base) => files.some((file) => globbed(join(base, path)).test(file)))) return [];
						// A partial path may also be the end of the path of a file of the row's context, or
						// of any context (`server/tables.ts`).
						const tail = globbed(path).source.slice(1);
						const ending = new RegExp(`^src/${context ?? '[a-z]+'}/(.*/)?${tail}`);
						return files.some((file) => ending.test(file)) ? [] : [`${document}: ${path}`];
					});
				}),
		);
		expect(seen).toBeGreaterThan(25);
		expect(missing).toEqual([]);
	});
});

describe('what documents say of the code', () => {
	test('ARCHITECTURE lists what the world holds, all of it and in order', () => {
		const type =
			read('src/platform/server/world.ts').match(/export interface World \{([\s\S]*?)\n\}/)?.[1] ?? '';
		const held = [...type.matchAll(/^\treadonly (\w+):/gm)].map(([, name]) => name);
		expect(held.length).toBeGreaterThan(8);
		const said = read('ARCHITECTURE.md')
			.match(/`World = \{ ([^}]*) \}`/)?.[1]
			?.split(', ');
		expect(said).toEqual(held);
	});

	test('README tells what `verify` does, in the order it is done', () => {
		const [, said = ''] = read('README.md').match(/`npm run verify` +\| ([^|]*)in that order/) ?? [];
		const tasks = read('scripts/tasks.mjs');
		const verify = tasks.match(/case 'verify':([\s\S]*?)case /)?.[1] ?? '';
		const test = tasks.match(/function test\(ways = \[\]\) \{([\s\S]*?)\n\t\}/)?.[1] ?? '';
		const steps = verify.replace('test()', test);
		const names = {
			prettier: 'format',
			eslint: 'lint',
			'build()': 'build',
			'svelte-check': 'types',
			'TOOLS.vitest': 'test',
		};
		const done = Object.entries(names).sort(([a], [b]) => steps.indexOf(a) - steps.indexOf(b));
		for (const [step] of done) expect(steps).toContain(step);
		expect([...said.matchAll(/format|lint|build|types|test/g)].map(String)).toEqual(
			done.map(([, name]) => name),
		);
	});
});

/**
 * For each pointer that a decision's status line may have to another decision, the pointer that the other
 * must have back.
 */
const ANSWERS: Readonly<Record<string, string>> = {
	changes: 'changed by',
	supersedes: 'superseded by',
	'changed by': 'changes',
	'superseded by': 'supersedes',
};

/**
 * The faults in the status lines of decisions (a map from file name to text): a wrong form, a pointer to no
 * decision, a missing pointer back.
 */
function statusFaults(decisions: ReadonlyMap<string, string>): readonly string[] {
	const status = (name: string) => decisions.get(name)?.split('\n')[2]?.split(' · ') ?? [];
	const pointer = /^(changes|supersedes|changed by|superseded by) \[(\d{4})\]\(([^)]+)\)$/;
	return [...decisions.keys()].flatMap((name) => {
		const [date, state, ...pointers] = status(name);
		const stands = state === 'accepted' || state?.startsWith('superseded by ');
		if (!/^\d{4}-\d\d-\d\d$/.test(date ?? '') || !stands) return [`${name}: no date and status on line 3`];
		return [...(state === 'accepted' ? [] : [state ?? '']), ...pointers].flatMap((part) => {
			const [, word = '', number = '', target = ''] = part.match(pointer) ?? [];
			if (!word) return [`${name}: « ${part} » is no status`];
			if (!decisions.has(target) || !target.startsWith(number)) return [`${name}: no decision ${part}`];
			const answer = `${ANSWERS[word]} [${name.slice(0, 4)}](${name})`;
			return status(target).includes(answer) ? [] : [`${target}: does not say « ${answer} »`];
		});
	});
}

describe('decisions and operations', () => {
	test('each decision has a status among a few words; what one changes or supersedes says so too', () => {
		const names = readdirSync(join(root, 'docs/decisions'));
		const decisions = new Map(names.map((name) => [name, read(`docs/decisions/${name}`)]));
		expect([...decisions.values()].filter((text) => / · superseded by \[/.test(text)).length).toBeGreaterThan(
			0,
		);
		expect(statusFaults(decisions)).toEqual([]);
	});

	test.each([
		['no status', '2026-11-22', 'a.md: no date and status on line 3'],
		['no date', 'accepted', 'a.md: no date and status on line 3'],
		['a word of its own', '2026-11-22 · agreed', 'a.md: no date and status on line 3'],
		['a pointer in prose', '2026-11-22 · accepted · completes decision 3', 'is no status'],
		['a decision that is not there', '2026-11-22 · superseded by [0099](0099-x.md)', 'a.md: no decision'],
		['a number that is not the file’s', '2026-11-22 · accepted · changes [0003](0002-b.md)', 'no decision'],
		[
			'a pointer without its answer',
			'2026-11-22 · accepted · changes [0002](0002-b.md)',
			'0002-b.md: does not',
		],
	])('a status line with %s is found', (_what, line, fault) => {
		const decisions = new Map([
			['a.md', `# 1. A\n\n${line}\n`],
			['0002-b.md', '# 2. B\n\n2026-11-22 · accepted\n'],
		]);
		expect(statusFaults(decisions)).toEqual([expect.stringContaining(fault)]);
	});

	test('decisions are numbered without a gap, short, and say what they settle', () => {
		const decisions = readdirSync(join(root, 'docs/decisions')).sort();
		expect(decisions.length).toBeGreaterThanOrEqual(6);
		decisions.forEach((name, at) => {
			expect(name).toMatch(new RegExp(`^${String(at + 1).padStart(4, '0')}-[a-z0-9-]+\\.md$`));
			const text = read(`docs/decisions/${name}`);
			expect(text.split('\n').length, name).toBeLessThan(40);
			expect(text, name).toMatch(new RegExp(`^# ${at + 1}\\. `));
		});
	});

	test('every setting is in docs/operations.md', () => {
		const settings = [...read('src/platform/server/settings.ts').matchAll(/^\t([A-Z_]+): z\./gm)].map(
			([, name]) => name ?? '',
		);
		expect(settings.length).toBeGreaterThanOrEqual(6);
		const operations = read('docs/operations.md');
		expect(settings.filter((name) => !operations.includes(`\`${name}\``))).toEqual([]);
	});

	test('what the tests and the boot read from the environment is said somewhere', () => {
		const said = documents.map(read).join('\n');
		expect(['CHROMIUM', 'ALLOW_NO_BROWSER'].filter((name) => !said.includes(`\`${name}`))).toEqual([]);
	});

	test('every table of the database is in the map of personal data', () => {
		const migrations = files.filter((path) => /^drizzle\/sqlite\/.*\.sql$/.test(path));
		const named = (statement: RegExp) =>
			migrations.flatMap((path) => [...read(path).matchAll(statement)].map(([, name = '']) => name));
		const dropped = new Set(named(/DROP TABLE [`"](\w+)[`"]/g));
		// SQLite migrations rebuild a table by creating it under a `__new_` name first.
		const made = named(/CREATE TABLE [`"](\w+)[`"]/g).filter((name) => !name.startsWith('__new_'));
		const rebuilt = new Set(named(/RENAME TO [`"](\w+)[`"]/g));
		const tables = made.filter((name) => !dropped.has(name) || rebuilt.has(name));
		expect(tables.length).toBeGreaterThan(15);
		const map = read('docs/privacy/data-map.md');
		expect(tables.filter((name) => !map.includes(`\`${name}\``))).toEqual([]);
	});
});
