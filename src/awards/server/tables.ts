import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { identityTables } from '#identity/server';
import { dialectOf, perDialect, type Queries } from '#platform/server';
import { keyTables } from './issuers/key-tables.ts';
import { issuanceTables } from './issuance-tables.ts';

/** Issuing bodies and their keys, awards, and how they are issued. */
export const tables = perDialect((c) => {
	const { people, institutions } = identityTables(c);
	// Named only: the schema clears what points to an application that is erased. Nothing here reads one.
	const applications = c.table('applications', { id: c.key('id') });
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
		awards,
		...keyTables(c, { issuers, awards }),
		...issuanceTables(c, { institutions, people, issuers, applications, awards }),
	};
});

/** The tables in the dialect of the queries at hand, so that a store needs nothing but them. */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });
