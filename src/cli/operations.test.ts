import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { VERDICTS } from '#openbadges';
import { COMMANDS } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const operations = read('docs/operations.md');

test('every setting has its row in operations.md, and every row its setting', () => {
	const settings = [
		...read('src/platform/server/settings.ts').matchAll(/^\t([A-Z_]+): (?:z\.|onOrOff\()/gm),
	].map(([, name]) => name);
	const [, section = ''] = /^## Settings\n([\s\S]*?)^## /m.exec(operations) ?? [];
	const rows = [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
	expect(settings.length).toBeGreaterThanOrEqual(7);
	expect(rows.sort()).toEqual(settings.sort());
});

test('every command is in operations.md as it is typed', () => {
	const typed = operations.replaceAll('\\|', '|');
	for (const { usage } of COMMANDS) expect(typed).toContain(`\`${usage}\``);
});

test('every verdict has its exit code in operations.md', () => {
	for (const verdict of VERDICTS) expect(operations).toContain(`\`${verdict}\``);
});
