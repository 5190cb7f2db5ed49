import type { Sent } from '#platform';
import type { Award, AwardBasis } from './award.ts';

/**
 * The steps of issuing a badge, in order; each is stored before the next begins.
 * - `intended`: the exact text to sign, the id, the status entry and the key are stored together.
 * - `linted`: that text passed verification, signed with a throwaway key.
 * - `signed`: it was signed twice with identical bytes, and verified with the public key.
 * - `published`: the award exists, and the application that led to it is closed.
 */
export const ISSUANCE_STEPS = ['intended', 'linted', 'signed', 'published'] as const;
export type IssuanceStep = (typeof ISSUANCE_STEPS)[number];

/** Why an issuance ended without a badge. Its id and its status entry are never used again. */
export const VOID_REASONS = [
	/** Our own verification rejected the text. */
	'lint-refused',
	/** The text to sign is not the one that was stored. */
	'altered',
	/** Its key is no longer active. */
	'key-ended',
	/** The application was decided, changed or withdrawn meanwhile. */
	'decided-otherwise',
	/** The award it translates was revoked meanwhile. */
	'original-revoked',
	/** The person holds this badge already. */
	'held-already',
	/** The person left. */
	'person-left',
	/** The award it was to sign again was revoked, or another issuance signed it. */
	'award-ended',
	/** It began after the backup that was restored: only its id and its status entry are known. */
	'restored',
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** The review that accepts an application, stored until the award is published. A type, not an interface, so that it is `Json`. */
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
	/** Revision of the application that the adviser saw. */
	readonly revision: number;
	readonly review: AcceptedReview;
	/** The form that sent the decision: its key, its content, and the person it is about; null once the adviser has left. */
	readonly form: {
		readonly who: string;
		readonly action: string;
		readonly key: string;
		readonly sent: Sent;
		readonly about: string;
	} | null;
}

/** What is kept of an award while it is signed again. */
export interface Reissue {
	/** The compromised key that signed it, as multikey. */
	readonly kid: string;
	/** `awardedDate` of the badge, to the second. */
	readonly awardedAt: string;
	/** The operator's reason. */
	readonly reason: string;
}

/** What the award will hold in addition to the columns an issuance keeps. Stored as JSON. */
export interface Intent extends Pick<Award, 'definitionVersion' | 'locale' | 'subject' | 'decidedBy'> {
	readonly basis: AwardBasis;
	/** Null for a badge by rule. */
	readonly acceptance: Acceptance | null;
	/** For a translation: the original award's id and date (ISO 8601). `sibling` is the stored name. */
	readonly sibling?: { readonly of: string; readonly awardedAt: string } | undefined;
	/** Only when an award is signed again. */
	readonly reissue?: Reissue;
}

/** The same intent without the adviser who decided, once they have left. The decision stays. */
export const withoutAdviser = (intent: Intent): Intent => ({
	...intent,
	decidedBy: null,
	acceptance: intent.acceptance && {
		...intent.acceptance,
		review: { ...intent.acceptance.review, reviewer: null },
		form: null,
	},
});

/** The issuing of one award: one text, one status entry, one signature. Its id becomes the award's, except for a reissue. */
export interface Issuance {
	readonly id: string;
	readonly person: string | null;
	readonly institution: string;
	readonly badge: string;
	readonly application: string | null;
	readonly issuer: string;
	/** The only key that may sign it, as multikey. */
	readonly kid: string;
	readonly statusList: number;
	readonly statusIndex: number;
	readonly shortCode: string;
	/** The exact text to sign; null once published or voided. */
	readonly unsigned: string | null;
	/** SHA-256 of that text, in hexadecimal; never cleared. */
	readonly digest: string;
	/** Null once published or voided. */
	readonly intent: Intent | null;
	readonly step: IssuanceStep;
	/** The proof as JSON text, from `signed` on; never cleared. */
	readonly proof: string | null;
	readonly voided: VoidReason | null;
	/** The award it signs again; null if it becomes a new award. */
	readonly reissueOf: string | null;
	/** The date in the badge. */
	readonly createdAt: Date;
	readonly updatedAt: Date;
}
