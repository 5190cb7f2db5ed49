import { is } from 'drizzle-orm';
import { PgDatabase } from 'drizzle-orm/pg-core';
import { perDialect, type Queries } from '#platform/server';

export const tables = perDialect((c) => ({
	assessments: c.table(
		'assessments',
		{
			id: c.key('id'),
			person: c.id('person'),
			frameworkVersion: c.text('framework_version'),
			audience: c.text('audience'),
			mode: c.text('mode'),
			startedAt: c.instant('started_at'),
			finishedAt: c.nullable.instant('finished_at'),
		},
		// One per person and version: two devices that begin at the same moment share it.
		(t) => [c.unique('assessments_once').on(t.person, t.frameworkVersion)],
	),
	answers: c.table(
		'answers',
		{
			assessment: c.id('assessment'),
			statement: c.id('statement'),
			dimension: c.text('dimension'),
			value: c.nullable.int('value'),
			notApplicable: c.bool('not_applicable'),
			revision: c.int('revision'),
			answeredAt: c.instant('answered_at'),
		},
		(t) => [c.primaryKey({ columns: [t.assessment, t.statement] })],
	),
}));

/** The tables in the dialect of the queries at hand, so that a store needs nothing but them. */
export const tablesOf = (queries: Queries) =>
	tables({ dialect: is(queries, PgDatabase) ? 'postgres' : 'sqlite' });
