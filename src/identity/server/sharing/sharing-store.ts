import { and, asc, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import { insertRows, type Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** With whom a person shares: an adviser, or a cohort and so its advisers; `grantee` is the id. */
export interface Grantee {
	readonly granteeKind: 'adviser' | 'cohort';
	readonly grantee: string;
}

/**
 * A person's stored consent to let an adviser or a cohort see what the consent text names, with the version
 * of that text and the dates of the share.
 */
export interface Share extends Grantee {
	readonly id: string;
	readonly person: string;
	/** The version of the consent text that the person read. */
	readonly textVersion: string;
	readonly givenAt: Date;
	/** When the share ends by itself; null when it lasts until the person withdraws it. */
	readonly until: Date | null;
	readonly withdrawnAt: Date | null;
}

/** An adviser who accompanies a person, through a cohort. */
export interface Accompaniment {
	readonly adviser: string;
	readonly person: string;
	/** Id of the cohort through which they accompany the person. */
	readonly through: string;
	readonly since: Date;
}

/** A stored line of a person's journal of access: who looked at, or acted on, which of their things. */
export interface StoredAccessEntry {
	readonly id: string;
	/** Id of the person who did it, `operator` for the command; null when they have left. */
	readonly actor: string | null;
	readonly person: string;
	/** What was done, as a kebab-case word: `application-read`, `password-reset`… */
	readonly what: string;
	/** Id of what was looked at or acted on, or null. */
	readonly thing: string | null;
	readonly at: Date;
}

/** SQL condition that is true for shares in force: neither withdrawn nor past their end. */
export const inForce = (t: ReturnType<typeof tablesOf>['shares'], now: Date) =>
	and(isNull(t.withdrawnAt), or(isNull(t.until), gt(t.until, now)));

const read = (row: Omit<Share, 'granteeKind'> & { granteeKind: string }): Share => ({
	...row,
	granteeKind: row.granteeKind as Share['granteeKind'],
});

export const insertShare = async (tx: Queries, share: Share): Promise<void> =>
	void (await tx.insert(tablesOf(tx).shares).values(share));

/**
 * Inserts many shares at once. None of the people may have a share with the same grantee that is not
 * withdrawn: a duplicate violates a unique constraint.
 */
export const insertShares = (tx: Queries, all: readonly Share[]): Promise<void> =>
	insertRows(tx, tablesOf(tx).shares, all);

/**
 * Returns the shares in force at a given time, of a person or with a grantee, in the order they were given.
 */
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
				inForce(t, now),
				'person' in by ? eq(t.person, by.person) : undefined,
				'grantee' in by ? and(eq(t.granteeKind, by.granteeKind), eq(t.grantee, by.grantee)) : undefined,
			),
		)
		.orderBy(asc(t.givenAt), asc(t.id));
	return rows.map(read);
}

/**
 * Returns all shares in force, with this grantee or any other, of the people who share with this grantee now,
 * in the order they were given.
 */
export async function sharesOfPeopleSharingWith(q: Queries, to: Grantee, now: Date): Promise<Share[]> {
	const { shares: t } = tablesOf(q);
	const people = q
		.select({ person: t.person })
		.from(t)
		.where(and(inForce(t, now), eq(t.granteeKind, to.granteeKind), eq(t.grantee, to.grantee)));
	const rows = await q
		.select()
		.from(t)
		.where(and(inForce(t, now), inArray(t.person, people)))
		.orderBy(asc(t.givenAt), asc(t.id));
	return rows.map(read);
}

/**
 * Returns whether anybody who now shares with this grantee is a learner of the audience `student` in this
 * institution.
 */
export async function hasStudentSharingWith(
	q: Queries,
	to: Grantee,
	institution: string,
	now: Date,
): Promise<boolean> {
	const { shares: t, memberships } = tablesOf(q);
	const found = await q
		.select({ person: t.person })
		.from(t)
		.innerJoin(memberships, eq(memberships.person, t.person))
		.where(
			and(
				...[eq(t.granteeKind, to.granteeKind), eq(t.grantee, to.grantee), inForce(t, now)],
				...[eq(memberships.institution, institution), eq(memberships.role, 'learner')],
				eq(memberships.audience, 'student'),
				isNull(memberships.endedAt),
			),
		)
		.limit(1);
	return found.length > 0;
}

export async function allSharesOf(q: Queries, person: string): Promise<Share[]> {
	const { shares: t } = tablesOf(q);
	return (await q.select().from(t).where(eq(t.person, person)).orderBy(asc(t.givenAt), asc(t.id))).map(read);
}

/** Marks a person's share with a grantee as withdrawn; a share that is already withdrawn keeps its date. */
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

/**
 * Makes the shares with a grantee that are not withdrawn end at `until` at the latest; one that ends earlier
 * stays as it is.
 */
export async function shortenShares(tx: Queries, to: Grantee, until: Date): Promise<void> {
	const { shares: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ until })
		.where(
			and(
				...[eq(t.granteeKind, to.granteeKind), eq(t.grantee, to.grantee), isNull(t.withdrawnAt)],
				or(isNull(t.until), gt(t.until, until)),
			),
		);
}

/** Marks every share with a grantee that is not withdrawn as withdrawn at this time. */
export async function markAllWithdrawn(tx: Queries, to: Grantee, withdrawnAt: Date): Promise<void> {
	const { shares: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ withdrawnAt })
		.where(and(eq(t.granteeKind, to.granteeKind), eq(t.grantee, to.grantee), isNull(t.withdrawnAt)));
}

export const insertAccompanimentOnce = async (tx: Queries, link: Accompaniment): Promise<void> =>
	void (await tx.insert(tablesOf(tx).accompaniments).values(link).onConflictDoNothing());

/**
 * Inserts many accompaniments (adviser, person, cohort) at once. None of them may be stored already: a
 * duplicate violates the primary key.
 */
export const insertAccompaniments = (tx: Queries, all: readonly Accompaniment[]): Promise<void> =>
	insertRows(tx, tablesOf(tx).accompaniments, all);

export async function removeAccompaniments(
	tx: Queries,
	{ through, person, adviser }: { through: string; person?: string; adviser?: string },
): Promise<void> {
	const { accompaniments: t } = tablesOf(tx);
	await tx
		.delete(t)
		.where(
			and(
				eq(t.through, through),
				person === undefined ? undefined : eq(t.person, person),
				adviser === undefined ? undefined : eq(t.adviser, adviser),
			),
		);
}

/**
 * The ids of the people whom an adviser accompanies, each once, as a query of one column: to run, or to use
 * as a subquery.
 */
export function peopleAccompanied(q: Queries, adviser: string) {
	const { accompaniments: t } = tablesOf(q);
	return q.selectDistinct({ person: t.person }).from(t).where(eq(t.adviser, adviser));
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

export const insertAccess = async (tx: Queries, access: StoredAccessEntry): Promise<void> =>
	void (await tx.insert(tablesOf(tx).accessJournal).values(access));

/**
 * Reads a person's journal of access: what others did with their things, latest first, at most `most` lines.
 */
export async function accessesOf(q: Queries, person: string, most: number): Promise<StoredAccessEntry[]> {
	const { accessJournal: t } = tablesOf(q);
	return q.select().from(t).where(eq(t.person, person)).orderBy(desc(t.at), desc(t.id)).limit(most);
}

/** Deletes what a person shared with these cohorts, ended shares included. */
export async function removeShares(tx: Queries, person: string, cohorts: readonly string[]): Promise<void> {
	const { shares: t } = tablesOf(tx);
	await tx
		.delete(t)
		.where(and(eq(t.person, person), eq(t.granteeKind, 'cohort'), inArray(t.grantee, [...cohorts])));
}
