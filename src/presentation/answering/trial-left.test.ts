import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TRIAL } from './left-here.ts';

test('the script of a page that is not hydrated looks for a trial under its own name', () => {
	const script = readFileSync(new URL('./trial-left.js', import.meta.url), 'utf8');
	expect(script).toContain(`startsWith('${TRIAL}')`);
});
