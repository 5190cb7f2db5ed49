import { setImmediate } from 'node:timers/promises';
import { type Listener, recordEvent } from '#platform/server';
import { markNextTold } from './asked-store.ts';

/** How many people are told in one write unit. */
const AT_ONCE = 50;

/**
 * Listener that tells the people of a cohort that was handed over, some in each write unit, letting others be
 * served between two. Called again after a crash, it goes on where the last unit ended.
 */
export const slipOffersListener: Listener = {
	async hear(world, { about }) {
		const cohort = String(about['cohort']);
		const tellNext = () =>
			world.db.write(async (tx) => {
				const people = await markNextTold(tx, cohort, { at: world.now(), most: AT_ONCE });
				for (const person of people)
					await recordEvent(tx, world, { name: 'slip.offered', person, about: { cohort } });
				return people.length === AT_ONCE;
			});
		while (await tellNext()) await setImmediate();
	},
};
