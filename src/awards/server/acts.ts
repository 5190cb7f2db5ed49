import type { ActFacts, JournalledAct } from '#platform/server';
import type { Award } from '../award.ts';
import type { Issuance } from '../issuance.ts';

/**
 * Names of the acts of this context that are written to the journal, so that they are applied again after an
 * older backup is restored.
 */
export const AWARD_ACT_NAMES = {
	/**
	 * An issuance's id (its serial), a status entry and a short code were used: they are never assigned
	 * again.
	 */
	taken: 'entry-taken',
	/** The badge with this serial was published: its holder may have a copy. */
	given: 'badge-given',
	revoked: 'badge-revoked',
	/** A key was created, retired or declared compromised. The activation of a planned key is not an act. */
	key: 'key-state',
	/** The page of a badge was made private. */
	hidden: 'badge-hidden',
} as const;

type ActToRecord = Pick<JournalledAct, 'at' | 'what' | 'about'>;

/**
 * Picks the facts by which an act identifies the badge of an issuance or award: issuer, institution, definition,
 * key, status entry (list and index) and short code. None is personal data.
 */
const badgeFactsOf = ({
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
>): ActFacts => ({ issuer, institution, badge, kid, statusList, statusIndex, shortCode });

/**
 * The act to record when an issuance begins: its id (serial), status entry and short code are never assigned
 * again.
 */
export const entryTakenAct = (one: Issuance): ActToRecord => ({
	at: one.createdAt,
	what: AWARD_ACT_NAMES.taken,
	about: { serial: one.id, ...badgeFactsOf(one), reissueOf: one.reissueOf },
});

/** The act to record when the badge with this serial is published. */
export const badgeGivenAct = (serial: string, at: Date): ActToRecord => ({
	at,
	what: AWARD_ACT_NAMES.given,
	about: { serial },
});

/** The act to record when a badge is revoked. */
export const badgeRevokedAct = (
	award: Pick<
		Award,
		'id' | 'issuer' | 'institution' | 'badge' | 'kid' | 'statusList' | 'statusIndex' | 'shortCode'
	>,
	at: Date,
): ActToRecord => ({
	at,
	what: AWARD_ACT_NAMES.revoked,
	about: { serial: award.id, ...badgeFactsOf(award) },
});

/** The act to record when the page of a badge is made private. */
export const badgeHiddenAct = (award: string, at: Date): ActToRecord => ({
	at,
	what: AWARD_ACT_NAMES.hidden,
	about: { award },
});

/**
 * The act to record when a signing key is created, retired or declared compromised. It contains only the
 * public half of the key.
 */
export const keyStateAct = (
	key: { issuer: string; kid: string; algorithm: string; publicJwk: string | null; state: string },
	at: Date,
): ActToRecord => ({
	at,
	what: AWARD_ACT_NAMES.key,
	about: {
		issuer: key.issuer,
		kid: key.kid,
		algorithm: key.algorithm,
		publicJwk: key.publicJwk,
		state: key.state,
	},
});
