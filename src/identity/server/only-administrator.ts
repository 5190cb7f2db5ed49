import type { World } from '#platform/server';
import { countAdministrators, membershipRows } from './membership-store.ts';
import { findAccount } from './people-store.ts';

/** Whether an institution would be left without an administrator if this person went. */
export async function isOnlyAdministrator(world: Pick<World, 'db'>, person: string): Promise<boolean> {
	const account = await findAccount(world.db.read, { id: person });
	if (!account || account.disabledAt) return false;
	for (const { institution, role } of await membershipRows(world.db.read, person)) {
		if (role === 'administrator' && (await countAdministrators(world.db.read, institution)) === 1)
			return true;
	}
	return false;
}
