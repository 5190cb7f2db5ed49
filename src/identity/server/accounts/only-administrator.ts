import type { Queries } from '#platform/server';
import { countAdministrators, membershipRows } from './membership-store.ts';
import { findAccount } from './people-store.ts';

/**
 * Returns whether some institution, or the one given, would have no administrator left without this person.
 */
export async function isOnlyAdministrator(q: Queries, person: string, of?: string): Promise<boolean> {
	const account = await findAccount(q, { id: person });
	if (!account || account.disabledAt) return false;
	for (const { institution, role } of await membershipRows(q, person)) {
		if (of !== undefined && institution !== of) continue;
		if (role === 'administrator' && (await countAdministrators(q, institution)) === 1) return true;
	}
	return false;
}
