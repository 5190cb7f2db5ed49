import { and, eq, inArray } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from './tables.ts';

/** Pairwise ids of these people for an issuer, by person. */
export async function standingSubjects(
	q: Queries,
	people: readonly string[],
	issuer: string,
): Promise<ReadonlyMap<string, string>> {
	if (people.length === 0) return new Map();
	const { pairwiseSubjects } = tablesOf(q);
	const rows = await q
		.select({ person: pairwiseSubjects.person, uuid: pairwiseSubjects.uuid })
		.from(pairwiseSubjects)
		.where(and(eq(pairwiseSubjects.issuer, issuer), inArray(pairwiseSubjects.person, [...people])));
	return new Map(rows.map(({ person, uuid }) => [person, uuid]));
}

/** The pairwise ids of people for an issuer: those that stand, else those offered, which then stand. */
export async function subjectsOf(
	tx: Queries,
	issuer: string,
	offered: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
	if (offered.size === 0) return offered;
	const rows = [...offered].map(([person, uuid]) => ({ person, issuer, uuid }));
	await tx.insert(tablesOf(tx).pairwiseSubjects).values(rows).onConflictDoNothing();
	return standingSubjects(tx, [...offered.keys()], issuer);
}
