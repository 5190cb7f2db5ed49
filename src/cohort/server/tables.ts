import { perDialect } from '#platform/server';

/** Cohorts, who advises them, and each one’s last portrait. Who joined is a share, kept in identity. */
export const tables = perDialect((c) => ({
	cohorts: c.table(
		'cohorts',
		{
			id: c.key('id'),
			institution: c.id('institution'),
			name: c.text('name'),
			joinCode: c.text('join_code'),
			audience: c.text('audience'),
			framework: c.text('framework'),
			endsOn: c.nullable.text('ends_on'),
			createdAt: c.instant('created_at'),
		},
		(t) => [c.unique('cohorts_join_code').on(t.joinCode), c.index('cohorts_institution').on(t.institution)],
	),
	cohortAdvisers: c.table('cohort_advisers', { cohort: c.id('cohort'), person: c.id('person') }, (t) => [
		c.primaryKey({ columns: [t.cohort, t.person] }),
		c.index('cohort_advisers_person').on(t.person),
	]),
	portraits: c.table('portraits', {
		cohort: c.key('cohort'),
		madeAt: c.instant('made_at'),
		/** For each source and dimension, where each person stood when its figures were made: compared, never shown. */
		people: c.json<Record<string, Record<string, string>>>('people'),
		portrait: c.json<Record<string, unknown>>('portrait'),
	}),
}));
