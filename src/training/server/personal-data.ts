import { erasureDue, removalCutoff, type Json } from '#platform';
import type { World } from '#platform/server';
import type { Training } from '../index.ts';
import { hoursSharesOf } from './hours/hours-share-store.ts';
import { removedOf } from './removed-store.ts';
import { statementsOfPerson } from './received/statement-store.ts';
import { trainingsOf } from './training-store.ts';

const written = ({ person: _, ...training }: Training) => ({
	...training,
	createdAt: training.createdAt.toISOString(),
	updatedAt: training.updatedAt.toISOString(),
});

/**
 * Every learning activity that a person logged, for the copy of their data that they can download: durations
 * in minutes, calendar dates, times in UTC.
 */
export async function personalData(world: World, person: string): Promise<Json> {
	const trainings = await trainingsOf(world.db.read, person);
	const shares = await hoursSharesOf(world.db.read, person, world.now());
	const received = await statementsOfPerson(world.db.read, person);
	const removed = await removedOf(world.db.read, person, removalCutoff(world.now()));
	return {
		trainings: trainings.map(written),
		/** Removed less than 24 hours ago, and permanently erased at `erasedAt`. */
		recentlyRemoved: removed.map(({ training, removedAt }) => ({
			...written(training),
			removedAt: removedAt.toISOString(),
			erasedAt: erasureDue(removedAt).toISOString(),
		})),
		/** What other services sent about the person: each statement by its id, and when it came. */
		received: received.map(({ receivedAt, ...one }) => ({ ...one, receivedAt: receivedAt.toISOString() })),
		/** Links that still work, by which whoever has one reads the person's name and total of a period. */
		hoursShares: shares.map(({ id, periodFrom, createdAt, expiresAt }) => ({
			...{ id, periodFrom },
			createdAt: createdAt.toISOString(),
			expiresAt: expiresAt.toISOString(),
		})),
	};
}
