import { identityTables } from '#identity/server';
import { dialectOf, perDialect, type Queries } from '#platform/server';
import { trainingTables } from '#training/server';
import type { ApplicationState } from '../application-states.ts';

/** Applications, with all that was sent and answered. */
export const tables = perDialect((c) => {
	const { people, institutions } = identityTables(c);
	const { trainings } = trainingTables(c);
	const applications = c.table(
		'applications',
		{
			id: c.key('id'),
			person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
			institution: c.id('institution').references(() => institutions.id),
			badge: c.text('badge'),
			definitionVersion: c.int('definition_version'),
			locale: c.text('locale').$type<'fr' | 'en'>(),
			state: c.text('state').$type<ApplicationState>(),
			revision: c.int('revision'),
			// `person:badge` while something may still happen, null after: one open application at a time.
			openKey: c.nullable.text('open_key'),
			// Whether the person wants titles, links and reflections written inside the signed badge.
			evidenceInBadge: c.bool('evidence_in_badge'),
			createdAt: c.instant('created_at'),
			submittedAt: c.nullable.instant('submitted_at'),
			decidedAt: c.nullable.instant('decided_at'),
		},
		(t) => [
			c.unique('applications_open').on(t.openKey),
			c.index('applications_person').on(t.person),
			c.index('applications_queue').on(t.institution, t.state, t.submittedAt),
		],
	);
	const applicationEvidence = c.table(
		'application_evidence',
		{
			id: c.key('id'),
			application: c.id('application').references(() => applications.id, { onDelete: 'cascade' }),
			title: c.text('title'),
			link: c.nullable.text('link'),
			training: c.nullable.id('training').references(() => trainings.id, { onDelete: 'set null' }),
			reflection: c.text('reflection'),
			addedAt: c.instant('added_at'),
		},
		(t) => [c.index('application_evidence_application').on(t.application)],
	);
	// Appended, never changed: what was sent each time, as it was.
	const submissions = c.table(
		'application_submissions',
		{
			id: c.key('id'),
			application: c.id('application').references(() => applications.id, { onDelete: 'cascade' }),
			said: c.text('said'),
			evidence: c.text('evidence'),
			at: c.instant('at'),
		},
		(t) => [c.index('application_submissions_application').on(t.application)],
	);
	// Appended, never changed.
	const reviews = c.table(
		'reviews',
		{
			id: c.key('id'),
			application: c.id('application').references(() => applications.id, { onDelete: 'cascade' }),
			// Null once the adviser left.
			reviewer: c.nullable.id('reviewer').references(() => people.id, { onDelete: 'set null' }),
			decision: c.text('decision').$type<'accept' | 'return' | 'refuse'>(),
			reason: c.text('reason'),
			level: c.nullable.text('level'),
			saidAtDecision: c.text('said_at_decision'),
			at: c.instant('at'),
		},
		(t) => [c.index('reviews_application').on(t.application)],
	);
	return { applications, applicationEvidence, submissions, reviews };
});

/** The tables in the dialect of the queries at hand, so that a store needs nothing but them. */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });
