import type { World } from '#platform/server';
import { type Actor, mustBePerson, signInRefusal } from '../../actor.ts';
import { tryPassword } from '../sessions/attempts.ts';
import { verifyPassword } from './passwords.ts';
import { findCredentials } from '../accounts/people-store.ts';

/**
 * Returns whether this is the actor's own password; asked before something that cannot be undone. A wrong
 * password counts as a failed sign-in, with the same waits (429); a right one resets the count.
 */
export async function isOwnPassword(world: World, actor: Actor, password: string): Promise<boolean> {
	const me = mustBePerson(actor);
	const found = await findCredentials(world.db.read, { id: me.id });
	// The person was erased since the request began: no failed sign-in is counted for them.
	if (!found) throw signInRefusal();
	return tryPassword(
		world,
		me.id,
		async () => (await verifyPassword(world, found.passwordHash, password, me.id)).right,
		me.id,
	);
}
