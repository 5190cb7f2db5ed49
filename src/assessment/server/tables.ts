import { is } from 'drizzle-orm';
import { PgDatabase } from 'drizzle-orm/pg-core';
import type { Level } from '#framework';
import { identityTables } from '#identity/server';
import { perDialect, type Queries } from '#platform/server';
import type { ChoiceId, Mode } from '../index.ts';

export const tables = perDialect((c) => {
	const { people } = identityTables(c);
	const assessments = c.table(
		'assessments',
		{
			id: c.key('id'),
			person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
			frameworkVersion: c.text('framework_version'),
			audience: c.text('audience'),
			mode: c.text('mode').$type<Mode>(),
			startedAt: c.instant('started_at'),
			// When the person last chose this version and length; null: not since it began. The latest is the one they are in.
			chosenAt: c.nullable.instant('chosen_at'),
			finishedAt: c.nullable.instant('finished_at'),
		},
		// One per person and version: two devices that begin at the same moment share it.
		(t) => [c.unique('assessments_once').on(t.person, t.frameworkVersion)],
	);
	return {
		assessments,
		// The current answer; overwritten, its revision raised.
		answers: c.table(
			'answers',
			{
				assessment: c.id('assessment').references(() => assessments.id, { onDelete: 'cascade' }),
				statement: c.id('statement'),
				dimension: c.text('dimension'),
				value: c.nullable.int('value'),
				notApplicable: c.bool('not_applicable'),
				revision: c.int('revision'),
				answeredAt: c.instant('answered_at'),
			},
			(t) => [c.primaryKey({ columns: [t.assessment, t.statement] })],
		),
		// Appended, never changed: what a person said at each date, so that two dates can be laid over each other.
		answerHistory: c.table(
			'answer_history',
			{
				assessment: c.id('assessment').references(() => assessments.id, { onDelete: 'cascade' }),
				statement: c.id('statement'),
				revision: c.int('revision'),
				value: c.nullable.int('value'),
				notApplicable: c.bool('not_applicable'),
				answeredAt: c.instant('answered_at'),
			},
			(t) => [c.primaryKey({ columns: [t.assessment, t.statement, t.revision] })],
		),
		// Appended, never changed: the latest choice of a situation is the one that counts.
		situationChoices: c.table(
			'situation_choices',
			{
				id: c.key('id'),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				frameworkVersion: c.text('framework_version'),
				dimension: c.text('dimension'),
				situation: c.id('situation'),
				choice: c.text('choice').$type<ChoiceId>(),
				// What the choice showed when it was made: a text corrected later does not change it.
				shows: c.nullable.text('shows').$type<Level>(),
				// The civil day, in the institution's zone: one choice a day for each situation.
				day: c.text('day'),
				chosenAt: c.instant('chosen_at'),
			},
			(t) => [
				c.unique('situation_choices_day').on(t.person, t.frameworkVersion, t.situation, t.day),
				c.index('situation_choices_person').on(t.person),
			],
		),
	};
});

/** The tables in the dialect of the queries at hand, so that a store needs nothing but them. */
export const tablesOf = (queries: Queries) =>
	tables({ dialect: is(queries, PgDatabase) ? 'postgres' : 'sqlite' });
