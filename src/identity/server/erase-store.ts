import { eq, or } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from './tables.ts';
import { attemptKey } from './tokens.ts';

/** Removes every row of these tables that speaks of a person. */
export async function removePerson(tx: Queries, person: string): Promise<void> {
	const t = tablesOf(tx);
	await tx.delete(t.sessions).where(eq(t.sessions.person, person));
	await tx.delete(t.memberships).where(eq(t.memberships.person, person));
	await tx.delete(t.shares).where(or(eq(t.shares.person, person), eq(t.shares.grantee, person)));
	await tx
		.delete(t.accompaniments)
		.where(or(eq(t.accompaniments.person, person), eq(t.accompaniments.adviser, person)));
	await tx.delete(t.accessJournal).where(eq(t.accessJournal.person, person));
	await tx.delete(t.invitations).where(eq(t.invitations.createdBy, person));
	await tx.delete(t.signInAttempts).where(eq(t.signInAttempts.key, attemptKey(person)));
	await tx.delete(t.people).where(eq(t.people.id, person));
}
