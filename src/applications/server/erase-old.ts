import { removalCutoff } from '#platform';
import type { World } from '#platform/server';
import { eraseRemovedEvidenceBefore } from './removed-store.ts';

/** Erases the pieces of evidence that were removed 24 hours ago or more. Called every hour. */
export const eraseOldRemovedEvidence = (world: Pick<World, 'db' | 'now'>): Promise<void> =>
	world.db.write((tx) => eraseRemovedEvidenceBefore(tx, removalCutoff(world.now())));
