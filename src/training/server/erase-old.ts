import { removalCutoff } from '#platform';
import type { World } from '#platform/server';
import { eraseRemovedBefore } from './removed-store.ts';

/** Erases the learning activities that were removed 24 hours ago or more. Called every hour. */
export const eraseOldRemovedTrainings = (world: Pick<World, 'db' | 'now'>): Promise<void> =>
	world.db.write((tx) => eraseRemovedBefore(tx, removalCutoff(world.now())));
