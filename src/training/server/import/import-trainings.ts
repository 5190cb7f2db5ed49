import { setImmediate } from 'node:timers/promises';
import { versionAnsweredIn } from '#assessment/server';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { type Actor, must, mustBeLearner, mustBePerson } from '#identity';
import { verifiedEmailsOf, writeOnceAsActor } from '#identity/server';
import { type Locale, Refusal } from '#platform';
import { type Queries, recordEvent, type World } from '#platform/server';
import type { ListedTraining, TrainingDefaults, TrainingRowFault } from '../../index.ts';
import { trainingKey } from '../../index.ts';
import { newTraining } from '../record-training.ts';
import { addTrainings, titlesOnDates, trainingSum } from '../training-store.ts';
import { todayFor } from '../valid-training.ts';
import {
	MOST_TRAININGS,
	readTrainingTableElsewhere,
	type TrainingTableFault,
	type TrainingTableHandedOver,
	trainingsOfBlock,
} from './training-table-job.ts';

/** A table to import into one’s log: its text, and what holds for rows that do not say it. */
export interface TrainingTableGiven {
	readonly content: string;
	readonly defaults: TrainingDefaults;
}

/** What the import of a table would do, and what stands against it. */
export interface TrainingsPreview {
	readonly fault: TrainingTableFault | null;
	/** The first rows at fault, and how many there are. */
	readonly faults: readonly TrainingRowFault[];
	readonly faultCount: number;
	/** How many activities would be logged, and the first of them. */
	readonly added: number;
	readonly first: readonly ListedTraining[];
	/** Activities that are in the log already: same day and same title. */
	readonly same: number;
	/** Rows that repeat one above, that say what is not completed, and that are about other people. */
	readonly repeated: number;
	readonly unfinished: number;
	readonly others: number;
	/** True when the log would hold more activities than it may. */
	readonly tooMany: boolean;
}

/** How many activities are shown before they are imported. */
const FIRST = 10;

async function read(
	world: World,
	actor: Actor,
	{ content, defaults }: TrainingTableGiven,
): Promise<TrainingTableHandedOver> {
	const { id } = mustBePerson(actor);
	const email = (await verifiedEmailsOf(world.db.read, [id])).get(id) ?? null;
	return readTrainingTableElsewhere(world.threads, {
		...{ text: content, defaults, whose: { email } },
		today: await todayFor(world, mustBeLearner(actor)),
		dimensions: framework(CURRENT_VERSION).dimensions.map(({ slug, number }) => ({ slug, number })),
	});
}

/** The activities of a block that are not in a person’s log yet. */
export async function notLogged(
	q: Queries,
	person: string,
	all: readonly ListedTraining[],
): Promise<readonly ListedTraining[]> {
	const dates = [...new Set(all.map(({ date }) => date))];
	const known = new Set((await titlesOnDates(q, person, dates)).map(trainingKey));
	return all.filter((one) => !known.has(trainingKey(one)));
}

const mayImport = (person: string) => (me: Actor) => {
	must(me, 'write', { kind: 'person', person });
	mustBeLearner(me);
};

/**
 * Says what the import of a table (CSV) would add to the actor’s log, and what stands against it, by line and
 * column. Of a table that names people by their address, only the rows of the actor’s verified address count.
 * Writes nothing.
 */
export async function previewTrainings(
	world: World,
	actor: Actor,
	given: TrainingTableGiven,
): Promise<TrainingsPreview> {
	const { id: person } = mustBePerson(actor);
	mayImport(person)(actor);
	const { blocks, count, digest: _, ...told } = await read(world, actor, given);
	const first: ListedTraining[] = [];
	let added = 0;
	for (const block of blocks) {
		const fresh = await notLogged(world.db.read, person, trainingsOfBlock(block));
		first.push(...fresh.slice(0, FIRST - first.length));
		added += fresh.length;
		await setImmediate();
	}
	const tooMany = added > 0 && (await trainingSum(world.db.read, person)).count + added > MOST_TRAININGS;
	return { ...told, added, first, same: count - added, tooMany };
}

/**
 * Imports a table (CSV) into the actor’s log, whole or not at all: what is there already stays as it is. Throws
 * `training.import-faults` when a row is at fault, or the whole table. Idempotent for a form's key. Records the
 * event `training.recorded` once.
 */
export async function importTrainings(
	world: World,
	actor: Actor,
	{ key, locale, ...given }: TrainingTableGiven & { readonly key: string; readonly locale: Locale },
): Promise<{ added: number }> {
	const { id: person } = mustBePerson(actor);
	const may = mayImport(person);
	may(actor);
	const { fault, faultCount, blocks, digest } = await read(world, actor, given);
	if (fault || faultCount > 0) throw new Refusal('training.import-faults', { field: 'file' });
	const frameworkVersion = await versionAnsweredIn(world, person, mustBeLearner(actor));
	const { title, minutes, kind, dimensions } = given.defaults;
	const sent = { digest, title, minutes, kind, dimensions: [...dimensions] };
	const form = { may, action: 'training.import', key, sent, isOwn: true };
	return writeOnceAsActor(world, actor, form, async (tx) => {
		let [added, last] = [0, ''];
		for (const block of blocks) {
			const fresh = await notLogged(tx, person, trainingsOfBlock(block));
			const rows = fresh.map(({ line: _, email: __, ...one }) =>
				newTraining(world, { ...one, person, frameworkVersion }),
			);
			if (rows.length > 0) await addTrainings(tx, rows);
			added += rows.length;
			last = rows.at(-1)?.id ?? last;
			// Lets who reads meanwhile be answered.
			await setImmediate();
		}
		if (added > 0 && (await trainingSum(tx, person)).count > MOST_TRAININGS)
			throw new Refusal('training.import-full', { field: 'file', params: { most: MOST_TRAININGS } });
		if (last !== '')
			await recordEvent(tx, world, { name: 'training.recorded', person, about: { training: last, locale } });
		return { added };
	});
}
