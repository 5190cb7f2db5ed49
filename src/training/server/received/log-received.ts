import { versionAnsweredIn } from '#assessment/server';
import { type Membership } from '#identity';
import { type Queries, recordEvent, type World } from '#platform/server';
import { type Training, type TrainingContent, trainingKey } from '../../index.ts';
import { newTraining } from '../record-training.ts';
import { addTrainings, titlesOnDates } from '../training-store.ts';

/** An activity that came from a service, for one person of the institution. */
export interface ReceivedTraining extends Pick<
	TrainingContent,
	'title' | 'date' | 'minutes' | 'dimensions' | 'link'
> {
	/** Id of the statement's row. */
	readonly row: string;
	readonly suggestion: string | null;
}

/** A person to whom activities came, with their role in the institution and the version in which they answer. */
export interface Receiving {
	readonly person: string;
	readonly frameworkVersion: Training['frameworkVersion'];
}

/** The version in which somebody who learns in an institution answers. */
export const receiving = async (
	world: World,
	person: string,
	membership: Membership,
): Promise<Receiving> => ({
	person,
	frameworkVersion: await versionAnsweredIn(world, person, membership),
});

/**
 * Inside a write unit, logs what came for a person, each activity once (same day, same title); returns the rows
 * of those that were in the log already. Records the event `training.recorded` once if any is new.
 */
export async function logReceived(
	tx: Queries,
	world: World,
	{ person, frameworkVersion }: Receiving,
	{ from, all }: { readonly from: string; readonly all: readonly ReceivedTraining[] },
): Promise<ReadonlySet<string>> {
	const dates = [...new Set(all.map(({ date }) => date))];
	const known = new Set((await titlesOnDates(tx, person, dates)).map(trainingKey));
	const already = new Set<string>();
	const fresh: Training[] = [];
	for (const { row, ...one } of all) {
		if (known.has(trainingKey(one))) already.add(row);
		else {
			known.add(trainingKey(one));
			const content = { ...one, kind: 'course' as const, reflection: '', receivedFrom: from };
			fresh.push(newTraining(world, { ...content, person, frameworkVersion }));
		}
	}
	const last = fresh.at(-1);
	if (last) {
		await addTrainings(tx, fresh);
		await recordEvent(tx, world, {
			...{ name: 'training.recorded', person },
			about: { training: last.id, locale: null },
		});
	}
	return already;
}
