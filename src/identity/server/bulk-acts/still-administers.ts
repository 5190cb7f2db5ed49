import type { Queries } from '#platform/server';
import { membershipRows } from '../accounts/membership-store.ts';
import { findAccount } from '../accounts/people-store.ts';

/** Returns the ids of the open institutions that a person administers now; none when their account is closed. */
export async function administeredBy(q: Queries, person: string): Promise<ReadonlySet<string>> {
	if ((await findAccount(q, { id: person }))?.disabledAt !== null) return new Set();
	const held = await membershipRows(q, person);
	return new Set(held.filter(({ role }) => role === 'administrator').map(({ institution }) => institution));
}
