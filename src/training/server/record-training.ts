import { CURRENT_VERSION } from '#framework';
import { type Actor, learnerMembership, must, personOf } from '#identity';
import { act } from '#identity/server';
import type { Locale } from '#platform';
import { recordEvent, type World } from '#platform/server';
import type { TrainingDraft } from '../index.ts';
import { soundTraining } from './sound-training.ts';
import { addTraining } from './store.ts';

/** Logs an autoformation and gives its id; sent twice, it is logged once. Recorded as `training.recorded`. */
export async function recordTraining(
	world: World,
	actor: Actor,
	{ key, locale, ...draft }: TrainingDraft & { readonly key: string; readonly locale?: Locale | undefined },
): Promise<{ id: string }> {
	const { id: person } = personOf(actor);
	const may = (me: Actor) => {
		must(me, 'write', { kind: 'person', person });
		learnerMembership(me);
	};
	may(actor);
	const sound = await soundTraining(world, learnerMembership(actor), draft);
	const now = world.now();
	const training = {
		...sound,
		id: world.newId(),
		person,
		frameworkVersion: CURRENT_VERSION,
		revision: 1,
		createdAt: now,
		updatedAt: now,
	};
	const form = { may, action: 'training.record', key, sent: { ...sound } };
	return act(world, actor, form, async (tx) => {
		await addTraining(tx, training);
		const about = { training: training.id, locale: locale ?? null };
		await recordEvent(tx, world, { name: 'training.recorded', person, about });
		return { id: training.id };
	});
}
