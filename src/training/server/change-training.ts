import { type Actor, learnerMembership, must } from '#identity';
import { act } from '#identity/server';
import { type Locale, notFound, Refusal } from '#platform';
import { recordEvent, type World } from '#platform/server';
import type { TrainingDraft } from '../index.ts';
import { soundTraining } from './sound-training.ts';
import { deleteTraining, findTraining, replaceTraining } from './store.ts';

/** An autoformation as it should become, and the revision the person had before their eyes. */
export interface TrainingChange extends TrainingDraft {
	readonly id: string;
	readonly revision: number;
	readonly key: string;
	/** The language of the page. */
	readonly locale?: Locale | undefined;
}

/** Rewrites an autoformation; over a change made elsewhere meanwhile it is refused (`training.stale`, 409). Recorded as `training.changed`. */
export async function changeTraining(
	world: World,
	actor: Actor,
	change: TrainingChange,
): Promise<{ revision: number }> {
	const { id, revision, key, locale, ...draft } = change;
	const sound = await soundTraining(world, learnerMembership(actor), draft);
	const form = { may: learnerMembership, action: `training.change:${id}`, key, sent: { ...sound } };
	return act(world, actor, form, async (tx, me) => {
		const before = await findTraining(tx, id);
		if (!before) throw notFound();
		must(me, 'write', { kind: 'person', person: before.person });
		const after = { ...before, ...sound, revision: revision + 1, updatedAt: world.now() };
		if (before.revision !== revision || !(await replaceTraining(tx, after))) {
			throw new Refusal('training.stale', { status: 409 });
		}
		const about = { training: id, locale: locale ?? null };
		await recordEvent(tx, world, { name: 'training.changed', person: before.person, about });
		return { revision: after.revision };
	});
}

/** Removes an autoformation; sent twice, the second time finds it done. */
export async function removeTraining(
	world: World,
	actor: Actor,
	{ id, key }: { readonly id: string; readonly key: string },
): Promise<{ title: string }> {
	learnerMembership(actor);
	const form = { may: learnerMembership, action: `training.remove:${id}`, key, sent: {} };
	return act(world, actor, form, async (tx, me) => {
		const training = await findTraining(tx, id);
		if (!training) throw notFound();
		must(me, 'write', { kind: 'person', person: training.person });
		await deleteTraining(tx, id);
		return { title: training.title };
	});
}
