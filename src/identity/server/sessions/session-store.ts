import { and, asc, desc, eq, lt, ne } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** One open session of a person, on one device. */
export interface Session {
	/** The SHA-256 of its token. */
	readonly id: string;
	readonly person: string;
	/** The browser and the system, in two words, so that a person knows their devices again. */
	readonly label: string | null;
	readonly createdAt: Date;
	readonly seenAt: Date;
	readonly expiresAt: Date;
}

export const insertSession = async (tx: Queries, session: Session): Promise<void> =>
	void (await tx.insert(tablesOf(tx).sessions).values(session));

/** A session and its person; undefined for an unknown session and for an account that is closed. */
export async function findSession(
	q: Queries,
	id: string,
): Promise<
	{ session: Session; username: string; displayName: string; mustChangePassword: boolean } | undefined
> {
	const { sessions, people } = tablesOf(q);
	const [row] = await q
		.select({
			session: sessions,
			username: people.username,
			displayName: people.displayName,
			disabledAt: people.disabledAt,
			mustChangePassword: people.mustChangePassword,
		})
		.from(sessions)
		.innerJoin(people, eq(people.id, sessions.person))
		.where(eq(sessions.id, id));
	if (!row || row.disabledAt !== null) return undefined;
	const { session, username, displayName, mustChangePassword } = row;
	return { session, username, displayName, mustChangePassword };
}

export async function touchSession(tx: Queries, id: string, seenAt: Date): Promise<void> {
	const { sessions } = tablesOf(tx);
	await tx
		.update(sessions)
		.set({ seenAt })
		.where(and(eq(sessions.id, id), lt(sessions.seenAt, seenAt)));
}

export async function sessionsOfPerson(q: Queries, person: string): Promise<Session[]> {
	const { sessions } = tablesOf(q);
	return q
		.select()
		.from(sessions)
		.where(eq(sessions.person, person))
		.orderBy(desc(sessions.seenAt), asc(sessions.id));
}

export async function deleteSession(tx: Queries, id: string): Promise<void> {
	const { sessions } = tablesOf(tx);
	await tx.delete(sessions).where(eq(sessions.id, id));
}

/** Ends every session of a person, but the one to keep. */
export async function deleteSessionsOf(tx: Queries, person: string, kept?: string): Promise<void> {
	const { sessions } = tablesOf(tx);
	const theirs = eq(sessions.person, person);
	await tx.delete(sessions).where(kept ? and(theirs, ne(sessions.id, kept)) : theirs);
}

/** Ends every session of everybody. */
export async function deleteEverySession(tx: Queries): Promise<void> {
	await tx.delete(tablesOf(tx).sessions);
}

export async function deleteSessionsEnded(tx: Queries, now: Date): Promise<void> {
	const { sessions } = tablesOf(tx);
	await tx.delete(sessions).where(lt(sessions.expiresAt, now));
}
