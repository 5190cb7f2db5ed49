import { expect, test } from 'vitest';
import { issueUnderFaults } from './faults/issuing.ts';

test('badges alone and in batches, faults, kill -9 and dying threads at every step: exactly one valid award each', async () => {
	const { oneAtATime, together } = await issueUnderFaults(40, 4);
	for (const counts of [oneAtATime, together]) {
		expect(counts).toMatchObject({
			badges: 40,
			neverHit: [],
			faulty: [],
			underWay: 0,
			usedTwice: 0,
			integrity: 'ok',
		});
		expect(counts.oneValidAward).toBe(counts.badges + counts.contested);
	}
	expect(oneAtATime).toMatchObject({ kills: 10, carriedOn: 8, begunAnew: 2 });
	// Each of the four steps of an issuance is killed before and after its commit: only the badges killed
	// before the first commit are begun anew.
	expect(together).toMatchObject({ kills: 8, carriedOn: 7, begunAnew: 1 });
}, 300_000);
