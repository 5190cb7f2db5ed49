import type { Queries, World } from '#platform/server';
import { countAdministrators, membershipRows } from './membership-store.ts';
import { findAccount } from './people-store.ts';

/**
 * Returns whether some institution would have no administrator left without this person. May be called inside
 * a write unit.
 */
export async function isOnlyAdministratorInUnit(q: Queries, person: string): Promise<boolean> {
	const account = await findAccount(q, { id: person });
	if (!account || account.disabledAt) return false;
	for (const { institution, role } of await membershipRows(q, person)) {
		if (role === 'administrator' && (await countAdministrators(q, institution)) === 1) return true;
	}
	return false;
}

/**
 * Returns whether this person is the only administrator of some institution; for use outside a write unit.
 */
export const isOnlyAdministrator = (world: Pick<World, 'db'>, person: string): Promise<boolean> =>
	isOnlyAdministratorInUnit(world.db.read, person);
