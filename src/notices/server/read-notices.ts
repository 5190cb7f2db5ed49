import { type Actor, must, personOf } from '#identity';
import type { World } from '#platform/server';
import type { Notice } from '../notice.ts';
import { recentOrUnreadNotices, markNoticesRead, markNoticesSeenUntil } from './notice-store.ts';

/** Once read or seen, a notice leaves the page this many days after its date. */
const DAYS_SHOWN = 14;
const MOST_SHOWN = 12;

/**
 * How many notices the actor has not read, as loaded with the actor, without a query; 0 for anybody but a
 * learner, since only learners see notices.
 */
const unreadOf = (actor: Actor): number =>
	actor.kind === 'person' && actor.memberships.some(({ role }) => role === 'learner')
		? (actor.notices?.unread ?? 0)
		: 0;

/**
 * How many notices the actor has not read; every page shows this number, without a query. `opened` is the id
 * of the application or award whose page is open: its notices are first marked as read.
 */
export async function markReadAndCountUnread(
	world: World,
	actor: Actor,
	opened: string | undefined = undefined,
): Promise<number> {
	const unread = unreadOf(actor);
	if (unread === 0 || opened === undefined) return unread;
	const { id: person, notices } = personOf(actor);
	must(actor, 'write', { kind: 'person', person });
	const read = await world.db.write((tx) => markNoticesRead(tx, person, opened, world.now()));
	// Notices already seen on « Aujourd’hui » were not in the count, so they are not subtracted from it.
	const seenAt = notices?.seenAt ?? null;
	return Math.max(0, unread - read.filter((at) => seenAt === null || at > seenAt).length);
}

/**
 * Reads the actor's notices of the last 14 days and all those neither read nor seen, newest first, 12 at
 * most. If some were unread, marks all of them as seen.
 */
export async function readAndMarkNoticesSeen(world: World, actor: Actor): Promise<readonly Notice[]> {
	const { id: person, notices } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	const since = new Date(world.now().getTime() - DAYS_SHOWN * 86_400_000);
	const found = await recentOrUnreadNotices(world.db.read, person, {
		...{ seenAt: notices?.seenAt ?? null, since, most: MOST_SHOWN },
	});
	const [newest] = found;
	if (newest && unreadOf(actor) > 0)
		await world.db.write((tx) => markNoticesSeenUntil(tx, person, newest.at));
	return found;
}
