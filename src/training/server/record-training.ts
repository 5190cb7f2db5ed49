import { versionAnsweredIn } from '#assessment/server';
import { CURRENT_VERSION } from '#framework';
import { type Actor, mustBeLearner, must, mustBePerson } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import type { Locale } from '#platform';
import { type Queries, recordEvent, type World } from '#platform/server';
import type { LookingBack, Training, TrainingContent } from '../index.ts';
import { catalogueItem } from './catalogue/read-catalogue.ts';
import { mustBeValidTraining } from './valid-training.ts';
import { addTraining, addTrainings } from './training-store.ts';

/** A learning activity to log, with the activity of the catalogue from which it was taken, if it was. */
interface TrainingToRecord extends TrainingContent {
	readonly key: string;
	readonly locale?: Locale | undefined;
	readonly suggestion?: string | undefined;
}

/** What nobody has yet said of an activity. */
const NOT_LOOKED_BACK: LookingBack = { before: null, now: null, helped: null };

/** A learning activity as it is first stored, with an id of its own. */
export function newTraining(
	world: Pick<World, 'newId' | 'now'>,
	content: TrainingContent & Pick<Training, 'person' | 'frameworkVersion'> & Partial<Training>,
): Training {
	const now = world.now();
	const made = {
		id: world.newId(),
		suggestion: null,
		receivedFrom: null,
		revision: 1,
		createdAt: now,
		updatedAt: now,
	};
	return { ...made, ...NOT_LOOKED_BACK, ...content };
}

/**
 * Logs a learning activity of the actor; returns its id and when it was stored (milliseconds since 1970).
 * Idempotent for a form's key. Records the event `training.recorded`.
 */
export async function recordTraining(
	world: World,
	actor: Actor,
	{ key, locale, suggestion, ...draft }: TrainingToRecord,
): Promise<{ id: string; at: number }> {
	const { id: person } = mustBePerson(actor);
	const may = (me: Actor) => {
		must(me, 'write', { kind: 'person', person });
		mustBeLearner(me);
	};
	may(actor);
	const sound = await mustBeValidTraining(world, mustBeLearner(actor), draft);
	const frameworkVersion = await versionAnsweredIn(world, person, mustBeLearner(actor));
	const item = await catalogueItem(world, actor, suggestion ?? '', locale ?? 'fr');
	const suggested = item?.id ?? null;
	const training = newTraining(world, { ...sound, person, frameworkVersion, suggestion: suggested });
	const form = {
		may,
		action: 'training.record',
		key,
		sent: { ...sound, ...(suggestion && { suggestion }) },
		isOwn: true,
	};
	return writeOnceAsActor(world, actor, form, async (tx) => {
		await addTraining(tx, training);
		const about = { training: training.id, locale: locale ?? null };
		await recordEvent(tx, world, { name: 'training.recorded', person, about });
		return { id: training.id, at: training.createdAt.getTime() };
	});
}

/**
 * One learning activity among many stored at once (`storeTrainings`), with the time at which it counts as
 * logged.
 */
export interface TrainingToStore extends TrainingContent {
	readonly person: string;
	readonly at: Date;
}

/**
 * Inside a write unit, stores learning activities of many people, which must be valid. Records no event, so
 * no listener is called for them.
 */
export const storeTrainings = (
	tx: Queries,
	world: Pick<World, 'newId'>,
	all: readonly TrainingToStore[],
): Promise<void> =>
	addTrainings(
		tx,
		all.map(({ at, ...one }): Training => ({
			...{ ...one, ...NOT_LOOKED_BACK, suggestion: null, receivedFrom: null, id: world.newId() },
			...{ frameworkVersion: CURRENT_VERSION, revision: 1 },
			...{ createdAt: at, updatedAt: at },
		})),
	);
