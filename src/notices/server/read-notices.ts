import { type Actor, must, mustBePerson } from '#identity';
import type { World } from '#platform/server';
import type { Notice } from '../notice.ts';
import { recentOrUnreadNotices, markNoticesRead, markNoticesSeenUntil } from './notice-store.ts';

/** Once read or seen, a notice leaves the page this many days after its date. */
const DAYS_SHOWN = 14;
const MOST_SHOWN = 12;

/**
 * How many notices the actor has not read, as loaded with the actor, without a query; 0 for whoever neither learns
 * nor advises, since they see no notices.
 */
const unreadOf = (actor: Actor): number =>
	actor.kind === 'person' && actor.memberships.some(({ role }) => role === 'learner' || role === 'adviser')
		? (actor.notices?.unread ?? 0)
		: 0;

/**
 * Returns how many notices the actor has not read, which every page shows, without a query. If the page shows an
 * application, award or cohort (`openedId`), the notices about it are first marked as read.
 */
export async function unreadCountAfterOpening(
	world: World,
	actor: Actor,
	openedId: string | undefined = undefined,
): Promise<number> {
	const unread = unreadOf(actor);
	if (unread === 0 || openedId === undefined) return unread;
	const { id: person, notices } = mustBePerson(actor);
	must(actor, 'write', { kind: 'person', person });
	const read = await world.db.write((tx) => markNoticesRead(tx, person, openedId, world.now()));
	// Notices already seen on « Aujourd’hui » were not in the count, so they are not subtracted from it.
	const seenAt = notices?.seenAt ?? null;
	return Math.max(0, unread - read.filter((at) => seenAt === null || at > seenAt).length);
}

/**
 * Reads the actor's notices of the last 14 days and all those neither read nor seen, newest first, 12 at
 * most. If some were unread, marks all of them as seen.
 */
export async function readAndMarkNoticesSeen(world: World, actor: Actor): Promise<readonly Notice[]> {
	const { id: person, notices } = mustBePerson(actor);
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
