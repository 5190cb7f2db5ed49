import { isReviewedByOthers } from '#identity/server';
import type { World } from '#platform/server';
import {
	applicationById,
	applicationsWithOpinions,
	opinionsOf,
	submissionsOf,
	updateApplication,
} from '../application-store.ts';
import { outcomeOf } from '../../opinions.ts';

/**
 * Says anew, for each application about which advisers differ, whether a third is there or they settle it together:
 * a third may come or leave, or an agreement end at its date, without any act on the application. Called every
 * hour; idempotent.
 */
export async function reviseSettling(world: World): Promise<void> {
	for (const id of await applicationsWithOpinions(world.db.read))
		await world.db.write(async (tx) => {
			const from = await applicationById(tx, id);
			const last = (await submissionsOf(tx, id)).at(-1);
			if (from?.state !== 'submitted' || !last) return;
			const { person, institution, state } = from;
			const given = await opinionsOf(tx, id, last.id);
			const without = [person, ...given.flatMap(({ reviewer }) => reviewer ?? [])];
			const now = world.now();
			const outcome = outcomeOf(given, await isReviewedByOthers(tx, { institution, now, without }));
			const settling = outcome.kind === 'waits' && outcome.awaited === 'settle';
			if (settling !== from.settling)
				await updateApplication(tx, id, { from, state, open: true, set: { settling } });
		});
}
