import { removalCutoff } from '#platform';
import type { World } from '#platform/server';
import { letGoOfEvidenceFiles } from './evidence-file-store.ts';
import { eraseRemovedEvidenceBefore } from './removed-store.ts';

/**
 * Erases the pieces of evidence that were removed 24 hours ago or more, and lets go of their files. Called
 * every hour.
 */
export const eraseOldRemovedEvidence = (world: Pick<World, 'db' | 'now'>): Promise<void> =>
	world.db.write(async (tx) => {
		const now = world.now();
		await letGoOfEvidenceFiles(tx, await eraseRemovedEvidenceBefore(tx, removalCutoff(now)), now);
	});
