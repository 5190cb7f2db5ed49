import type { Queries, World } from '#platform/server';
import { countAdministrators, membershipRows } from './membership-store.ts';
import { findAccount } from './people-store.ts';

/** Whether an institution would be left without an administrator if this person went; also inside a write unit. */
export async function leavesNoAdministrator(q: Queries, person: string): Promise<boolean> {
	const account = await findAccount(q, { id: person });
	if (!account || account.disabledAt) return false;
	for (const { institution, role } of await membershipRows(q, person)) {
		if (role === 'administrator' && (await countAdministrators(q, institution)) === 1) return true;
	}
	return false;
}

/** Whether an institution would be left without an administrator if this person went. */
export const isOnlyAdministrator = (world: Pick<World, 'db'>, person: string): Promise<boolean> =>
	leavesNoAdministrator(world.db.read, person);
