import { and, eq } from 'drizzle-orm';
import { deleteMailsById, newId, type Queries } from '#platform/server';
import {
	deleteMailedInvitationsOf,
	deleteMailedInvitationsTo,
} from './mailed-invitations/mailed-invitation-store.ts';
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

/**
 * Removes a person from one institution inside a write unit: deletes their roles there, the mailed invitations
 * that they used and those sent there to their verified address, and their ids in what its administrators did.
 */
export async function removePersonFromInstitution(
	tx: Queries,
	person: string,
	institution: string,
): Promise<void> {
	const { memberships, administrativeActs: acts, institutionChanges: changes, sessions } = tablesOf(tx);
	await deleteMailsById(tx, await deleteMailedInvitationsTo(tx, person, institution));
	await tx
		.delete(memberships)
		.where(and(eq(memberships.person, person), eq(memberships.institution, institution)));
	const here = eq(acts.institution, institution);
	await tx
		.update(acts)
		.set({ person: null })
		.where(and(here, eq(acts.person, person)));
	await tx
		.update(acts)
		.set({ actor: null })
		.where(and(here, eq(acts.actor, person)));
	await tx
		.update(changes)
		.set({ changedBy: null })
		.where(and(eq(changes.institution, institution), eq(changes.changedBy, person)));
	// Wherever they are signed in, they act in another of their institutions from now on.
	await tx
		.update(sessions)
		.set({ institution: null })
		.where(and(eq(sessions.person, person), eq(sessions.institution, institution)));
}
