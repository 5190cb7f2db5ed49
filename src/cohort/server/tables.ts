import { identityTables } from '#identity/server';
import { dialectOf, type Queries, tablesPerDialect } from '#platform/server';
import type { CohortAudience, CohortTask } from '../cohort.ts';
import type { PortraitFigure } from '../figures.ts';

/**
 * The database tables of cohorts: advisers, the list of people, and the last portrait of each. The consent of
 * those who joined is a share, stored by `identity`.
 */
export const tables = tablesPerDialect((c) => {
	const { people, institutions } = identityTables(c);
	const cohorts = c.table(
		'cohorts',
		{
			id: c.key('id'),
			institution: c.id('institution').references(() => institutions.id),
			name: c.text('name'),
			joinCode: c.text('join_code'),
			audience: c.text('audience').$type<CohortAudience>(),
			framework: c.text('framework'),
			endsOn: c.nullable.text('ends_on'),
			// The first day on which people can join, how many may share at once, and what they are asked to do;
			// null where nothing is said.
			startsOn: c.nullable.text('starts_on'),
			mostPeople: c.nullable.int('most_people'),
			asks: c.nullable.text('asks').$type<CohortTask>(),
			archivedAt: c.nullable.instant('archived_at'),
			createdAt: c.instant('created_at'),
			// Both counts are kept up to date as people join, leave and answer. They are null in a cohort
			// created before lists were stored, until its list is made.
			people: c.nullable.int('people'),
			done: c.nullable.int('done'),
			// When the cohort was last handed over to another adviser.
			handedOverAt: c.nullable.instant('handed_over_at'),
		},
		(t) => [c.unique('cohorts_join_code').on(t.joinCode), c.index('cohorts_institution').on(t.institution)],
	);
	return {
		cohorts,
		cohortAdvisers: c.table(
			'cohort_advisers',
			{
				cohort: c.id('cohort').references(() => cohorts.id, { onDelete: 'cascade' }),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
			},
			(t) => [
				c.primaryKey({ columns: [t.cohort, t.person] }),
				c.index('cohort_advisers_person').on(t.person),
			],
		),
		// The people who share in each cohort, with name and progress as its list shows them: kept up to
		// date, so that a page of the list reads only its own rows.
		cohortPeople: c.table(
			'cohort_people',
			{
				cohort: c.id('cohort').references(() => cohorts.id, { onDelete: 'cascade' }),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				name: c.text('name'),
				nameOrder: c.text('name_order'),
				since: c.instant('since'),
				answered: c.int('answered'),
			},
			(t) => [
				c.primaryKey({ columns: [t.cohort, t.person] }),
				c.index('cohort_people_by_name').on(t.cohort, t.nameOrder, t.person),
				c.index('cohort_people_person').on(t.person),
			],
		),
		// People who shared in a cohort before it was handed over, and have not said yet whether they share with
		// its new adviser: their names as its list showed them, and nothing of what they share.
		cohortAsked: c.table(
			'cohort_asked',
			{
				cohort: c.id('cohort').references(() => cohorts.id, { onDelete: 'cascade' }),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				name: c.text('name'),
				nameOrder: c.text('name_order'),
				// When the event that tells the person was recorded; null until then.
				toldAt: c.nullable.instant('told_at'),
			},
			(t) => [
				c.primaryKey({ columns: [t.cohort, t.person] }),
				c.index('cohort_asked_by_name').on(t.cohort, t.nameOrder, t.person),
				c.index('cohort_asked_person').on(t.person),
			],
		),
		// The people whom an institution expects in a cohort, by the names it gives them, and the account of each
		// who came. The code on a person's slip is never stored: it follows from their row and a sealed secret.
		rosterPeople: c.table(
			'roster_people',
			{
				id: c.key('id'),
				cohort: c.id('cohort').references(() => cohorts.id, { onDelete: 'cascade' }),
				// By what a roster that is imported again recognises the person.
				matchKey: c.text('match_key'),
				number: c.nullable.text('number'),
				name: c.text('name'),
				nameOrder: c.text('name_order'),
				group: c.text('group_name'),
				// SHA-256 of the code on the person's slip.
				codeHash: c.text('code_hash'),
				importedBy: c.nullable.id('imported_by').references(() => people.id, { onDelete: 'set null' }),
				// Who says that the person exists, besides whoever imported the roster.
				confirmedBy: c.nullable.id('confirmed_by').references(() => people.id, { onDelete: 'set null' }),
				person: c.nullable.id('person').references(() => people.id, { onDelete: 'cascade' }),
				createdAt: c.instant('created_at'),
			},
			(t) => [
				c.unique('roster_people_key').on(t.cohort, t.matchKey),
				c.unique('roster_people_code').on(t.codeHash),
				c.index('roster_people_by_name').on(t.cohort, t.nameOrder, t.id),
				c.index('roster_people_person').on(t.person),
				c.index('roster_people_importer').on(t.importedBy),
				c.index('roster_people_confirmer').on(t.confirmedBy),
			],
		),
		// The last portrait of each cohort. It contains figures only, not the level of any person.
		portraits: c.table('portraits', {
			cohort: c.key('cohort').references(() => cohorts.id, { onDelete: 'cascade' }),
			date: c.text('date'),
			madeAt: c.instant('made_at'),
			// The smallest number of people that a figure could count when the portrait was made; null for
			// rows older than this column.
			least: c.nullable.int('least'),
			figures: c.json<Record<string, PortraitFigure>>('figures'),
		}),
		// The names of the figures that count each person, so that erasing the person removes those figures.
		portraitPeople: c.table(
			'portrait_people',
			{
				cohort: c.id('cohort').references(() => cohorts.id, { onDelete: 'cascade' }),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				figures: c.json<string[]>('figures'),
			},
			(t) => [
				c.primaryKey({ columns: [t.cohort, t.person] }),
				c.index('portrait_people_person').on(t.person),
			],
		),
		// The sealed secret from which people's lots are drawn: one for the whole service, which never
		// changes.
		portraitSecrets: c.table('portrait_secrets', {
			id: c.key('id'),
			sealed: c.text('sealed'),
			createdAt: c.instant('created_at'),
		}),
	};
});

/** The tables of cohorts in the dialect (SQLite or PostgreSQL) of `queries`. */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });
