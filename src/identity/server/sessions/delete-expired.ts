import type { World } from '#platform/server';
import { ATTEMPT_LIMITS } from '../../attempt-rules.ts';
import { forgetAttemptsBefore } from '../invitations/entry-store.ts';
import { deleteSessionsEnded } from './session-store.ts';

/** Deletes expired sessions, and counts of wrong passwords that are too old to matter. Called every hour. */
export async function forgetExpiredSignIns(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const now = world.now();
	await world.db.write(async (tx) => {
		await deleteSessionsEnded(tx, now);
		await forgetAttemptsBefore(tx, new Date(now.getTime() - ATTEMPT_LIMITS.forgottenAfter * 1000));
	});
}
