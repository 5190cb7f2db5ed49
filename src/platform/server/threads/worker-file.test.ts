import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { workerFile } from './worker-file.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-worker-'));
	mkdirSync(join(folder, 'a', 'b', 'c'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (...path: string[]) => pathToFileURL(join(folder, ...path)).href;

test('as source, it is a module of TypeScript, whatever was built', () => {
	writeFileSync(join(folder, 'a', 'b', 'verify-worker.js'), '');
	writeFileSync(join(folder, 'a', 'verify-worker.ts'), '');
	expect(workerFile('verify-worker', at('a', 'b', 'pool.ts')).href).toBe(at('a', 'verify-worker.ts'));
});

test.each([
	['beside', ['a', 'b', 'c']],
	['one folder up', ['a', 'b']],
	['two folders up', ['a']],
	['three folders up', []],
])('as built, it is found %s', (_where, place) => {
	writeFileSync(join(folder, ...place, 'verify-worker.js'), '');
	expect(workerFile('verify-worker', at('a', 'b', 'c', 'pool.js')).href).toBe(
		at(...place, 'verify-worker.js'),
	);
});

test('as built, the nearest one is meant; a build that lacks it is told', () => {
	expect(() => workerFile('verify-worker', at('a', 'b', 'pool.js'))).toThrow(
		'The build lacks verify-worker.js.',
	);
	for (const place of [[], ['a'], ['a', 'b']]) {
		writeFileSync(join(folder, ...place, 'verify-worker.js'), '');
		expect(workerFile('verify-worker', at('a', 'b', 'pool.js')).href).toBe(at(...place, 'verify-worker.js'));
	}
});
