/**
 * What an administrator does in an institution that its journal keeps, by family. Its sentences are in the
 * messages of the page of the journal.
 */
export const ADMINISTRATIVE_ACTS = {
	accounts: ['roles-changed', 'account-closed', 'account-opened', 'password-reset', 'password-link-sent'],
	cohorts: ['cohort-handed-over', 'roster-confirmed'],
	invitations: [
		'invitation-made',
		'invitation-revoked',
		'list-invited',
		'list-revoked',
		'mailed-invitation-revoked',
		'mailed-invitation-sent-again',
	],
	agreements: ['agreement-granted', 'agreement-ended'],
	settings: ['settings-changed', 'logo-set', 'logo-removed'],
	badges: ['badge-revoked'],
	definitions: ['own-badge-imported', 'own-badge-withdrawn', 'own-badge-offered'],
	sources: ['source-made', 'source-revoked', 'received-attached', 'received-discarded'],
	mail: ['mail-tried-again'],
	requests: [
		'access-asked',
		'access-confirmed',
		'access-declined',
		'access-withdrawn',
		'access-downloaded',
		'erasure-asked',
		'erasure-confirmed',
		'erasure-declined',
		'erasure-withdrawn',
	],
} as const;

/** A family of acts, by which the journal of an institution may be filtered. */
export type ActFamily = keyof typeof ADMINISTRATIVE_ACTS;

/** One kind of act of an administrator. */
export type AdministrativeActKind = (typeof ADMINISTRATIVE_ACTS)[ActFamily][number];

/** All families, in the order in which the page of the journal offers them. */
export const ACT_FAMILIES = Object.keys(ADMINISTRATIVE_ACTS) as readonly ActFamily[];

const ABOUT_PEOPLE: ReadonlySet<AdministrativeActKind> = new Set([
	...ADMINISTRATIVE_ACTS.accounts,
	...ADMINISTRATIVE_ACTS.badges,
	...ADMINISTRATIVE_ACTS.requests,
]);

/** Returns whether an act of this kind is about somebody, who may have no account any more. */
export const isAboutSomebody = (what: AdministrativeActKind): boolean => ABOUT_PEOPLE.has(what);
