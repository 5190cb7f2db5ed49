import { expect, test } from 'vitest';
import { storeFilesUnderKills } from './faults/files.ts';
import { FILE_FAULTS } from './faults/files-plan.ts';

test('files stored, repeated and removed, kill -9 before, within and after each step: none lost, halved or doubled', async () => {
	const counts = await storeFilesUnderKills();
	expect(counts).toEqual({
		kills: FILE_FAULTS.length,
		neverHit: [],
		given: expect.any(Number) as number,
		...{ notKept: 0, rowsWithoutFile: 0, halfFiles: 0, twice: 0, leftOver: 0 },
		integrity: 'ok',
	});
	expect(FILE_FAULTS.length).toBe(17);
	expect(counts.given).toBeGreaterThan(30);
}, 600_000);
