import type { Columns, Referable } from '#platform/server';
import type { IssuanceStep, VoidReason } from '../issuance.ts';

type Parents = Readonly<Record<'institutions' | 'people' | 'issuers' | 'applications' | 'awards', Referable>>;

/** Badges on their way, what halts them, and what awards were signed as before they were signed anew. */
export const issuanceTables = (
	c: Columns,
	{ institutions, people, issuers, applications, awards }: Parents,
) => ({
	// A badge on its way. Rows stay, without their text: a serial, an entry and a code serve once.
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
			// The award it signs anew; null: it is to be one, under its own id.
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
	// Appended, never changed but to erase a text: what an award was signed as, before it was signed anew.
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
			// Why, in the operator's words.
			reason: c.nullable.text('reason'),
		},
		(t) => [
			c.unique('superseded_awards_status').on(t.issuer, t.statusList, t.statusIndex),
			c.index('superseded_awards_award').on(t.award),
			c.index('superseded_awards_kid').on(t.kid),
		],
	),
});
