import type { Sent } from '#platform';
import type { Award, AwardBasis } from './award.ts';

/**
 * The steps of issuing a badge, in order; each is stored before the next begins.
 * - `intended`: the exact text to sign, its serial, its status entry and its key are stored together.
 * - `linted`: that text was verified, signed with a key made for that only.
 * - `signed`: it is signed, twice alike, and verified with the public key.
 * - `published`: it is the person's, and what led to it is closed.
 */
export const ISSUANCE_STEPS = ['intended', 'linted', 'signed', 'published'] as const;
export type IssuanceStep = (typeof ISSUANCE_STEPS)[number];

/** Why an issuance that was begun gives no badge. Its serial and its status entry serve no more. */
export const VOID_REASONS = [
	/** Our own verification refused the text. */
	'lint-refused',
	/** What was to be signed is not what was stored. */
	'altered',
	/** The key it was bound to signs no more. */
	'key-ended',
	/** The application was answered, changed or withdrawn meanwhile. */
	'decided-otherwise',
	/** What it was to say in the other language was revoked meanwhile. */
	'original-revoked',
	/** The person holds this badge already. */
	'held-already',
	/** The person left. */
	'person-left',
	/** The award it was to sign anew was revoked, or signed anew by another. */
	'award-ended',
	/** It was begun after the copy of the database that was put back: only its serial and its entry are known. */
	'restored',
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** The review that accepts an application, kept until the award is given. A type, not an interface: it is JSON as it is. */
export type AcceptedReview = {
	readonly id: string;
	/** Null once the adviser has left. */
	readonly reviewer: string | null;
	readonly reason: string;
	readonly level: string;
	readonly saidAtDecision: string;
};

/** The acceptance an award closes: the review to record, and the form that sent it. */
export interface Acceptance {
	/** The application's, as the adviser saw it. */
	readonly revision: number;
	readonly review: AcceptedReview;
	/** Its key, what was sent with it, and whom it speaks of; null once the adviser has left. */
	readonly form: {
		readonly who: string;
		readonly action: string;
		readonly key: string;
		readonly sent: Sent;
		readonly about: string;
	} | null;
}

/** What is kept of an award while it is signed anew. */
export interface Reissue {
	/** The key that signed it, trusted no more. */
	readonly kid: string;
	/** The date of award that the badge says, to the second. */
	readonly awardedAt: string;
	/** Why, in the operator's words. */
	readonly reason: string;
}

/** What the award will hold besides what an issuance keeps for ever. */
export interface Intent extends Pick<Award, 'definitionVersion' | 'locale' | 'subject' | 'decidedBy'> {
	readonly basis: AwardBasis;
	/** Null for a badge by rule. */
	readonly acceptance: Acceptance | null;
	/** The award it says again in the other language, and when that one was awarded (ISO 8601). */
	readonly sibling?: { readonly of: string; readonly awardedAt: string } | undefined;
	/** Only for an award to sign anew. */
	readonly reissue?: Reissue;
}

/** The same intent, once the adviser who decided has left: what was decided stands, without them. */
export const withoutAdviser = (intent: Intent): Intent => ({
	...intent,
	decidedBy: null,
	acceptance: intent.acceptance && {
		...intent.acceptance,
		review: { ...intent.acceptance.review, reviewer: null },
		form: null,
	},
});

/** A badge on its way: one text, one status entry, one signature. Its id is the award's, unless it signs one anew. */
export interface Issuance {
	readonly id: string;
	readonly person: string | null;
	readonly institution: string;
	readonly badge: string;
	readonly application: string | null;
	readonly issuer: string;
	/** The key that signs it, and no other. */
	readonly kid: string;
	readonly statusList: number;
	readonly statusIndex: number;
	readonly shortCode: string;
	/** The exact text to sign; null once published or voided. */
	readonly unsigned: string | null;
	/** SHA-256 of that text, in hexadecimal; stays. */
	readonly digest: string;
	/** Null once published or voided. */
	readonly intent: Intent | null;
	readonly step: IssuanceStep;
	/** The proof as JSON text, from `signed` on; stays. */
	readonly proof: string | null;
	readonly voided: VoidReason | null;
	/** The award it signs anew; null: it is to be one, under its own id. */
	readonly reissueOf: string | null;
	/** The date the badge says. */
	readonly createdAt: Date;
	readonly updatedAt: Date;
}
