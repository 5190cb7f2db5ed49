import { is } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { PgDatabase } from 'drizzle-orm/pg-core';
import { identityTables } from '#identity/server';
import { perDialect, type Queries } from '#platform/server';
import { trainingTables } from '#training/server';
import type { ApplicationState } from '../application-states.ts';
import { keyTables } from './key-tables.ts';
import { issuanceTables } from './issuance-tables.ts';

/** Issuing bodies and their keys, applications with all that was sent and answered, awards and how they are issued. */
export const tables = perDialect((c) => {
	const { people, institutions } = identityTables(c);
	const { trainings } = trainingTables(c);
	const issuers = c.table(
		'issuers',
		{
			id: c.key('id'),
			institution: c.id('institution').references(() => institutions.id),
			slug: c.text('slug'),
			// A did:web holds the host: a service that moves starts a new issuer, and the earlier one stays known.
			did: c.text('did'),
			// Where its badges say that its keys and lists are.
			origin: c.text('origin'),
			createdAt: c.instant('created_at'),
		},
		(t) => [c.unique('issuers_did').on(t.did), c.index('issuers_institution').on(t.institution)],
	);
	const pairwiseSubjects = c.table(
		'pairwise_subjects',
		{
			person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
			issuer: c.id('issuer').references(() => issuers.id),
			uuid: c.text('uuid'),
		},
		(t) => [c.primaryKey({ columns: [t.person, t.issuer] })],
	);
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
	const awards = c.table(
		'awards',
		{
			id: c.key('id'),
			application: c.nullable.id('application').references(() => applications.id, { onDelete: 'set null' }),
			person: c.nullable.id('person').references(() => people.id, { onDelete: 'set null' }),
			institution: c.id('institution').references(() => institutions.id),
			issuer: c.id('issuer').references(() => issuers.id),
			badge: c.text('badge'),
			definitionVersion: c.int('definition_version'),
			locale: c.text('locale').$type<'fr' | 'en'>(),
			subject: c.nullable.text('subject'),
			// The exact text that was signed; null once its person erased it.
			credential: c.nullable.text('credential'),
			kid: c.text('kid'),
			statusList: c.int('status_list'),
			statusIndex: c.int('status_index'),
			shortCode: c.text('short_code'),
			// The level observed, for a badge an adviser decided.
			level: c.nullable.text('level'),
			basis: c.nullable.text('basis'),
			decidedBy: c.nullable.id('decided_by').references(() => people.id, { onDelete: 'set null' }),
			// The award that this one says again in the other language: one recognition, two badges.
			siblingOf: c.nullable.id('sibling_of').references((): AnySQLiteColumn => awards.id),
			// `person:badge` while it stands (a sibling's with its language), null once revoked: one of each at most.
			activeKey: c.nullable.text('active_key'),
			awardedAt: c.instant('awarded_at'),
			publishedAt: c.nullable.instant('published_at'),
			showsName: c.bool('shows_name'),
			revokedAt: c.nullable.instant('revoked_at'),
			// Who revoked it, `operator` for the command; null once they left.
			revokedBy: c.nullable.id('revoked_by'),
			revocationReason: c.nullable.text('revocation_reason'),
		},
		(t) => [
			c.unique('awards_status').on(t.issuer, t.statusList, t.statusIndex),
			c.unique('awards_short_code').on(t.shortCode),
			c.unique('awards_active').on(t.activeKey),
			c.index('awards_person').on(t.person),
			c.index('awards_application').on(t.application),
			c.index('awards_sibling').on(t.siblingOf),
			c.index('awards_kid').on(t.kid),
			c.index('awards_revoked').on(t.issuer, t.statusList, t.revokedAt),
		],
	);
	return {
		issuers,
		pairwiseSubjects,
		applications,
		applicationEvidence,
		submissions,
		reviews,
		awards,
		...keyTables(c, { issuers, awards }),
		...issuanceTables(c, { institutions, people, issuers, applications, awards }),
	};
});

/** The tables in the dialect of the queries at hand, so that a store needs nothing but them. */
export const tablesOf = (queries: Queries) =>
	tables({ dialect: is(queries, PgDatabase) ? 'postgres' : 'sqlite' });
