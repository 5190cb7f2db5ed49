import { and, eq } from 'drizzle-orm';
import { newId, type Queries } from '#platform/server';
import { tablesOf } from './tables.ts';

/**
 * Removes a person: the rows that point to them go, or lose their name, by the constraints of the schema. What no
 * constraint reaches is done here: the consents given to them, and what they did to others' things, which stays without
 * them.
 */
export async function removePerson(tx: Queries, person: string): Promise<void> {
	const { accessJournal: journal, people, shareReadings: readings, shares } = tablesOf(tx);
	await tx.delete(shares).where(and(eq(shares.granteeKind, 'adviser'), eq(shares.grantee, person)));
	await tx.update(journal).set({ actor: null }).where(eq(journal.actor, person));
	await tx.update(readings).set({ actor: newId() }).where(eq(readings.actor, person));
	await tx.delete(people).where(eq(people.id, person));
}
