import type { Queries, World } from '#platform/server';
import { updatePassword } from '../accounts/people-store.ts';
import { tellOfAccountChange } from '../mail-links/tell-of-account-change.ts';
import { voidMailLinksOf } from '../mail-links/mail-link-store.ts';
import { deleteSessionsOf } from '../sessions/session-store.ts';

/**
 * Stores a person's new password inside a write unit, ends all their sessions, voids the links for a new
 * password that were sent to them before, and tells them by mail that it changed.
 */
export async function replacePassword(
	tx: Queries,
	world: Pick<World, 'newId' | 'now' | 'seal' | 'mailing'>,
	person: string,
	password: { readonly hash: string; readonly mustChange: boolean },
): Promise<void> {
	await updatePassword(tx, person, password);
	await deleteSessionsOf(tx, person);
	await voidMailLinksOf(tx, person, world.now(), 'new-password');
	await tellOfAccountChange(tx, world, person, 'password-changed');
}
