import { ADMINISTRATIVE_ACTS } from '#identity';

/**
 * The journal entries that anybody's account may have, whatever its owner's roles: they concern the account
 * and no shared data.
 */
const OF_THE_ACCOUNT: ReadonlySet<string> = new Set([
	...ADMINISTRATIVE_ACTS.accounts,
	...ADMINISTRATIVE_ACTS.requests,
]);

/**
 * True when the journal of accesses on the account page is about shared data, because the person is a learner
 * or has an entry from when they were one; false when it can only be about the account itself. The journal's
 * title depends on it.
 */
export const isJournalAboutSharing = (
	learns: boolean,
	accesses: readonly { readonly what: string }[],
): boolean => learns || accesses.some(({ what }) => !OF_THE_ACCOUNT.has(what));
