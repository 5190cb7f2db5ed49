import { expect } from '@playwright/test';
import { killWhileSaving } from '../../faults/kill-while-saving.ts';
import { test } from '../fixtures.ts';

// This is the short form of `npm run faults`, which kills the service fifty times.
test('killed three times while eight people save, it keeps every acknowledged save and repeats none', async () => {
	const counts = await killWhileSaving(3);
	console.log(JSON.stringify(counts));
	expect(counts).toMatchObject({ kills: 3, missing: 0, doubled: 0, integrity: 'ok' });
	expect(counts.leastBetweenKills).toBeGreaterThanOrEqual(20);
	expect(counts.acknowledged).toBeGreaterThanOrEqual(80);
});
