import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { FrameworkVersion, Level } from '#framework';
import { inBatches, preparedQuery, type Queries } from '#platform/server';
import type { ChoiceId } from '../index.ts';
import { type tables, tablesOf } from './tables.ts';

/**
 * A choice that a person made in a situation, as stored; it never changes, and a later choice is another row.
 */
export interface MadeChoice {
	readonly id: string;
	readonly person: string;
	readonly frameworkVersion: FrameworkVersion;
	readonly dimension: string;
	readonly situation: string;
	readonly choice: ChoiceId;
	readonly shows: Level | null;
	/** The calendar day of the choice, in the institution's time zone. */
	readonly day: string;
	readonly chosenAt: Date;
}

type Row = ReturnType<typeof tables>['situationChoices']['$inferSelect'];

const toChoice = (row: Row): MadeChoice => ({
	...row,
	frameworkVersion: row.frameworkVersion as FrameworkVersion,
});

/**
 * Reads every choice in situations of several people, each person's oldest first; only those in one version
 * of the framework if `version` is given.
 */
export async function choicesOfEach(
	q: Queries,
	people: readonly string[],
	version?: FrameworkVersion,
): Promise<MadeChoice[]> {
	const { situationChoices: made } = tablesOf(q);
	const inVersion = version && eq(made.frameworkVersion, version);
	const rows = await inBatches(people, (some) =>
		q
			.select()
			.from(made)
			.where(and(inArray(made.person, some), inVersion))
			.orderBy(asc(made.chosenAt), asc(made.id)),
	);
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

/** Reads every choice in situations of a person in one version of the framework, the oldest first. */
export const choicesInVersion = async (
	q: Queries,
	person: string,
	version: FrameworkVersion,
): Promise<MadeChoice[]> => (await choicesByPerson(q, { person, version })).map(toChoice);

/**
 * Stores a person's choice in a situation; returns false when they already made one in that situation on that
 * day.
 */
export async function addChoice(q: Queries, one: MadeChoice): Promise<boolean> {
	const { situationChoices: made } = tablesOf(q);
	const added = await q.insert(made).values(one).onConflictDoNothing().returning({ id: made.id });
	return added.length === 1;
}
