import { identityTables } from '#identity/server';
import { dialectOf, tablesPerDialect, type Queries } from '#platform/server';

/**
 * The database tables of learning activities, of their dimensions, of activities removed less than a day ago,
 * of links to somebody's total of hours, of the catalogues of institutions, and of what other services send.
 */
export const tables = tablesPerDialect((c) => {
	const { people, institutions } = identityTables(c);
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
			suggestion: c.nullable.text('suggestion'),
			// The name of what sent it, where the person did not log it.
			receivedFrom: c.nullable.text('received_from'),
			// Steps of the ability scale, and 1 or 0: what the person says of it afterwards.
			before: c.nullable.int('before_step'),
			now: c.nullable.int('now_step'),
			helped: c.nullable.int('helped'),
			revision: c.int('revision'),
			createdAt: c.instant('created_at'),
			updatedAt: c.instant('updated_at'),
		},
		(t) => [
			c.index('trainings_of_person').on(t.person, t.date),
			c.index('trainings_suggestion').on(t.suggestion, t.person, t.helped),
		],
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
			suggestion: c.nullable.text('suggestion'),
			receivedFrom: c.nullable.text('received_from'),
			// Steps of the ability scale, and 1 or 0: what the person says of it afterwards.
			before: c.nullable.int('before_step'),
			now: c.nullable.int('now_step'),
			helped: c.nullable.int('helped'),
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
	// A link by which whoever has it reads somebody's name and total of hours in a period.
	const hoursShares = c.table(
		'hours_shares',
		{
			id: c.key('id'),
			person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
			tokenHash: c.text('token_hash'),
			periodFrom: c.text('period_from'),
			createdAt: c.instant('created_at'),
			expiresAt: c.instant('expires_at'),
		},
		(t) => [
			c.unique('hours_shares_token').on(t.tokenHash),
			c.index('hours_shares_person').on(t.person),
			c.index('hours_shares_end').on(t.expiresAt),
		],
	);
	const catalogueEntries = c.table(
		'catalogue_entries',
		{
			id: c.key('id'),
			institution: c.id('institution').references(() => institutions.id, { onDelete: 'cascade' }),
			title: c.text('title'),
			provider: c.text('provider'),
			address: c.nullable.text('address'),
			minutes: c.int('minutes'),
			language: c.text('language'),
			// Words between spaces.
			audiences: c.text('audiences'),
			dimensions: c.text('dimensions'),
			cost: c.text('cost'),
			// What a search looks in, and what sorts titles: letters and digits, without accents.
			searched: c.text('searched'),
			titleOrder: c.text('title_order'),
			revision: c.int('revision'),
			createdAt: c.instant('created_at'),
			updatedAt: c.instant('updated_at'),
			retiredAt: c.nullable.instant('retired_at'),
		},
		(t) => [
			c.index('catalogue_entries_of').on(t.institution, t.titleOrder),
			c.index('catalogue_entries_address').on(t.institution, t.address),
			c.index('catalogue_entries_searched').on(t.institution, t.searched),
		],
	);
	// A service that sends what people completed, with the key by which it is known.
	const trainingSources = c.table(
		'training_sources',
		{
			id: c.key('id'),
			institution: c.id('institution').references(() => institutions.id, { onDelete: 'cascade' }),
			name: c.text('name'),
			keyHash: c.text('key_hash'),
			// What holds where neither the statement nor the catalogue says it; slugs separated by spaces.
			minutes: c.int('minutes'),
			dimensions: c.text('dimensions'),
			createdAt: c.instant('created_at'),
			lastAt: c.nullable.instant('last_at'),
			revokedAt: c.nullable.instant('revoked_at'),
		},
		(t) => [c.index('training_sources_of').on(t.institution, t.createdAt)],
	);
	// Each statement that came, once; what it says only while it is held for want of a person.
	const receivedStatements = c.table(
		'received_statements',
		{
			id: c.key('id'),
			source: c.id('source').references(() => trainingSources.id, { onDelete: 'cascade' }),
			statement: c.text('statement'),
			digest: c.text('digest'),
			state: c.text('state'),
			person: c.nullable.id('person').references(() => people.id, { onDelete: 'cascade' }),
			who: c.text('sent_as'),
			title: c.text('title'),
			date: c.text('date'),
			minutes: c.int('minutes'),
			dimensions: c.text('dimensions'),
			link: c.nullable.text('link'),
			receivedAt: c.instant('received_at'),
		},
		(t) => [
			c.unique('received_statements_once').on(t.source, t.statement),
			c.index('received_statements_held').on(t.source, t.state, t.receivedAt),
			c.index('received_statements_person').on(t.person),
			c.index('received_statements_at').on(t.state, t.receivedAt),
		],
	);
	return {
		trainings,
		removedTrainings,
		hoursShares,
		catalogueEntries,
		trainingSources,
		receivedStatements,
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
