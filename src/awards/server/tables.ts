import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { identityTables } from '#identity/server';
import { type Columns, dialectOf, perDialect, type Queries, type Referable } from '#platform/server';
import type { IssuanceStep, VoidReason } from '../issuance.ts';
import { sql } from 'drizzle-orm';
import type { TokenAlgorithm } from '#openbadges';

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
			// The original award, when this one is its translation.
			translationOf: c.nullable.id('sibling_of').references((): AnySQLiteColumn => awards.id),
			// `person:badge` while active (with the language, for a translation), null once revoked: at most one of each.
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
			c.index('awards_sibling').on(t.translationOf),
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

/** The tables in the dialect of a connection. */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });

type Parents = Readonly<Record<'institutions' | 'people' | 'issuers' | 'applications' | 'awards', Referable>>;

/** Issuances, halts, and earlier signed texts of awards. */
export const issuanceTables = (
	c: Columns,
	{ institutions, people, issuers, applications, awards }: Parents,
) => ({
	// Rows are kept without their text: an id, a status entry and a code are used once.
	issuances: c.table(
		'issuances',
		{
			id: c.key('id'),
			person: c.nullable.id('person').references(() => people.id, { onDelete: 'set null' }),
			institution: c.id('institution').references(() => institutions.id),
			badge: c.text('badge'),
			application: c.nullable.id('application').references(() => applications.id, { onDelete: 'set null' }),
			issuer: c.id('issuer').references(() => issuers.id),
			kid: c.text('kid'),
			statusList: c.int('status_list'),
			statusIndex: c.int('status_index'),
			shortCode: c.text('short_code'),
			unsigned: c.nullable.text('unsigned'),
			digest: c.text('digest'),
			intent: c.nullable.text('intent'),
			step: c.text('step').$type<IssuanceStep>(),
			proof: c.nullable.text('proof'),
			voided: c.nullable.text('voided').$type<VoidReason>(),
			// The award it signs again; null if it becomes a new award.
			reissueOf: c.nullable.id('reissue_of').references(() => awards.id),
			// `person:badge` while under way, null after: one at a time.
			openKey: c.nullable.text('open_key'),
			createdAt: c.instant('created_at'),
			updatedAt: c.instant('updated_at'),
		},
		(t) => [
			c.unique('issuances_status').on(t.issuer, t.statusList, t.statusIndex),
			c.unique('issuances_short_code').on(t.shortCode),
			c.unique('issuances_open').on(t.openKey),
			c.index('issuances_person').on(t.person),
			c.index('issuances_kid').on(t.kid),
			c.index('issuances_step').on(t.issuer, t.step),
			c.index('issuances_voided').on(t.issuer, t.voided),
		],
	),
	issuanceHalts: c.table(
		'issuance_halts',
		{
			id: c.key('id'),
			// Null: the whole service.
			institution: c.nullable.id('institution').references(() => institutions.id),
			reason: c.text('reason'),
			haltedAt: c.instant('halted_at'),
			resumedAt: c.nullable.instant('resumed_at'),
		},
		(t) => [c.index('issuance_halts_institution').on(t.institution)],
	),
	// Earlier signed texts of awards: rows are added, and changed only to erase a text.
	supersededAwards: c.table(
		'superseded_awards',
		{
			id: c.key('id'),
			award: c.id('award').references(() => awards.id),
			issuer: c.id('issuer').references(() => issuers.id),
			// The exact text that was signed; null once its person erased it.
			credential: c.nullable.text('credential'),
			kid: c.text('kid'),
			statusList: c.int('status_list'),
			statusIndex: c.int('status_index'),
			supersededAt: c.instant('superseded_at'),
			// The operator's reason.
			reason: c.nullable.text('reason'),
		},
		(t) => [
			c.unique('superseded_awards_status').on(t.issuer, t.statusList, t.statusIndex),
			c.index('superseded_awards_award').on(t.award),
			c.index('superseded_awards_kid').on(t.kid),
		],
	),
});

/** What a key signs: badges (Ed25519), or tokens. */
export type KeyAlgorithm = 'Ed25519' | TokenAlgorithm;

/** The keys of issuing bodies, and the tokens that some of them signed. */
export const keyTables = (
	c: Columns,
	{ issuers, awards }: Readonly<Record<'issuers' | 'awards', Referable>>,
) => ({
	issuerKeys: c.table(
		'issuer_keys',
		{
			id: c.key('id'),
			issuer: c.id('issuer').references(() => issuers.id),
			// Ed25519: the multikey (z6Mk…), which is the public key itself. Otherwise the thumbprint of the public JWK.
			kid: c.text('kid'),
			algorithm: c.text('algorithm').$type<KeyAlgorithm>().default('Ed25519'),
			// The public half, where the kid does not hold it.
			publicJwk: c.nullable.text('public_jwk'),
			sealedPrivate: c.text('sealed_private'),
			state: c.text('state').$type<'planned' | 'active' | 'retired' | 'compromised'>(),
			createdAt: c.instant('created_at'),
			retiredAt: c.nullable.instant('retired_at'),
			// Why it ended: the operator's reason.
			endedReason: c.nullable.text('ended_reason'),
		},
		(t) => [
			c.unique('issuer_keys_kid').on(t.kid),
			c.index('issuer_keys_issuer').on(t.issuer),
			// One key of each kind signs for an issuer, and one is planned; those that ended may be many.
			c
				.unique('issuer_keys_in_use')
				.on(t.issuer, t.algorithm, t.state)
				.where(sql`${t.state} in ('active', 'planned')`),
		],
	),
	// An award as a token: made once, always returned as it was made.
	awardTokens: c.table(
		'award_tokens',
		{
			award: c.key('award').references(() => awards.id, { onDelete: 'cascade' }),
			kid: c.text('kid'),
			token: c.text('token'),
			madeAt: c.instant('made_at'),
		},
		(t) => [c.index('award_tokens_kid').on(t.kid)],
	),
});
