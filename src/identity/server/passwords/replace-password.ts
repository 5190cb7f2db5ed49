import type { Queries } from '#platform/server';
import { updatePassword } from '../accounts/people-store.ts';
import { voidMailLinksOf } from '../mail-links/mail-link-store.ts';
import { deleteSessionsOf } from '../sessions/session-store.ts';

/**
 * Stores a person's new password inside a write unit, ends all their sessions, and voids the links for a new
 * password that were sent to them before.
 */
export async function replacePassword(
	tx: Queries,
	person: string,
	password: { readonly hash: string; readonly mustChange: boolean },
	now: Date,
): Promise<void> {
	await updatePassword(tx, person, password);
	await deleteSessionsOf(tx, person);
	await voidMailLinksOf(tx, person, now, 'new-password');
}
