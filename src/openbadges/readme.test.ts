import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import * as door from './index.ts';

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code as string);
const root = fileURLToPath(new URL('../../', import.meta.url));

test('the three examples run as they stand', async () => {
	const run = (code: string) =>
		promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: root });
	const outputs = await Promise.all(examples.map(async (code) => (await run(code)).stdout));
	expect(outputs[0]).toBe('true\n');
	expect(outputs[1]).toMatch(/^unknown — Une étape nécessaire/);
	expect(outputs[2]).toBe('revoked\n');
});

test('every export has its line', () => {
	const table = readme.slice(readme.indexOf('## What the door exports'));
	for (const name of Object.keys(door)) expect(table).toContain(`\`${name}\``);
});
