import type { About, Act } from '#platform/server';
import type { Award } from '../award.ts';
import type { Issuance } from '../issuance.ts';

/** What of this context must hold even after an older copy of the database is put back. */
export const ACTS = {
	/** A serial, a status entry and a short code are taken. */
	taken: 'entry-taken',
	/** The badge of that serial is given to its person. */
	given: 'badge-given',
	revoked: 'badge-revoked',
	/** A key was made, or is trusted no more. */
	key: 'key-state',
	/** The page of a badge is shown to nobody any more. */
	hidden: 'badge-hidden',
} as const;

type Noted = Pick<Act, 'at' | 'what' | 'about'>;

/** What a status entry is to a verifier, and whose badge it is: no person. */
const entryOf = ({
	issuer,
	institution,
	badge,
	kid,
	statusList,
	statusIndex,
	shortCode,
}: Pick<
	Issuance,
	'issuer' | 'institution' | 'badge' | 'kid' | 'statusList' | 'statusIndex' | 'shortCode'
>): About => ({ issuer, institution, badge, kid, statusList, statusIndex, shortCode });

/** A serial and its entry are taken, from now on and for ever. */
export const takenAct = (one: Issuance): Noted => ({
	at: one.createdAt,
	what: ACTS.taken,
	about: { serial: one.id, ...entryOf(one), reissueOf: one.reissueOf },
});

/** A badge is given. */
export const givenAct = (serial: string, at: Date): Noted => ({ at, what: ACTS.given, about: { serial } });

/** A badge is revoked. */
export const revokedAct = (
	award: Pick<
		Award,
		'id' | 'issuer' | 'institution' | 'badge' | 'kid' | 'statusList' | 'statusIndex' | 'shortCode'
	>,
	at: Date,
): Noted => ({ at, what: ACTS.revoked, about: { serial: award.id, ...entryOf(award) } });

/** A badge is shown to nobody any more. */
export const hiddenAct = (award: string, at: Date): Noted => ({ at, what: ACTS.hidden, about: { award } });

/** A key is made, or its state changes; its public half only. */
export const keyAct = (
	key: { issuer: string; kid: string; algorithm: string; publicJwk: string | null; state: string },
	at: Date,
): Noted => ({
	at,
	what: ACTS.key,
	about: {
		issuer: key.issuer,
		kid: key.kid,
		algorithm: key.algorithm,
		publicJwk: key.publicJwk,
		state: key.state,
	},
});
