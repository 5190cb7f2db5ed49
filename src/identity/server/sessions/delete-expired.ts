import type { World } from '#platform/server';
import { ATTEMPT_LIMITS } from '../../attempt-rules.ts';
import { deleteAttemptsBefore } from './attempt-store.ts';
import { deleteSessionsPastEnd } from './session-store.ts';

/** Deletes expired sessions, and counts of wrong passwords that are too old to matter. Called every hour. */
export async function deleteExpiredSignIns(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const now = world.now();
	await world.db.write(async (tx) => {
		await deleteSessionsPastEnd(tx, now);
		await deleteAttemptsBefore(tx, new Date(now.getTime() - ATTEMPT_LIMITS.forgottenAfter * 1000));
	});
}
