import { and, asc, count, eq, gte, inArray, isNotNull, isNull, lt, ne, or } from 'drizzle-orm';
import { inBatches, insertRows, type Queries } from '#platform/server';
import type { Audience, Role } from '../../actor.ts';
import type { BulkAct, BulkFacts, LeftOut } from '../../bulk-act.ts';
import { inHand } from '../accounts/membership-store.ts';
import { tablesOf } from '../tables.ts';

/** An act for many people: a draft until its maker confirms it. */
export interface StoredBulkAct {
	readonly id: string;
	readonly institution: string;
	readonly act: BulkAct;
	readonly createdBy: string;
	readonly createdAt: Date;
	/** When its maker, who had read what it would do, confirmed it; null for a draft. */
	readonly begunAt: Date | null;
	/** How many people it names, and how many of them were seen to. */
	readonly listed: number;
	readonly done: number;
	/** When all were, or the rest was given up. */
	readonly endedAt: Date | null;
}

/** What became of a person whom an act names: done, or why they were left out; null when nothing did yet. */
export type BulkOutcome = 'done' | LeftOut | null;

/** Stores an act with the people whom it names, in order, each with why it would leave them out. */
export async function insertBulkAct(
	tx: Queries,
	act: StoredBulkAct,
	people: readonly { readonly person: string; readonly outcome: BulkOutcome }[],
): Promise<void> {
	const { bulkActs, bulkActPeople } = tablesOf(tx);
	await tx.insert(bulkActs).values(act);
	await insertRows(
		tx,
		bulkActPeople,
		people.map((one, place) => ({ act: act.id, place, ...one })),
	);
}

export async function findBulkAct(q: Queries, id: string): Promise<StoredBulkAct | undefined> {
	const { bulkActs: t } = tablesOf(q);
	const [row] = await q.select().from(t).where(eq(t.id, id));
	return row && { ...row, act: row.act as BulkAct };
}

/** Stores how far an act is. */
export async function updateBulkAct(
	tx: Queries,
	id: string,
	set: Partial<Pick<StoredBulkAct, 'begunAt' | 'done' | 'endedAt'>>,
): Promise<void> {
	const { bulkActs: t } = tablesOf(tx);
	await tx.update(t).set(set).where(eq(t.id, id));
}

/** Deletes a draft. */
export async function deleteBulkDraft(tx: Queries, id: string): Promise<void> {
	const { bulkActs: t } = tablesOf(tx);
	await tx.delete(t).where(and(eq(t.id, id), isNull(t.begunAt)));
}

/** Reads the next people of an act, from this place on, `most` at once. */
export async function nextOfBulkAct(
	q: Queries,
	id: string,
	{ from, most }: { readonly from: number; readonly most: number },
): Promise<{ place: number; person: string }[]> {
	const { bulkActPeople: t } = tablesOf(q);
	return q
		.select({ place: t.place, person: t.person })
		.from(t)
		.where(and(eq(t.act, id), gte(t.place, from)))
		.orderBy(asc(t.place), asc(t.person))
		.limit(most);
}

/** Stores what became of some people of an act. */
export async function storeOutcomes(
	tx: Queries,
	id: string,
	outcomes: ReadonlyMap<string, BulkOutcome>,
): Promise<void> {
	const { bulkActPeople: t } = tablesOf(tx);
	for (const outcome of new Set(outcomes.values())) {
		const people = [...outcomes].filter(([, one]) => one === outcome).map(([person]) => person);
		await tx
			.update(t)
			.set({ outcome })
			.where(and(eq(t.act, id), inArray(t.person, people)));
	}
}

/** Counts the people of an act by what became of them. */
export async function outcomeCounts(q: Queries, id: string): Promise<Map<BulkOutcome, number>> {
	const { bulkActPeople: t } = tablesOf(q);
	const rows = await q
		.select({ outcome: t.outcome, people: count() })
		.from(t)
		.where(eq(t.act, id))
		.groupBy(t.outcome);
	return new Map(rows.map(({ outcome, people }) => [outcome as BulkOutcome, people]));
}

/** Reads a page of the people whom an act leaves out, with why, in its order. */
export async function leftOutPeople(
	q: Queries,
	id: string,
	{ after, most }: { readonly after: number; readonly most: number },
): Promise<{ name: string; outcome: LeftOut }[]> {
	const { bulkActPeople: t, people } = tablesOf(q);
	const rows = await q
		.select({ name: people.displayName, outcome: t.outcome })
		.from(t)
		.innerJoin(people, eq(people.id, t.person))
		.where(and(eq(t.act, id), isNotNull(t.outcome), ne(t.outcome, 'done')))
		.orderBy(asc(t.place), asc(t.person))
		.limit(most)
		.offset(after);
	return rows.map(({ name, outcome }) => ({ name, outcome: outcome as LeftOut }));
}

/** Reads the ids of the people for whom an act would do, or did, what it says. */
export async function notLeftOut(q: Queries, id: string): Promise<string[]> {
	const { bulkActPeople: t } = tablesOf(q);
	const rows = await q
		.select({ person: t.person })
		.from(t)
		.where(and(eq(t.act, id), or(isNull(t.outcome), eq(t.outcome, 'done'))));
	return rows.map(({ person }) => person);
}

/**
 * Reads what decides whether acts leave out these people of an institution, by id. `administered` are the
 * institutions whose accounts the administrator decides about.
 */
export async function bulkFactsOf(
	q: Queries,
	ids: readonly string[],
	{ institution, administered }: { readonly institution: string; readonly administered: ReadonlySet<string> },
): Promise<Map<string, BulkFacts>> {
	const { people, memberships } = tablesOf(q);
	const rows = await inBatches(ids, (some) =>
		q
			.select({
				...{ id: people.id, disabledAt: people.disabledAt, operatorSince: people.operatorSince },
				...{ verifiedAt: people.emailVerifiedAt, refusedAt: people.emailRefusedAt, email: people.email },
				...{ of: memberships.institution, role: memberships.role, audience: memberships.audience },
			})
			.from(people)
			.innerJoin(memberships, and(eq(memberships.person, people.id), inHand(q)))
			.where(inArray(people.id, some)),
	);
	const found = new Map<string, BulkFacts & { roles: Role[] }>();
	for (const row of rows) {
		const before = found.get(row.id);
		const here = row.of === institution;
		found.set(row.id, {
			roles: [...(before?.roles ?? []), ...(here ? [row.role as Role] : [])],
			audience:
				here && row.role === 'learner' ? (row.audience as Audience | null) : (before?.audience ?? null),
			elsewhere: (before?.elsewhere ?? false) || row.operatorSince !== null || !administered.has(row.of),
			disabled: row.disabledAt !== null,
			reachable: row.email !== null && row.verifiedAt !== null && row.refusedAt === null,
		});
	}
	return found;
}

/** Deletes the drafts made before a time, and the acts that were begun before another. */
export async function deleteBulkActsBefore(
	tx: Queries,
	{ draft, begun }: { readonly draft: Date; readonly begun: Date },
): Promise<void> {
	const { bulkActs: t } = tablesOf(tx);
	await tx.delete(t).where(or(and(isNull(t.begunAt), lt(t.createdAt, draft)), lt(t.begunAt, begun)));
}
