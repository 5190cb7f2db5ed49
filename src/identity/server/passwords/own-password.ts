import type { World } from '#platform/server';
import { type Actor, personOf, signInFirst } from '../../actor.ts';
import { tryPassword } from '../sessions/attempts.ts';
import { verifyPassword } from './passwords.ts';
import { findCredentials } from '../accounts/people-store.ts';

/**
 * Whether a password is that of the person who asks, before something that cannot be undone. A wrong one is counted
 * like a wrong sign-in, with the same waits (429).
 */
export async function isOwnPassword(world: World, actor: Actor, password: string): Promise<boolean> {
	const me = personOf(actor);
	const found = await findCredentials(world.db.read, { id: me.id });
	// Erased since the request began: nothing of theirs is counted.
	if (!found) throw signInFirst();
	return tryPassword(
		world,
		me.id,
		async () => (await verifyPassword(world, found.passwordHash, password, me.id)).right,
		me.id,
	);
}
