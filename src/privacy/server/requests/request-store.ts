import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, ne } from 'drizzle-orm';
import { identityTables } from '#identity/server';
import { dialectOf, type Queries } from '#platform/server';
import type { RequestKind, RequestState } from '../../index.ts';

const tablesOf = (queries: Queries) => identityTables({ dialect: dialectOf(queries) });

/** A request that administrators answer for somebody absent, as it is stored. */
export interface PersonRequest {
	readonly id: string;
	readonly institution: string;
	readonly kind: RequestKind;
	/** Null once the person is erased. */
	readonly person: string | null;
	/** How the person was recognised; null once they are erased. */
	readonly reason: string | null;
	readonly askedBy: string | null;
	readonly askedAt: Date;
	/** Who confirmed or declined it; null until then, and once they have no account any more. */
	readonly answeredBy: string | null;
	readonly answeredAt: Date | null;
	/** When a confirmed erasure takes effect, or until when the file of a confirmed access is given. */
	readonly dueAt: Date | null;
	readonly state: RequestState;
	readonly endedAt: Date | null;
}

type Row = Omit<PersonRequest, 'kind' | 'state'> & { readonly kind: string; readonly state: string };
const read = (row: Row): PersonRequest => ({
	...row,
	kind: row.kind as RequestKind,
	state: row.state as RequestState,
});

export const insertRequest = async (tx: Queries, request: PersonRequest): Promise<void> =>
	void (await tx.insert(tablesOf(tx).personRequests).values(request));

export async function findRequest(q: Queries, id: string): Promise<PersonRequest | undefined> {
	const { personRequests: t } = tablesOf(q);
	const [row] = await q.select().from(t).where(eq(t.id, id));
	return row && read(row);
}

/** Which requests to read; what is undefined filters nothing. */
interface RequestsAsked {
	readonly person?: string | undefined;
	readonly institution?: string | undefined;
	readonly kind?: RequestKind | undefined;
	readonly state?: RequestState | undefined;
	/** Only those on which something may still happen. */
	readonly open?: boolean;
}

const asked = (q: Queries, { person, institution, kind, state, open }: RequestsAsked) => {
	const { personRequests: t } = tablesOf(q);
	return and(
		person === undefined ? undefined : eq(t.person, person),
		institution === undefined ? undefined : eq(t.institution, institution),
		kind && eq(t.kind, kind),
		state && eq(t.state, state),
		open ? isNull(t.endedAt) : undefined,
	);
};

/** Reads requests, the latest first, `most` at most. */
export async function findRequests(
	q: Queries,
	which: RequestsAsked,
	most = 100,
): Promise<readonly PersonRequest[]> {
	const { personRequests: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(asked(q, which))
		.orderBy(desc(t.askedAt), desc(t.id))
		.limit(most);
	return rows.map(read);
}

/** Reads the oldest requests that wait for another administrator than this one, and are not about them. */
export async function requestsToAnswer(
	q: Queries,
	institution: string,
	{ actor, since, most }: { readonly actor: string; readonly since: Date; readonly most: number },
): Promise<readonly PersonRequest[]> {
	const { personRequests: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(and(asked(q, { institution, state: 'asked' }), ne(t.askedBy, actor), ne(t.person, actor)))
		.orderBy(asc(t.askedAt), asc(t.id))
		.limit(most);
	return rows.map(read).filter(({ askedAt }) => askedAt > since);
}

/**
 * Moves a request on from one of these states; returns false when it was in none of them any more, and then
 * changes nothing.
 */
export async function moveRequest(
	tx: Queries,
	id: string,
	from: readonly RequestState[],
	to: Partial<Omit<PersonRequest, 'id'>> & { readonly state: RequestState },
): Promise<boolean> {
	const { personRequests: t } = tablesOf(tx);
	const moved = await tx
		.update(t)
		.set(to)
		.where(and(eq(t.id, id), inArray(t.state, [...from])))
		.returning({ id: t.id });
	return moved.length === 1;
}

/**
 * Ends the requests that nobody answered since they were asked before `askedBefore`, and those of access whose
 * file is no longer given at `now`.
 */
export async function endRequestsOver(
	tx: Queries,
	{ askedBefore, now }: { readonly askedBefore: Date; readonly now: Date },
): Promise<void> {
	const { personRequests: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ state: 'expired', endedAt: now })
		.where(and(eq(t.state, 'asked'), lte(t.askedAt, askedBefore)));
	await tx
		.update(t)
		.set({ state: 'done', endedAt: now })
		.where(and(asked(tx, { state: 'confirmed', kind: 'access' }), lte(t.dueAt, now)));
}

/** Reads the ids of the confirmed erasures whose time has come, the oldest first. */
export async function erasuresDue(q: Queries, now: Date): Promise<readonly string[]> {
	const { personRequests: t } = tablesOf(q);
	const rows = await q
		.select({ id: t.id })
		.from(t)
		.where(and(asked(q, { state: 'confirmed', kind: 'erasure' }), isNotNull(t.person), lte(t.dueAt, now)))
		.orderBy(asc(t.dueAt), asc(t.id));
	return rows.map(({ id }) => id);
}

/**
 * Takes everything about a person out of the requests about them, in one institution or in all; those on which
 * something could still happen end.
 */
export async function forgetRequestsAbout(
	tx: Queries,
	person: string,
	{ institution, now }: { readonly institution?: string | undefined; readonly now: Date },
): Promise<void> {
	const { personRequests: t } = tablesOf(tx);
	const theirs = asked(tx, { person, institution });
	await tx
		.update(t)
		.set({ state: 'left', endedAt: now })
		.where(and(theirs, isNull(t.endedAt)));
	await tx.update(t).set({ person: null, reason: null }).where(theirs);
}

/** Deletes the requests that ended before a time. */
export async function deleteRequestsEndedBefore(tx: Queries, limit: Date): Promise<void> {
	const { personRequests: t } = tablesOf(tx);
	await tx.delete(t).where(lt(t.endedAt, limit));
}
