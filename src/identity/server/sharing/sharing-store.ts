import { and, asc, count, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** Whom a person lets see their profile: one adviser, or the advisers of a cohort. */
export interface Grantee {
	readonly granteeKind: 'adviser' | 'cohort';
	readonly grantee: string;
}

/** A consent: who lets whom see what, from when to when, with which words it was asked. */
export interface Share extends Grantee {
	readonly id: string;
	readonly person: string;
	/** The version of the text the person read. */
	readonly textVersion: string;
	readonly givenAt: Date;
	/** When it ends by itself; null when only the person ends it. */
	readonly until: Date | null;
	readonly withdrawnAt: Date | null;
}

/** An adviser who accompanies a person, through a cohort. */
export interface Accompaniment {
	readonly adviser: string;
	readonly person: string;
	/** The cohort that makes the link. */
	readonly through: string;
	readonly since: Date;
}

/** Somebody looked at, or acted on, a thing of a person. */
export interface Access {
	readonly id: string;
	/** Who did it, `operator` for the command line; null once they have left. */
	readonly actor: string | null;
	readonly person: string;
	/** A kebab word: `application-read`, `password-reset`… */
	readonly what: string;
	/** The id of the thing, where there is one. */
	readonly thing: string | null;
	readonly at: Date;
}

const read = (row: Omit<Share, 'granteeKind'> & { granteeKind: string }): Share => ({
	...row,
	granteeKind: row.granteeKind as Share['granteeKind'],
});

export const insertShare = async (tx: Queries, share: Share): Promise<void> =>
	void (await tx.insert(tablesOf(tx).shares).values(share));

/** The shares in force at an instant, of a person or to a grantee, in the order they were given. */
export async function sharesInForce(
	q: Queries,
	by: { person: string } | Grantee | (Grantee & { person: string }),
	now: Date,
): Promise<Share[]> {
	const { shares: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(
			and(
				isNull(t.withdrawnAt),
				or(isNull(t.until), gt(t.until, now)),
				'person' in by ? eq(t.person, by.person) : undefined,
				'grantee' in by ? and(eq(t.granteeKind, by.granteeKind), eq(t.grantee, by.grantee)) : undefined,
			),
		)
		.orderBy(asc(t.givenAt), asc(t.id));
	return rows.map(read);
}

/** The shares in force at an instant of everybody who shares with a grantee, whoever they are with, in the order given. */
export async function sharesBesideOf(q: Queries, to: Grantee, now: Date): Promise<Share[]> {
	const { shares: t } = tablesOf(q);
	const inForce = and(isNull(t.withdrawnAt), or(isNull(t.until), gt(t.until, now)));
	const people = q
		.select({ person: t.person })
		.from(t)
		.where(and(inForce, eq(t.granteeKind, to.granteeKind), eq(t.grantee, to.grantee)));
	const rows = await q
		.select()
		.from(t)
		.where(and(inForce, inArray(t.person, people)))
		.orderBy(asc(t.givenAt), asc(t.id));
	return rows.map(read);
}

export async function countSharesTo(
	q: Queries,
	granteeKind: Grantee['granteeKind'],
	grantees: readonly string[],
	now: Date,
): Promise<Map<string, number>> {
	if (grantees.length === 0) return new Map();
	const { shares: t } = tablesOf(q);
	const rows = await q
		.select({ grantee: t.grantee, people: count().mapWith(Number) })
		.from(t)
		.where(
			and(
				eq(t.granteeKind, granteeKind),
				inArray(t.grantee, [...grantees]),
				isNull(t.withdrawnAt),
				or(isNull(t.until), gt(t.until, now)),
			),
		)
		.groupBy(t.grantee);
	return new Map(rows.map((row) => [row.grantee, row.people]));
}

export async function allSharesOf(q: Queries, person: string): Promise<Share[]> {
	const { shares: t } = tablesOf(q);
	return (await q.select().from(t).where(eq(t.person, person)).orderBy(asc(t.givenAt), asc(t.id))).map(read);
}

export async function markWithdrawn(
	tx: Queries,
	person: string,
	to: Grantee,
	withdrawnAt: Date,
): Promise<void> {
	const { shares: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ withdrawnAt })
		.where(
			and(
				eq(t.person, person),
				eq(t.granteeKind, to.granteeKind),
				eq(t.grantee, to.grantee),
				isNull(t.withdrawnAt),
			),
		);
}

export const putAccompaniment = async (tx: Queries, link: Accompaniment): Promise<void> =>
	void (await tx.insert(tablesOf(tx).accompaniments).values(link).onConflictDoNothing());

export async function removeAccompaniments(
	tx: Queries,
	by: { person: string; through: string } | { adviser: string; through: string },
): Promise<void> {
	const { accompaniments: t } = tablesOf(tx);
	await tx
		.delete(t)
		.where(
			and(eq(t.through, by.through), 'person' in by ? eq(t.person, by.person) : eq(t.adviser, by.adviser)),
		);
}

export async function accompanimentsOf(
	q: Queries,
	by: { person: string } | { adviser: string },
): Promise<Accompaniment[]> {
	const { accompaniments: t } = tablesOf(q);
	return q
		.select()
		.from(t)
		.where('person' in by ? eq(t.person, by.person) : eq(t.adviser, by.adviser))
		.orderBy(asc(t.since), asc(t.adviser), asc(t.person), asc(t.through));
}

export const insertAccess = async (tx: Queries, access: Access): Promise<void> =>
	void (await tx.insert(tablesOf(tx).accessJournal).values(access));

/** What others did with a person's things, latest first. */
export async function accessesOf(q: Queries, person: string, most: number): Promise<Access[]> {
	const { accessJournal: t } = tablesOf(q);
	return q.select().from(t).where(eq(t.person, person)).orderBy(desc(t.at), desc(t.id)).limit(most);
}
