import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { FrameworkVersion, Level } from '#framework';
import { preparedQuery, type Queries } from '#platform/server';
import type { ChoiceId } from '../index.ts';
import { type tables, tablesOf } from './tables.ts';

/** A choice somebody made in a situation; it stays as it was made. */
export interface MadeChoice {
	readonly id: string;
	readonly person: string;
	readonly frameworkVersion: FrameworkVersion;
	readonly dimension: string;
	readonly situation: string;
	readonly choice: ChoiceId;
	readonly shows: Level | null;
	/** The civil day, in the institution's zone. */
	readonly day: string;
	readonly chosenAt: Date;
}

type Row = ReturnType<typeof tables>['situationChoices']['$inferSelect'];

const toChoice = (row: Row): MadeChoice => ({
	...row,
	frameworkVersion: row.frameworkVersion as FrameworkVersion,
});

/** Every choice of several people, the oldest first; of one version of the framework when it is named. */
export async function choicesOfEach(
	q: Queries,
	people: readonly string[],
	version?: FrameworkVersion,
): Promise<MadeChoice[]> {
	const { situationChoices: made } = tablesOf(q);
	const theirs = inArray(made.person, [...people]);
	const rows = await q
		.select()
		.from(made)
		.where(version ? and(theirs, eq(made.frameworkVersion, version)) : theirs)
		.orderBy(asc(made.chosenAt), asc(made.id));
	return rows.map(toChoice);
}

const choicesByPerson = preparedQuery((q) => {
	const { situationChoices: made } = tablesOf(q);
	return q
		.select()
		.from(made)
		.where(
			and(eq(made.person, sql.placeholder('person')), eq(made.frameworkVersion, sql.placeholder('version'))),
		)
		.orderBy(asc(made.chosenAt), asc(made.id));
});

/** Every choice of a person in one version of the framework, the oldest first. */
export const choicesIn = async (
	q: Queries,
	person: string,
	version: FrameworkVersion,
): Promise<MadeChoice[]> => (await choicesByPerson(q, { person, version })).map(toChoice);

/** Appends a choice; false when that situation was already done that day. */
export async function addChoice(q: Queries, one: MadeChoice): Promise<boolean> {
	const { situationChoices: made } = tablesOf(q);
	const added = await q.insert(made).values(one).onConflictDoNothing().returning({ id: made.id });
	return added.length === 1;
}
