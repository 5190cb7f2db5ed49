import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandFile, runCommand } from './own-command.ts';

let folder: string;
let program: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-command-'));
	program = join(folder, 'program.cjs');
	writeFileSync(
		program,
		`const { getPriority } = require('node:os');
		const [what, ...rest] = process.argv.slice(2);
		if (what === 'fail') process.exit(Number(rest[0]));
		// The parent lowers the priority a moment after the start: wait for it.
		const tell = () => getPriority() > Number(rest[0]) ? process.stdout.write(JSON.stringify({ what, given: process.env.GIVEN, home: process.env.HOME })) : setTimeout(tell, 1);
		tell();`,
	);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('gives what it printed, with the environment it was given and no other, at a lower priority than ours', async () => {
	const printed = await runCommand(program, ['tell', String(getPriority())], { GIVEN: 'yes' });
	expect(JSON.parse(printed)).toEqual({ what: 'tell', given: 'yes' });
});

test.each([1, 3, 127])('that ends with %d fails with that code', async (code) => {
	await expect(runCommand(program, ['fail', String(code)], {})).rejects.toMatchObject({
		code: `EXIT_${code}`,
	});
});

test('is found beside the module, or up to three folders above', () => {
	const deep = join(folder, 'a/b/c/d');
	mkdirSync(deep, { recursive: true });
	const from = pathToFileURL(join(deep, 'module.js')).href;
	expect(commandFile(from)).toBeUndefined();
	writeFileSync(join(folder, 'cli.js'), '');
	expect(commandFile(from)).toBeUndefined();
	for (const place of ['a', 'a/b', 'a/b/c', 'a/b/c/d']) {
		writeFileSync(join(folder, place, 'cli.js'), '');
		expect(commandFile(from)).toBe(join(folder, place, 'cli.js'));
	}
	expect(commandFile()).toBeUndefined();
});
