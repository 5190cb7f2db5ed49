import type { World } from '#platform/server';
import { institutionById } from '../institutions/read-institutions.ts';
import {
	type PeopleHandedOver,
	readPeopleElsewhere,
	writeRowsToCorrectElsewhere,
} from '../people-list/people-job.ts';
import type { PeopleToRead } from '../people-list/read-people.ts';
import type { RowsToCorrect } from '../people-list/rows-to-correct.ts';
import { type InvitationBatch, listOfBatch } from './batch-store.ts';

/** The list of a batch, with what holds for rows that do not say it; undefined once it is no longer kept. */
async function listToRead(
	world: Pick<World, 'db'>,
	{ id, institution, role, audience }: InvitationBatch,
): Promise<PeopleToRead | undefined> {
	const text = await listOfBatch(world.db.read, id);
	if (text === null) return undefined;
	const learners = (await institutionById(world, institution)).kind !== 'recit';
	return { text, role, audience, learners };
}

/**
 * Reads the list of a batch again, on another thread wherever visitors are served; undefined once it is no
 * longer kept.
 */
export async function peopleOfBatch(
	world: Pick<World, 'db' | 'threads'>,
	batch: InvitationBatch,
): Promise<PeopleHandedOver | undefined> {
	const list = await listToRead(world, batch);
	return list && readPeopleElsewhere(world.threads, list);
}

/**
 * Writes the rows of a batch's list that were not understood as a table to correct, in these words; undefined once
 * the list is no longer kept.
 */
export async function rowsToCorrectOfBatch(
	world: Pick<World, 'db' | 'threads'>,
	batch: InvitationBatch,
	words: Omit<RowsToCorrect, keyof PeopleToRead>,
): Promise<string | undefined> {
	const list = await listToRead(world, batch);
	return list && writeRowsToCorrectElsewhere(world.threads, { ...list, ...words });
}
