import { identityTables } from '#identity/server';
import { perDialect } from '#platform/server';
import type { CohortAudience } from '../cohort.ts';
import type { Figure } from '../figures.ts';

/** Cohorts, who advises them, and each one’s last portrait. Who joined is a share, kept in identity. */
export const tables = perDialect((c) => {
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
			createdAt: c.instant('created_at'),
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
		// The last portrait of each cohort: figures alone, no level of anybody.
		portraits: c.table('portraits', {
			cohort: c.key('cohort').references(() => cohorts.id, { onDelete: 'cascade' }),
			date: c.text('date'),
			madeAt: c.instant('made_at'),
			figures: c.json<Record<string, Figure>>('figures'),
		}),
		// In which figures each person counts, so that erasing them withdraws these.
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
		// What people's lots are drawn with, sealed; one for the whole service and for ever.
		portraitSecrets: c.table('portrait_secrets', {
			id: c.key('id'),
			sealed: c.text('sealed'),
			createdAt: c.instant('created_at'),
		}),
	};
});
