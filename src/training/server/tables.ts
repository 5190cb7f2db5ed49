import { identityTables } from '#identity/server';
import { dialectOf, tablesPerDialect, type Queries } from '#platform/server';

/**
 * The database tables of learning activities, of their dimensions, and of activities removed less than a day
 * ago.
 */
export const tables = tablesPerDialect((c) => {
	const { people } = identityTables(c);
	const trainings = c.table(
		'trainings',
		{
			id: c.key('id'),
			person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
			frameworkVersion: c.text('framework_version'),
			title: c.text('title'),
			date: c.text('date'),
			minutes: c.int('minutes'),
			kind: c.text('kind'),
			reflection: c.text('reflection'),
			link: c.nullable.text('link'),
			revision: c.int('revision'),
			createdAt: c.instant('created_at'),
			updatedAt: c.instant('updated_at'),
		},
		(t) => [c.index('trainings_of_person').on(t.person, t.date)],
	);
	// What a person removed less than a day ago: in no list, total or request until it is put back.
	const removedTrainings = c.table(
		'removed_trainings',
		{
			id: c.key('id'),
			person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
			frameworkVersion: c.text('framework_version'),
			title: c.text('title'),
			date: c.text('date'),
			minutes: c.int('minutes'),
			kind: c.text('kind'),
			// Slugs separated by spaces.
			dimensions: c.text('dimensions'),
			reflection: c.text('reflection'),
			link: c.nullable.text('link'),
			revision: c.int('revision'),
			createdAt: c.instant('created_at'),
			updatedAt: c.instant('updated_at'),
			removedAt: c.instant('removed_at'),
		},
		(t) => [
			c.index('removed_trainings_of_person').on(t.person, t.removedAt),
			c.index('removed_trainings_at').on(t.removedAt),
		],
	);
	return {
		trainings,
		removedTrainings,
		trainingDimensions: c.table(
			'training_dimensions',
			{
				training: c.id('training').references(() => trainings.id, { onDelete: 'cascade' }),
				dimension: c.text('dimension'),
			},
			(t) => [c.primaryKey({ columns: [t.training, t.dimension] })],
		),
	};
});

/**
 * The tables of learning activities in the dialect (SQLite or PostgreSQL) of `queries`, so that a store needs
 * no other argument.
 */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });
