import { sql } from 'drizzle-orm';
import type { Columns, Referable } from '#platform/server';
import type { TokenAlgorithm } from '#openbadges';

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
			// Why it is trusted no more, in the operator's words.
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
	// An award as a token: made once, given out as it was made.
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
