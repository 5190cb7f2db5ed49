import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import * as door from './index.ts';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const readme = read('./README.md');
const examples = [...readme.matchAll(/```js\n(.*?)```\n\n```\n(.*?)```/gs)];
const root = fileURLToPath(new URL('../../', import.meta.url));
const exports = Object.keys(door);

test('each of the five examples runs as it stands and prints what is shown below it', async () => {
	expect(examples.length).toBe(5);
	expect(readme.split('```js').length - 1).toBe(5);
	const run = (code: string) =>
		promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: root });
	for (const [, code = '', shown] of examples) expect((await run(code)).stdout).toBe(shown);
});

/** The rows of the table of exports in the README: the names of the exports, then the other cells. */
const rows = readme
	.slice(readme.indexOf('## What the door exports'), readme.indexOf('Sentences live in'))
	.split('\n')
	.filter((line) => line.startsWith('| `'))
	.map((line) => line.split('|').map((cell) => cell.trim()))
	.map(([, names = '', ...cells]) => ({
		names: [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name as string),
		cells: cells.slice(0, 3),
	}));

// Exports that implement no specification: our own words and closed lists, whose row has a dash.
const OURS = [
	...['CHECK_REASONS', 'OPEN_BADGES_VERSIONS', 'VERDICTS', 'checkTitle', 'sentence', 'notProvenSentence'],
	...['verdictTitle', 'verdictSentence', 'vouchedSentence', 'proofLimitSentence'],
	...['cleanPastedText', 'LARGEST_BADGE_FILE', 'LARGEST_JSON', 'LARGEST_ISSUER_DOCUMENT'],
	...['MOST_DOCUMENTS', 'MOST_STATUS_LISTS'],
];

test('each export has its row: what it is, what it throws, and what specification it implements', () => {
	expect(rows.flatMap(({ names }) => names).sort()).toEqual([...exports].sort());
	for (const { names, cells } of rows) {
		const [what = '', throws = '', implemented = ''] = cells;
		expect([names, what.length > 12, throws.length > 0]).toEqual([names, true, true]);
		const ours = names.every((name) => OURS.includes(name));
		expect([names, implemented === '—']).toEqual([names, ours]);
	}
});

test('each export of the door has its sentence, which names its errors where it throws', () => {
	const source = read('./index.ts');
	const documented = [...source.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\nexport (?:type )?\{([^}]*)\}/gs)];
	const statements = source.match(/^export /gm) ?? [];
	expect(documented.length).toBe(statements.length);
	const sentences = new Map(
		documented.flatMap(([, sentence = '', names = '']) =>
			names
				.split(',')
				.map((name) => name.replace(/\btype\b/, '').trim())
				.filter(Boolean)
				.map((name) => [name, sentence] as const),
		),
	);
	for (const name of exports) expect(sentences.get(name)?.length ?? 0, name).toBeGreaterThan(25);
	for (const { names, cells } of rows) {
		const errors = [...(cells[1] ?? '').matchAll(/`(\w*(?:Error|Fault))`/g)].map(
			([, error]) => error as string,
		);
		const told = names.map((name) => sentences.get(name) ?? '').join(' ');
		for (const error of errors) expect([names, error, told.includes(error)]).toEqual([names, error, true]);
	}
});
