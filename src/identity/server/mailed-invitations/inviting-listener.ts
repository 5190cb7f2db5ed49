import { setImmediate } from 'node:timers/promises';
import type { Listener } from '#platform/server';
import { findBatch } from './batch-store.ts';
import { inviteNextPeople } from './invite-next-people.ts';
import { peopleOfBatch } from './list-of-batch.ts';

/**
 * Listener that invites the rest of a batch, some people in each write unit, letting others be served between
 * two. Called again after a crash, it goes on where the last unit ended.
 */
export const invitingListener: Listener = {
	async hear(world, { about }) {
		const batch = await findBatch(world.db.read, String(about['batch']));
		const list = batch && !batch.endedAt && (await peopleOfBatch(world, batch));
		if (!list) return;
		while (await world.db.write((tx) => inviteNextPeople(tx, world, batch.id, list))) await setImmediate();
	},
};
