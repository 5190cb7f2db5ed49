import type { Queries } from '#platform/server';
import { membershipRows } from '../accounts/membership-store.ts';
import { institutionsReviewedThroughAgreements } from './agreement-store.ts';

/** Returns the ids of the open institutions whose applications a person may decide now, by a role or an agreement. */
export async function institutionsReviewed(
	q: Queries,
	person: string,
	now: Date,
): Promise<readonly string[]> {
	const roles = await membershipRows(q, person);
	const own = roles.filter(({ role }) => role === 'adviser').map(({ institution }) => institution);
	return [...new Set([...own, ...(await institutionsReviewedThroughAgreements(q, person, now))])];
}
