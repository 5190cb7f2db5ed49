import { and, count, desc, eq, inArray, lt, or } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { AdministrativeActKind } from '../../administrative-act.ts';
import { inHand } from '../accounts/membership-store.ts';
import { tablesOf } from '../tables.ts';

/** One act of an administrator, as it is stored. */
export interface StoredAct {
	readonly id: string;
	readonly institution: string;
	/** Id of the person who did it; null once they have no account any more. */
	readonly actor: string | null;
	readonly what: AdministrativeActKind;
	/** Id of the person it is about; null once they have no account any more, and for an act about nobody. */
	readonly person: string | null;
	/** Id of what it is about, or the roles that somebody holds since. */
	readonly thing: string | null;
	readonly at: Date;
}

/** Which acts of an institution to read; what is undefined filters nothing. */
export interface ActsAsked {
	readonly institution: string;
	readonly kinds: readonly AdministrativeActKind[] | undefined;
	/** Acts of this person, and about them. */
	readonly person: string | undefined;
}

export const insertAct = async (tx: Queries, act: StoredAct): Promise<void> =>
	void (await tx.insert(tablesOf(tx).administrativeActs).values(act));

const asked = (q: Queries, { institution, kinds, person }: ActsAsked) => {
	const { administrativeActs: t } = tablesOf(q);
	return and(
		eq(t.institution, institution),
		kinds && inArray(t.what, [...kinds]),
		person === undefined ? undefined : or(eq(t.actor, person), eq(t.person, person)),
	);
};

/** Counts the acts of an institution. */
export async function countActs(q: Queries, acts: ActsAsked): Promise<number> {
	const { administrativeActs: t } = tablesOf(q);
	const [row] = await q
		.select({ n: count().mapWith(Number) })
		.from(t)
		.where(asked(q, acts));
	return row?.n ?? 0;
}

/**
 * Reads a page of the acts of an institution, newest first, each with the name of the invitation, list or RÉCIT
 * service that it is about, if it has one.
 */
export async function findActs(
	q: Queries,
	acts: ActsAsked,
	{ from, most }: { readonly from: number; readonly most: number },
): Promise<(StoredAct & { readonly called: string | null })[]> {
	const {
		administrativeActs: t,
		invitations,
		invitationBatches: batches,
		agreements,
		institutions,
	} = tablesOf(q);
	const rows = await q
		.select({ act: t, invitation: invitations.name, batch: batches.name, service: institutions.name })
		.from(t)
		.leftJoin(invitations, and(eq(invitations.id, t.thing), eq(invitations.institution, t.institution)))
		.leftJoin(batches, and(eq(batches.id, t.thing), eq(batches.institution, t.institution)))
		.leftJoin(agreements, and(eq(agreements.id, t.thing), eq(agreements.institution, t.institution)))
		.leftJoin(institutions, eq(institutions.id, agreements.service))
		.where(asked(q, acts))
		.orderBy(desc(t.at), desc(t.id))
		.limit(most)
		.offset(from);
	return rows.map(({ act, invitation, batch, service }) => ({
		...act,
		what: act.what as AdministrativeActKind,
		called: invitation ?? batch ?? service,
	}));
}

/** Returns which of these people hold a role in an institution now. */
export async function peopleOfInstitution(
	q: Queries,
	institution: string,
	people: readonly string[],
): Promise<ReadonlySet<string>> {
	const { memberships: t } = tablesOf(q);
	const rows = await q
		.selectDistinct({ person: t.person })
		.from(t)
		.where(and(eq(t.institution, institution), inArray(t.person, [...people]), inHand(q)));
	return new Set(rows.map(({ person }) => person));
}

/** Deletes the acts of before a time, in every institution. */
export async function deleteActsBefore(tx: Queries, limit: Date): Promise<void> {
	const { administrativeActs: t } = tablesOf(tx);
	await tx.delete(t).where(lt(t.at, limit));
}
