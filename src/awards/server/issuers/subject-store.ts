import { and, eq, inArray } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** Pairwise ids of these people for an issuer, by person. */
export async function standingSubjects(
	q: Queries,
	people: readonly string[],
	issuer: string,
): Promise<ReadonlyMap<string, string>> {
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

/** The pairwise id a person has for an issuer, if they have one. */
export async function standingSubject(
	q: Queries,
	person: string,
	issuer: string,
): Promise<string | undefined> {
	const { pairwiseSubjects } = tablesOf(q);
	const [row] = await q
		.select({ uuid: pairwiseSubjects.uuid })
		.from(pairwiseSubjects)
		.where(and(eq(pairwiseSubjects.person, person), eq(pairwiseSubjects.issuer, issuer)));
	return row?.uuid;
}

/** The pairwise id of a person for an issuer: the one that stands, else the one offered, which then stands. */
export async function subjectOf(
	tx: Queries,
	person: string,
	issuer: string,
	offered: string,
): Promise<string> {
	const { pairwiseSubjects } = tablesOf(tx);
	await tx.insert(pairwiseSubjects).values({ person, issuer, uuid: offered }).onConflictDoNothing();
	return (await standingSubject(tx, person, issuer)) ?? offered;
}
