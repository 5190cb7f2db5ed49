import { type Actor, mustBeLearner, must, mustBePerson } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { erasureDue, removalCutoff, notFound } from '#platform';
import { recordEvent, type World } from '#platform/server';
import { eraseRemoved, findRemoved, removedOf } from './removed-store.ts';
import { addTraining } from './training-store.ts';

/** A learning activity that can still be put back, and until when. */
export interface RestorableTraining {
	readonly id: string;
	readonly title: string;
	readonly until: Date;
}

/** The actor's learning activities that were removed less than 24 hours ago, the last removed first. */
export async function recentlyRemoved(world: World, actor: Actor): Promise<readonly RestorableTraining[]> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	mustBeLearner(actor);
	const removed = await removedOf(world.db.read, person, removalCutoff(world.now()));
	return removed.map(({ training: { id, title }, removedAt }) => ({
		id,
		title,
		until: erasureDue(removedAt),
	}));
}

/**
 * Puts back a learning activity that the actor removed less than 24 hours ago, as it was. Throws not-found
 * for any other activity. Records the event `training.changed`. Idempotent for a form's key.
 */
export async function putBackTraining(
	world: World,
	actor: Actor,
	{ id, key }: { readonly id: string; readonly key: string },
): Promise<{ title: string }> {
	mustBeLearner(actor);
	const form = { may: mustBeLearner, action: `training.put-back:${id}`, key, sent: {}, isOwn: true };
	return writeOnceAsActor(world, actor, form, async (tx, me) => {
		const found = await findRemoved(tx, id, removalCutoff(world.now()));
		if (!found) throw notFound();
		const { person, title, revision } = found.training;
		must(me, 'write', { kind: 'person', person });
		await eraseRemoved(tx, id);
		await addTraining(tx, { ...found.training, revision: revision + 1, updatedAt: world.now() });
		await recordEvent(tx, world, { name: 'training.changed', person, about: { training: id, locale: null } });
		return { title };
	});
}

/**
 * Erases permanently a learning activity that the actor removed less than 24 hours ago. Throws not-found for
 * any other activity.
 */
export async function eraseTrainingForGood(
	world: World,
	actor: Actor,
	{ id, key }: { readonly id: string; readonly key: string },
): Promise<boolean> {
	mustBeLearner(actor);
	const form = { may: mustBeLearner, action: `training.erase:${id}`, key, sent: {}, isOwn: true };
	return writeOnceAsActor(world, actor, form, async (tx, me) => {
		const found = await findRemoved(tx, id, removalCutoff(world.now()));
		if (!found) throw notFound();
		must(me, 'write', { kind: 'person', person: found.training.person });
		await eraseRemoved(tx, id);
		return true;
	});
}
