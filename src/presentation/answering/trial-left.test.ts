import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TRIAL_STORAGE_NAME } from './storage-names.ts';

test.each(['trial-left.js', 'trial-there.js'])('%s looks for a trial under its own name', (name) => {
	const script = readFileSync(new URL(name, import.meta.url), 'utf8');
	expect(script).toContain(`startsWith('${TRIAL_STORAGE_NAME}')`);
});
