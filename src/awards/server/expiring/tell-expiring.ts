import { setImmediate } from 'node:timers/promises';
import { recordEvent, type World } from '#platform/server';
import { expiringBefore } from '../../expiry.ts';
import { markNextExpiring } from './expiring-store.ts';

/** How many people are told in one write unit. */
const AT_ONCE = 50;

/**
 * Records, once for each badge that expires within 30 days, the event `award.expiring` by which its holder is told;
 * some in each write unit, letting others be served between two. Called again after a crash, it goes on where the
 * last unit ended.
 */
export async function tellExpiringBadges(world: World): Promise<void> {
	const tellNext = () =>
		world.db.write(async (tx) => {
			const now = world.now();
			const range = { after: now, until: expiringBefore(now), most: AT_ONCE, at: now };
			const told = await markNextExpiring(tx, range);
			for (const { id, person, badge } of told)
				await recordEvent(tx, world, { name: 'award.expiring', person, about: { award: id, badge } });
			return told.length === AT_ONCE;
		});
	while (await tellNext()) await setImmediate();
}
