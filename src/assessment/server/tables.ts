import type { Level } from '#framework';
import { identityTables } from '#identity/server';
import { dialectOf, tablesPerDialect, type Queries } from '#platform/server';
import type { ChoiceId, Mode } from '../index.ts';

export const tables = tablesPerDialect((c) => {
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
			// When the person last chose this version and length; null if they have not since the
			// self-assessment began. The row chosen (or begun) last is the person's current self-assessment.
			chosenAt: c.nullable.instant('chosen_at'),
			finishedAt: c.nullable.instant('finished_at'),
		},
		// One row per person and version: two devices that begin at the same moment share it.
		(t) => [c.unique('assessments_once').on(t.person, t.frameworkVersion)],
	);
	return {
		assessments,
		// The current answer to each statement; a change overwrites it and raises its revision.
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
		// What a person said at each date, so that two dates can be compared; rows are added and never
		// changed.
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
		// Choices in situations, of which the latest counts; rows are added and never changed.
		situationChoices: c.table(
			'situation_choices',
			{
				id: c.key('id'),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				frameworkVersion: c.text('framework_version'),
				dimension: c.text('dimension'),
				situation: c.id('situation'),
				choice: c.text('choice').$type<ChoiceId>(),
				// The level that the choice showed when it was made, which a later correction of the text
				// does not change.
				shows: c.nullable.text('shows').$type<Level>(),
				// The calendar day of the choice in the institution's time zone: each situation takes one
				// choice a day.
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

/**
 * The tables of self-assessments in the dialect (SQLite or PostgreSQL) of `queries`, so that a store needs no
 * other argument.
 */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });
