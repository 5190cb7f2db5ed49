import { expect, test } from 'vitest';
import { issueUnderFaults } from './faults/issuing.ts';

test('30 badges, each with a fault at some step, one in three a kill -9: exactly one valid award each', async () => {
	const counts = await issueUnderFaults(30, 3);
	expect(counts).toMatchObject({
		badges: 30,
		neverHit: [],
		kills: 10,
		carriedOn: 8,
		begunAnew: 2,
		faulty: [],
		underWay: 0,
		usedTwice: 0,
		integrity: 'ok',
	});
	expect(counts.oneValidAward).toBe(counts.badges + counts.contested);
}, 300_000);
