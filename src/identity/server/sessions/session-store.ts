import { and, asc, desc, eq, lt, ne, sql } from 'drizzle-orm';
import { preparedQuery, type Queries } from '#platform/server';
import type { Membership } from '../../actor.ts';
import { toMembership } from '../accounts/membership-store.ts';
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

const sessionById = preparedQuery((q) => {
	const { sessions, people, memberships } = tablesOf(q);
	return q
		.select({
			session: sessions,
			username: people.username,
			displayName: people.displayName,
			disabledAt: people.disabledAt,
			mustChangePassword: people.mustChangePassword,
			membership: memberships,
		})
		.from(sessions)
		.innerJoin(people, eq(people.id, sessions.person))
		.leftJoin(memberships, eq(memberships.person, sessions.person))
		.where(eq(sessions.id, sql.placeholder('id')))
		.orderBy(asc(memberships.createdAt), asc(memberships.id));
});

/** A session, its person and the roles they hold. */
export interface FoundSession {
	readonly session: Session;
	readonly username: string;
	readonly displayName: string;
	readonly mustChangePassword: boolean;
	/** The oldest first. */
	readonly memberships: readonly Membership[];
}

/** A session and its person, in one query; undefined for an unknown session and for an account that is closed. */
export async function findSession(q: Queries, id: string): Promise<FoundSession | undefined> {
	const rows = await sessionById(q, { id });
	const [row] = rows;
	if (!row || row.disabledAt !== null) return undefined;
	const { session, username, displayName, mustChangePassword } = row;
	const memberships = rows.flatMap(({ membership }) => (membership ? [toMembership(membership)] : []));
	return { session, username, displayName, mustChangePassword, memberships };
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
