import { idsWithAccount } from '#identity/server';
import type { Listener } from '#platform/server';
import { noticeOfEvent } from '../notice.ts';
import { addNotice } from './notice-store.ts';

/**
 * Listener that adds a notice for the person whose application or badge an event is about, unless their
 * account is erased. The event's `key` becomes the notice's id, so an event delivered twice adds one notice.
 */
export const noticeListener: Listener = {
	concerns: (_tx, _world, event) => Promise.resolve(noticeOfEvent(event) !== undefined),
	async hear(world, event, key) {
		const told = noticeOfEvent(event);
		if (!told) return;
		await world.db.write(async (tx) => {
			if ((await idsWithAccount(tx, [told.person])).has(told.person))
				await addNotice(tx, { ...told, id: key, at: world.now() });
		});
	},
};
