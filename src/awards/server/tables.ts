import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { FrameworkVersion } from '#framework';
import { identityTables } from '#identity/server';
import {
	type SchemaBuilder,
	dialectOf,
	tablesPerDialect,
	type Queries,
	type TableWithId,
} from '#platform/server';
import type { IssuanceStep, ReissueCause, VoidReason } from '../issuance.ts';
import { sql } from 'drizzle-orm';
import type { TokenAlgorithm } from '#openbadges';

/** The tables of this context: issuing bodies and their keys, awards, issuances and tokens. */
export const tables = tablesPerDialect((c) => {
	const { people, institutions } = identityTables(c);
	// Declared only for the foreign key, by which the database clears the reference when an application is
	// erased. Nothing here reads this table.
	const applications = c.table('applications', { id: c.key('id') });
	const issuers = c.table(
		'issuers',
		{
			id: c.key('id'),
			institution: c.id('institution').references(() => institutions.id),
			slug: c.text('slug'),
			// A did:web contains the host: a service that moves creates a new issuer, and the earlier one
			// stays known.
			did: c.text('did'),
			// The origin that the addresses of its keys and status lists have, as its badges state them.
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
			// Before badges served several versions of the framework, each was given in that of 2019.
			frameworkVersion: c.text('framework_version').$type<FrameworkVersion>().default('crcn-2019'),
			locale: c.text('locale').$type<'fr' | 'en'>(),
			subject: c.nullable.text('subject'),
			// The exact text that was signed; null once it was erased, when the holder left.
			credential: c.nullable.text('credential'),
			kid: c.text('kid'),
			statusList: c.int('status_list'),
			statusIndex: c.int('status_index'),
			shortCode: c.text('short_code'),
			// The level that an adviser accepted; null for a badge that no adviser decided.
			level: c.nullable.text('level'),
			basis: c.nullable.text('basis'),
			decidedBy: c.nullable.id('decided_by').references(() => people.id, { onDelete: 'set null' }),
			// Id of the original award, if this one is its translation.
			translationOf: c.nullable.id('sibling_of').references((): AnySQLiteColumn => awards.id),
			// The uniqueness key (`person:badge`, with the language for a translation) while active, null
			// once revoked: at most one active award of each.
			activeKey: c.nullable.text('active_key'),
			awardedAt: c.instant('awarded_at'),
			// When it expires, as its signed text says; null if it does not.
			validUntil: c.nullable.instant('valid_until'),
			// When its holder was told that it expires soon; null until then.
			expiryToldAt: c.nullable.instant('expiry_told_at'),
			publishedAt: c.nullable.instant('published_at'),
			showsName: c.bool('shows_name'),
			// Whether the holder wants it bound to their e-mail address; the signed text tells whether it is.
			bindsEmail: c.bool('binds_email').default(false),
			// When an adviser reconsidered what a rule had decided, and what they said.
			reconsideredAt: c.nullable.instant('reconsidered_at'),
			reconsidered: c.nullable.text('reconsidered').$type<'kept' | 'doubted'>(),
			revokedAt: c.nullable.instant('revoked_at'),
			// Id of the person who revoked it (`operator` for the operator's command); null once that person
			// has left.
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
			c.index('awards_valid_until').on(t.validUntil),
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

/** The tables of this context in the SQL dialect of a connection or transaction. */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });

type Parents = Readonly<
	Record<'institutions' | 'people' | 'issuers' | 'applications' | 'awards', TableWithId>
>;

/** Declares the tables of issuances, halts of issuing, and earlier signed texts of awards. */
export const issuanceTables = (
	c: SchemaBuilder,
	{ institutions, people, issuers, applications, awards }: Parents,
) => ({
	// The rows of ended issuances are kept, without their text, since an id, a status entry and a code are
	// used only once.
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
			// Id of the existing award that it signs again; null if it creates a new award.
			reissueOf: c.nullable.id('reissue_of').references(() => awards.id),
			// The uniqueness key (`person:badge`) while under way, then null: at most one issuance of a badge
			// at a time.
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
			// Null when issuing is halted in the whole service.
			institution: c.nullable.id('institution').references(() => institutions.id),
			reason: c.text('reason'),
			haltedAt: c.instant('halted_at'),
			resumedAt: c.nullable.instant('resumed_at'),
		},
		(t) => [c.index('issuance_halts_institution').on(t.institution)],
	),
	// Earlier signed texts of awards: rows are only added, and changed only to erase a text.
	supersededAwards: c.table(
		'superseded_awards',
		{
			id: c.key('id'),
			award: c.id('award').references(() => awards.id),
			issuer: c.id('issuer').references(() => issuers.id),
			// The exact text that was signed; null once it was erased, when the holder left.
			credential: c.nullable.text('credential'),
			kid: c.text('kid'),
			statusList: c.int('status_list'),
			statusIndex: c.int('status_index'),
			supersededAt: c.instant('superseded_at'),
			// What the award was signed again for.
			cause: c.text('cause').$type<ReissueCause>().default('key-compromised'),
			// The operator's words about a compromised key.
			reason: c.nullable.text('reason'),
		},
		(t) => [
			c.unique('superseded_awards_status').on(t.issuer, t.statusList, t.statusIndex),
			c.index('superseded_awards_award').on(t.award),
			c.index('superseded_awards_kid').on(t.kid),
		],
	),
});

/** The algorithm of a key, which tells what it signs: badges (Ed25519), or tokens (ES256, RS256). */
export type KeyAlgorithm = 'Ed25519' | TokenAlgorithm;

/** Declares the tables of issuing bodies' keys, and of the tokens that they signed. */
export const keyTables = (
	c: SchemaBuilder,
	{ issuers, awards }: Readonly<Record<'issuers' | 'awards', TableWithId>>,
) => ({
	issuerKeys: c.table(
		'issuer_keys',
		{
			id: c.key('id'),
			issuer: c.id('issuer').references(() => issuers.id),
			// For Ed25519, the multikey (z6Mk…), which is the public key itself; otherwise the thumbprint of
			// the public JWK.
			kid: c.text('kid'),
			algorithm: c.text('algorithm').$type<KeyAlgorithm>().default('Ed25519'),
			// The key's public half as a JWK; null for Ed25519, whose kid contains it.
			publicJwk: c.nullable.text('public_jwk'),
			sealedPrivate: c.text('sealed_private'),
			state: c.text('state').$type<'planned' | 'active' | 'retired' | 'compromised'>(),
			createdAt: c.instant('created_at'),
			retiredAt: c.nullable.instant('retired_at'),
			// The reason that the operator gave for ending the key.
			endedReason: c.nullable.text('ended_reason'),
		},
		(t) => [
			c.unique('issuer_keys_kid').on(t.kid),
			c.index('issuer_keys_issuer').on(t.issuer),
			// Per issuer and algorithm: at most one active key and one planned key, any number of ended ones.
			c
				.unique('issuer_keys_in_use')
				.on(t.issuer, t.algorithm, t.state)
				.where(sql`${t.state} in ('active', 'planned')`),
		],
	),
	// The token (VC-JWT) of an award: made once, then always served unchanged.
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
