import { and, eq } from 'drizzle-orm';
import { deleteMailsById, newId, type Queries } from '#platform/server';
import { deleteMailedInvitationsOf } from './mailed-invitations/mailed-invitation-store.ts';
import { tablesOf } from './tables.ts';

/**
 * Removes a person inside a write unit. The foreign keys of the schema delete the rows that point to the
 * person, or set their id to null. This function does what no foreign key can: it deletes what others share
 * with them and the invitations mailed to them, and takes their id out of the journals of other people.
 */
export async function removePerson(tx: Queries, person: string): Promise<void> {
	// Also those sent to their address that they did not use, which no foreign key knows.
	await deleteMailsById(tx, await deleteMailedInvitationsOf(tx, person));
	const { accessJournal: journal, people, shareReadings: readings, shares } = tablesOf(tx);
	await tx.delete(shares).where(and(eq(shares.granteeKind, 'adviser'), eq(shares.grantee, person)));
	await tx.update(journal).set({ actor: null }).where(eq(journal.actor, person));
	await tx.update(readings).set({ actor: newId() }).where(eq(readings.actor, person));
	await tx.delete(people).where(eq(people.id, person));
}
