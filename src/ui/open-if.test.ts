import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { openIf } from './open-if.ts';

test('it opens what it should, and leaves the rest as the person has it', () => {
	expect(openIf(true)).toEqual({ open: true });
	expect(openIf(false)).toEqual({});
});

test('no component writes whether a disclosure is open in a way that closes it again', () => {
	const root = resolve(import.meta.dirname, '..');
	const pages = globSync('**/*.svelte', { cwd: root }).map((file) => ({
		file,
		tags: readFileSync(resolve(root, file), 'utf8').match(/<details\b[^>]*>/g) ?? [],
	}));
	const tags = pages.flatMap(({ file, tags }) => tags.map((tag) => `${file}: ${tag}`));
	expect(tags.filter((tag) => tag.includes('{...openIf(')).length).toBeGreaterThanOrEqual(5);
	expect(tags.filter((tag) => /\s(bind:)?open\b/.test(tag))).toEqual([]);
});
