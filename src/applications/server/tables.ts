import type { FrameworkVersion } from '#framework';
import { identityTables } from '#identity/server';
import { dialectOf, platformTables, tablesPerDialect, type Queries } from '#platform/server';
import { trainingTables } from '#training/server';
import type { ApplicationState } from '../application-states.ts';
import type { ApplicationKind } from '../application-kind.ts';

/** The database tables of applications, their evidence, submissions and reviews. */
export const tables = tablesPerDialect((c) => {
	const { people, institutions } = identityTables(c);
	const { trainings } = trainingTables(c);
	const { files } = platformTables(c);
	const applications = c.table(
		'applications',
		{
			id: c.key('id'),
			person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
			institution: c.id('institution').references(() => institutions.id),
			badge: c.text('badge'),
			definitionVersion: c.int('definition_version'),
			frameworkVersion: c.text('framework_version').$type<FrameworkVersion>().default('crcn-2019'),
			// What it asks to be judged on: evidence of what was learned, or what was learned before (RAC).
			kind: c.text('kind').$type<ApplicationKind>().default('evidence'),
			locale: c.text('locale').$type<'fr' | 'en'>(),
			state: c.text('state').$type<ApplicationState>(),
			revision: c.int('revision'),
			// `person:badge` while the application is open, then null: a person has one
			// open application per badge.
			openKey: c.nullable.text('open_key'),
			// Whether the titles, links and reflections of the evidence are written in the signed badge.
			evidenceInBadge: c.bool('evidence_in_badge'),
			// Whether the badge is to be bound to the person's e-mail address, if it is verified by then.
			bindsEmail: c.bool('binds_email').default(false),
			// Whether the two advisers who differ must settle it together, since there is no third.
			settling: c.bool('settling').default(false),
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
			// A picture or a document that the person gave.
			file: c.nullable.id('file').references(() => files.id),
			context: c.nullable.text('context'),
			shared: c.bool('shared').default(false),
			addedAt: c.instant('added_at'),
		},
		(t) => [
			c.index('application_evidence_application').on(t.application),
			c.index('application_evidence_file').on(t.file),
		],
	);
	// What a person removed less than a day ago: no adviser sees it, and nothing counts it.
	const removedEvidence = c.table(
		'removed_evidence',
		{
			id: c.key('id'),
			application: c.id('application').references(() => applications.id, { onDelete: 'cascade' }),
			title: c.text('title'),
			link: c.nullable.text('link'),
			training: c.nullable.id('training').references(() => trainings.id, { onDelete: 'set null' }),
			reflection: c.text('reflection'),
			file: c.nullable.id('file').references(() => files.id),
			context: c.nullable.text('context'),
			shared: c.bool('shared').default(false),
			addedAt: c.instant('added_at'),
			removedAt: c.instant('removed_at'),
		},
		(t) => [
			c.index('removed_evidence_application').on(t.application, t.removedAt),
			c.index('removed_evidence_at').on(t.removedAt),
			c.index('removed_evidence_training').on(t.training),
			c.index('removed_evidence_file').on(t.file),
		],
	);
	// Each row is what one submission contained; rows are added and never changed.
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
	// Each row is an adviser's decision; rows are added and never changed.
	const reviews = c.table(
		'reviews',
		{
			id: c.key('id'),
			application: c.id('application').references(() => applications.id, { onDelete: 'cascade' }),
			// Null once the adviser's account is erased.
			reviewer: c.nullable.id('reviewer').references(() => people.id, { onDelete: 'set null' }),
			decision: c.text('decision').$type<'accept' | 'return' | 'refuse'>(),
			reason: c.text('reason'),
			level: c.nullable.text('level'),
			saidAtDecision: c.text('said_at_decision'),
			// What was marked, criterion by criterion and piece by piece, as JSON.
			markings: c.text('markings').default('[]'),
			// The interview about what was learned before, as JSON.
			interview: c.nullable.text('interview'),
			at: c.instant('at'),
		},
		(t) => [c.index('reviews_application').on(t.application), c.index('reviews_reviewer').on(t.reviewer)],
	);
	// What each adviser thought, where a badge asks two; rows are added and never changed.
	const opinions = c.table(
		'opinions',
		{
			id: c.key('id'),
			application: c.id('application').references(() => applications.id, { onDelete: 'cascade' }),
			submission: c.id('submission').references(() => submissions.id, { onDelete: 'cascade' }),
			// The RÉCIT service in whose name it is given.
			service: c.nullable.id('service').references(() => institutions.id),
			// Null once the adviser's account is erased.
			reviewer: c.nullable.id('reviewer').references(() => people.id, { onDelete: 'set null' }),
			decision: c.text('decision').$type<'accept' | 'return' | 'refuse'>(),
			reason: c.text('reason'),
			level: c.nullable.text('level'),
			saidAtDecision: c.text('said_at_decision'),
			// What was marked, criterion by criterion and piece by piece, as JSON.
			markings: c.text('markings').default('[]'),
			at: c.instant('at'),
		},
		(t) => [
			c.index('opinions_application').on(t.application),
			c.index('opinions_submission').on(t.submission),
			c.index('opinions_reviewer').on(t.reviewer),
			c.index('opinions_service').on(t.service),
		],
	);
	return { applications, applicationEvidence, removedEvidence, submissions, reviews, opinions };
});

/**
 * The tables of applications in the dialect (SQLite or PostgreSQL) of `queries`, so that a store needs no
 * other argument.
 */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });
