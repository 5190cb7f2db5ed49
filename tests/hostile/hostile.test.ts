import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Measured } from './case.ts';
import { FAMILIES } from './families.ts';

/**
 * The most that a hostile case may cost: processor time, counted in verifications of an honest badge so that
 * other processes do not matter (200 take about a second), and memory (50 MiB).
 */
const DEAREST = 200;
const LARGEST = 50;

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
/**
 * The process is started through a shell: otherwise the system would count this process's memory in its peak.
 */
const APART = ['-c', '"$0" "$@"; exit $?', process.execPath];

test.each(Object.keys(FAMILIES))(
	'%s made to harm: the answer that they deserve, at a low cost and in little memory, and the process lives on',
	async (family) => {
		const flags = ['--expose-gc', '--max-old-space-size=128', child, family];
		const { stdout } = await promisify(execFile)('sh', [...APART, ...flags], { maxBuffer: 16 * 1024 * 1024 });
		const lines = stdout.trim().split('\n');
		expect(JSON.parse(lines.pop() ?? '""')).toBe('lives on');
		const measured = lines.map((line) => JSON.parse(line) as Measured);
		expect(measured.length).toBeGreaterThan(15);
		expect(new Set(measured.map(({ name }) => name)).size).toBe(measured.length);
		for (const { name, expected, found } of measured) expect([name, ...found]).toEqual([name, ...expected]);
		expect(measured.filter(({ times }) => times > DEAREST)).toEqual([]);
		expect(measured.filter(({ growth }) => growth > LARGEST)).toEqual([]);
	},
);
