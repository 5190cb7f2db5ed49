import { type Actor, mustBeLearner, must } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { type Locale, notFound, Refusal } from '#platform';
import { recordEvent, type World } from '#platform/server';
import type { TrainingContent } from '../index.ts';
import { addRemoved } from './removed-store.ts';
import { mustBeValidTraining } from './valid-training.ts';
import { deleteTraining, findTraining, replaceTraining } from './training-store.ts';

/** The new content of a learning activity, and the revision of it that the person's page showed. */
export interface TrainingChange extends TrainingContent {
	readonly id: string;
	readonly revision: number;
	readonly key: string;
	/** The language of the page that sends the change. */
	readonly locale?: Locale | undefined;
}

/**
 * Changes one of the actor's learning activities; returns its new revision and when it changed (milliseconds
 * since 1970). Throws `training.stale` (409) when it was changed meanwhile. Records the event
 * `training.changed`. Idempotent for a form's key.
 */
export async function changeTraining(
	world: World,
	actor: Actor,
	change: TrainingChange,
): Promise<{ revision: number; at: number }> {
	const { id, revision, key, locale, ...draft } = change;
	const sound = await mustBeValidTraining(world, mustBeLearner(actor), draft);
	const form = { may: mustBeLearner, action: `training.change:${id}`, key, sent: { ...sound }, isOwn: true };
	return writeOnceAsActor(world, actor, form, async (tx, me) => {
		const before = await findTraining(tx, id);
		if (!before) throw notFound();
		must(me, 'write', { kind: 'person', person: before.person });
		const after = { ...before, ...sound, revision: revision + 1, updatedAt: world.now() };
		if (before.revision !== revision || !(await replaceTraining(tx, after))) {
			throw new Refusal('training.stale', { status: 409 });
		}
		const about = { training: id, locale: locale ?? null };
		await recordEvent(tx, world, { name: 'training.changed', person: before.person, about });
		return { revision: after.revision, at: after.updatedAt.getTime() };
	});
}

/**
 * Removes one of the actor's learning activities, which can be put back for a day; returns its title.
 * Idempotent for a form's key.
 */
export async function removeTraining(
	world: World,
	actor: Actor,
	{ id, key }: { readonly id: string; readonly key: string },
): Promise<{ title: string }> {
	mustBeLearner(actor);
	const form = { may: mustBeLearner, action: `training.remove:${id}`, key, sent: {}, isOwn: true };
	return writeOnceAsActor(world, actor, form, async (tx, me) => {
		const training = await findTraining(tx, id);
		if (!training) throw notFound();
		must(me, 'write', { kind: 'person', person: training.person });
		await addRemoved(tx, training, world.now());
		await deleteTraining(tx, id);
		return { title: training.title };
	});
}
