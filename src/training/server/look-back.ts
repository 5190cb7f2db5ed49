import { type Actor, must, mustBeLearner } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Helpfulness, LookingBack } from '../index.ts';
import { readHelpfulness, storeLookingBack } from './looking-back-store.ts';
import { findTraining } from './training-store.ts';

/**
 * Stores what the actor says of one of their learning activities afterwards, in the place of what they had
 * said; whether it helped, only for one taken from the catalogue. The revision of the activity stays: what it
 * is does not change. Idempotent for a form's key.
 */
export async function lookBack(
	world: World,
	actor: Actor,
	{ id, key, ...said }: LookingBack & { readonly id: string; readonly key: string },
): Promise<boolean> {
	mustBeLearner(actor);
	const action = `training.look-back:${id}`;
	const form = { may: mustBeLearner, action, key, sent: { ...said }, isOwn: true };
	return writeOnceAsActor(world, actor, form, async (tx, me) => {
		const training = await findTraining(tx, id);
		if (!training) throw notFound();
		must(me, 'write', { kind: 'person', person: training.person });
		await storeLookingBack(tx, id, { ...said, helped: training.suggestion === null ? null : said.helped });
		return true;
	});
}

const HOUR = 3_600_000;
const read = new WeakMap<
	World['db'],
	{ readonly at: number; readonly found: Promise<Map<string, Helpfulness>> }
>();

/**
 * How many people each activity of the catalogue helped, by its id, as it was at most an hour ago: read again
 * by the hour and not at each answer, so that nobody sees what one answer changed.
 */
export async function helpfulness(
	world: Pick<World, 'db' | 'now'>,
): Promise<ReadonlyMap<string, Helpfulness>> {
	const now = world.now().getTime();
	const before = read.get(world.db);
	if (before && now >= before.at && now - before.at < HOUR) return before.found;
	const found = readHelpfulness(world.db.read);
	read.set(world.db, { at: now, found });
	// What could not be read is asked again.
	found.catch(() => read.delete(world.db));
	return found;
}
