import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FRAMEWORK_VERSIONS } from '#framework';
import { publishedFramework, useFrameworks } from '#framework/server';
import { EXIT, type Terminal } from './command.ts';
import { run } from './run.ts';

let folder = '';
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-words-'));
	await typed('prepare');
});
afterAll(() => {
	// Words are of the whole process, in which other tests run.
	useFrameworks(FRAMEWORK_VERSIONS.map(publishedFramework));
	rmSync(folder, { recursive: true, force: true });
});

/** Types a command in French over a new data folder; returns what it printed, and its exit code. */
async function typed(...words: readonly string[]) {
	const [out, err]: [string[], string[]] = [[], []];
	const terminal: Terminal = {
		locale: 'fr',
		env: {
			DATA_DIR: join(folder, 'data'),
			KEY_FILE: join(folder, 'seal.key'),
			BADGES_DIR: resolve(import.meta.dirname, '../../badges'),
		},
		out: (line) => void out.push(line),
		err: (line) => void err.push(line),
		stdin: () => Promise.resolve(new Uint8Array(readFileSync(join(folder, 'words.csv')))),
	};
	const exit = await run(words, terminal);
	return { exit, out: out.join('\n'), err: err.filter((line) => !line.startsWith('{"at"')).join('\n') };
}
const file = (...rows: readonly string[]) => {
	const path = join(folder, 'words.csv');
	writeFileSync(path, ['slug,fr,en,provenance', ...rows].join('\r\n'));
	return path;
};

test('a file is tried, then imported, and the export says so', async () => {
	const path = file('collaboration/title,Travailler ensemble,Working together,officiel');
	const tried = await typed('framework', 'import', path);
	expect(tried.exit).toBe(EXIT.done);
	expect(tried.out).toMatch(/^collaboration\/title − .+ \+ Travailler ensemble \(officiel\)$/);
	expect(tried.err).toContain('--confirm');
	expect((await typed('framework', 'export')).out).not.toContain('Travailler ensemble');
	expect((await typed('framework', 'import', '-', '--confirm')).exit).toBe(EXIT.done);
	const exported = await typed('framework', 'export', '--version', 'crcn-2025');
	expect(exported.out).toContain('collaboration/title,Travailler ensemble,Working together,officiel');
	expect((await typed('framework', 'export', '--version', 'crcn-2019')).out).not.toContain(
		'collaboration/title,Travailler',
	);
	const again = JSON.parse((await typed('framework', 'import', path, '--confirm', '--json')).out) as object;
	expect(again).toEqual({ version: 'crcn-2025', imported: false, faults: [], changes: [] });
});

test('a fault is told with its line and column, and nothing is imported', async () => {
	const path = file('summary,Autre,Other,officiel', 'cuisine/title,a,b,officiel');
	const { exit, err, out } = await typed('framework', 'import', path, '--confirm');
	expect(exit).toBe(EXIT.no);
	expect(out).toBe('');
	expect(err).toMatch(/^Ligne 3, colonne slug\u00a0: .*cuisine\/title/);
	expect((await typed('framework', 'export')).out).not.toContain('summary,Autre');
	expect((await typed('framework', 'import')).exit).toBe(EXIT.cannot);
	expect((await typed('framework', 'import', join(folder, 'nothing.csv'))).exit).toBe(EXIT.cannot);
	expect((await typed('framework', 'export', '--version', 'crcn-1999')).exit).toBe(EXIT.cannot);
});
