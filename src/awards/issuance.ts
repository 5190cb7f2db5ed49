import type { FrameworkVersion } from '#framework';
import type { HashedEmail } from '#openbadges';
import type { Json, SentFields } from '#platform';
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

/**
 * Reasons why an issuance ended without a badge. The ids and status entries of such issuances are never used
 * again.
 */
export const VOID_REASONS = [
	/** Our own verification rejected the text, before it was signed or right after. */
	'lint-refused',
	/** The text to sign is no longer the one that was stored. */
	'altered',
	/** The key that was to sign it is no longer active. */
	'key-ended',
	/** The application was decided, changed or withdrawn meanwhile. */
	'decided-otherwise',
	/** The award that it was to translate was revoked meanwhile. */
	'original-revoked',
	/** The award that it was to translate was bound to another e-mail address meanwhile, or to none. */
	'original-changed',
	/** The person holds this badge already. */
	'held-already',
	/** The person who was to receive it left the service. */
	'person-left',
	/** The award to sign again was revoked meanwhile, or another issuance signed it. */
	'award-ended',
	/**
	 * It began after the backup that was restored: only its id and its status entry are known, from the
	 * journal of acts.
	 */
	'restored',
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/**
 * An adviser's review that accepts an application, stored with the issuance until the award is published. A
 * type, not an interface, so that it is assignable to `Json`.
 */
export type AcceptingReview = {
	readonly id: string;
	/** Id of the adviser; null once their account is deleted. */
	readonly reviewer: string | null;
	readonly reason: string;
	/** Null where a rule's decision was reconsidered: no level is observed. */
	readonly level: string | null;
	readonly saidAtDecision: string;
	/** Where several advisers decide: id of the submission about which this is an opinion too. */
	readonly opinionOn?: string;
	/** Id of the RÉCIT service in whose name that opinion is given; null for an adviser of the institution. */
	readonly opinionFrom?: string | null;
	/** What the adviser marked, which the application keeps; left out where they marked nothing. */
	readonly markings?: Json;
	/** The interview about prior learning, which the application keeps; left out where there was none. */
	readonly interview?: Json;
};

/**
 * What is stored to close the application when its award is published: the adviser's review, and the form
 * that sent it.
 */
export interface ApplicationAcceptance {
	/** The revision of the application that the adviser saw when deciding. */
	readonly revision: number;
	readonly review: AcceptingReview;
	/**
	 * The form that sent the decision: sender, action, key, content, and the person it is about. Null once
	 * the adviser's account is deleted.
	 */
	readonly form: {
		readonly who: string;
		readonly action: string;
		readonly key: string;
		readonly sent: SentFields;
		readonly about: string;
	} | null;
}

/**
 * What an award is signed again for: its key was compromised, or its holder had it bound to their e-mail
 * address, or had it bound to none.
 */
export type ReissueCause = 'key-compromised' | 'bound' | 'unbound';

/** What an issuance stores when it signs an existing award again. */
export interface Reissue {
	/** The key that had signed the award, as multikey. */
	readonly kid: string;
	/** `awardedDate` in the signed text, to the second (ISO 8601); it stays the same. */
	readonly awardedAt: string;
	/** Left out in intents stored before holders could bind a badge: then a key was compromised. */
	readonly cause?: ReissueCause;
	/** The operator's words about a compromised key; null when the holder had the award signed again. */
	readonly reason: string | null;
}

/** The fields of the future award that have no column in the table of issuances; stored as JSON. */
export interface Intent extends Pick<Award, 'definitionVersion' | 'locale' | 'subject' | 'decidedBy'> {
	readonly basis: AwardBasis;
	/** Left out in intents stored when every badge was given in the framework of 2019. */
	readonly frameworkVersion?: FrameworkVersion;
	/** When the badge expires (ISO 8601, to the second); null or left out if it does not. */
	readonly validUntil?: string | null;
	/** Whether the person wants the badge bound to their e-mail address. */
	readonly bindsEmail?: boolean;
	/**
	 * The hashed e-mail address that the text to sign contains; null or left out if the badge is bound to
	 * none.
	 */
	readonly email?: HashedEmail | null;
	/** The adviser's acceptance of the application; null for a badge that no adviser decides (by rule). */
	readonly acceptance: ApplicationAcceptance | null;
	/**
	 * For a translation: the original award's id and date (ISO 8601). In stored intents a translation is
	 * called `sibling`.
	 */
	readonly sibling?: { readonly of: string; readonly awardedAt: string } | undefined;
	/** Present only if the issuance signs an existing award again. */
	readonly reissue?: Reissue;
}

/**
 * Copies an intent without the id of the adviser who decided, for when the adviser has left. The decision
 * itself stays.
 */
export const withoutAdviser = (intent: Intent): Intent => ({
	...intent,
	decidedBy: null,
	acceptance: intent.acceptance && {
		...intent.acceptance,
		review: { ...intent.acceptance.review, reviewer: null },
		form: null,
	},
});

/**
 * The issuing of one award: one text, one status entry, one signature. Its id becomes that of the award,
 * unless it signs an existing award again.
 */
export interface Issuance {
	readonly id: string;
	readonly person: string | null;
	readonly institution: string;
	readonly badge: string;
	readonly application: string | null;
	readonly issuer: string;
	/** The only key that may sign this issuance, as multikey. */
	readonly kid: string;
	readonly statusList: number;
	readonly statusIndex: number;
	readonly shortCode: string;
	/** The exact text to sign; null once the issuance is published or voided. */
	readonly unsigned: string | null;
	/** SHA-256 of the text to sign, in hexadecimal; never cleared. */
	readonly digest: string;
	/** Null once the issuance is published or voided. */
	readonly intent: Intent | null;
	readonly step: IssuanceStep;
	/**
	 * The proof as JSON text; null before step `signed`. Never cleared afterwards, except in an issuance
	 * voided as `restored`, whose proof is lost.
	 */
	readonly proof: string | null;
	readonly voided: VoidReason | null;
	/** Id of the existing award that it signs again; null if it creates a new award. */
	readonly reissueOf: string | null;
	/**
	 * The date written in the badge (`validFrom`). A new translation has the date of its original instead.
	 */
	readonly createdAt: Date;
	readonly updatedAt: Date;
}
