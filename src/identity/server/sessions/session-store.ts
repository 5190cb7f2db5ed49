import { aliasedTable, and, asc, count, desc, eq, gt, isNull, lt, ne, sql } from 'drizzle-orm';
import { preparedQuery, type Queries } from '#platform/server';
import type { Membership, NoticeReadState } from '../../actor.ts';
import type { AgreementDates } from '../../agreement.ts';
import { inHand, toMembership } from '../accounts/membership-store.ts';
import { badgesRevisionSql } from '../institutions/institution-store.ts';
import { tablesOf } from '../tables.ts';

/** A stored session of a person, on one device. */
export interface Session {
	/** SHA-256 of the session's token, which only the person's browser keeps. */
	readonly id: string;
	readonly person: string;
	/** The names of the browser and the system, by which a person recognises their device. */
	readonly label: string | null;
	/** Where the person chose to act; null for the institution of their oldest role. */
	readonly institution: string | null;
	readonly createdAt: Date;
	readonly seenAt: Date;
	readonly expiresAt: Date;
}

export const insertSession = async (tx: Queries, session: Session): Promise<void> =>
	void (await tx.insert(tablesOf(tx).sessions).values(session));

const sessionById = preparedQuery((q) => {
	const { sessions, people, memberships, institutions, agreements } = tablesOf(q);
	const accompanied = aliasedTable(institutions, 'accompanied');
	return q
		.select({
			session: sessions,
			username: people.username,
			displayName: people.displayName,
			disabledAt: people.disabledAt,
			mustChangePassword: people.mustChangePassword,
			unread: people.noticesUnread,
			seenAt: people.noticesSeenAt,
			membership: memberships,
			operatorSince: people.operatorSince,
			timeZone: institutions.timeZone,
			institutionName: institutions.name,
			closedAt: institutions.closedAt,
			kind: institutions.kind,
			agreement: agreements,
			accompaniedName: accompanied.name,
			accompaniedTimeZone: accompanied.timeZone,
			accompaniedClosedAt: accompanied.closedAt,
			ownBadges: sql<number | null>`(${badgesRevisionSql(q)})`,
		})
		.from(sessions)
		.innerJoin(people, eq(people.id, sessions.person))
		.leftJoin(memberships, and(eq(memberships.person, sessions.person), inHand(q)))
		.leftJoin(institutions, eq(institutions.id, memberships.institution))
		.leftJoin(
			agreements,
			and(
				eq(agreements.service, memberships.institution),
				eq(memberships.role, 'adviser'),
				isNull(agreements.endedAt),
			),
		)
		.leftJoin(accompanied, eq(accompanied.id, agreements.institution))
		.where(eq(sessions.id, sql.placeholder('id')))
		.orderBy(
			...[asc(memberships.createdAt), asc(memberships.id)],
			...[asc(agreements.grantedAt), asc(agreements.id)],
		);
});

type SessionRows = Awaited<ReturnType<typeof sessionById>>;

/** The roles given by institutions that are not closed; a row stands for a role and an agreement of its service. */
function givenRoles(rows: SessionRows): readonly HeldRole[] {
	const seen = new Set<string>();
	return rows.flatMap(({ membership, institutionName: name, timeZone, closedAt }) => {
		if (!membership || name === null || timeZone === null || closedAt !== null) return [];
		if (seen.has(membership.id)) return [];
		seen.add(membership.id);
		return [{ ...toMembership(membership), name, timeZone }];
	});
}

/** The roles of adviser that agreements with RÉCIT services open, where neither is closed, each with its end. */
const rolesByAgreement = (rows: SessionRows): SessionWithPerson['byAgreement'] =>
	rows.flatMap((row) => {
		const { agreement, accompaniedName: name, accompaniedTimeZone: timeZone } = row;
		if (!agreement || name === null || timeZone === null) return [];
		if (row.kind !== 'recit' || row.closedAt !== null || row.accompaniedClosedAt !== null) return [];
		const { id, institution, service, reviews, until, endedAt } = agreement;
		const byAgreement = { agreement: id, service, reviews };
		return [
			{ institution, role: 'adviser', audience: null, byAgreement, name, timeZone, until, endedAt } as const,
		];
	});

/** A session, its person and the roles they hold. */
export interface SessionWithPerson {
	readonly session: Session;
	readonly username: string;
	readonly displayName: string;
	readonly mustChangePassword: boolean;
	readonly notices: NoticeReadState;
	readonly operator: boolean;
	/** The latest revision of the badges that institutions have of their own. */
	readonly ownBadges: number;
	/** The person's roles in institutions that are not closed, in the order they were given. */
	readonly held: readonly HeldRole[];
	/** The roles of adviser that agreements open to them, in institutions that are not closed, oldest first. */
	readonly byAgreement: readonly (HeldRole & AgreementDates)[];
}

/** A role that a person holds, with the name and the time zone of the institution. */
export type HeldRole = Membership & { readonly name: string; readonly timeZone: string };

/**
 * Finds a session and its person, in one query; undefined for an unknown session or a closed account. Does
 * not check whether the session has expired.
 */
export async function findSession(q: Queries, id: string): Promise<SessionWithPerson | undefined> {
	const rows = await sessionById(q, { id });
	const [row] = rows;
	if (!row || row.disabledAt !== null) return undefined;
	const { session, username, displayName, mustChangePassword, unread, seenAt } = row;
	return {
		...{ session, username, displayName, mustChangePassword },
		...{ held: givenRoles(rows), byAgreement: rolesByAgreement(rows) },
		operator: row.operatorSince !== null,
		ownBadges: Number(row.ownBadges ?? 0),
		notices: { unread, seenAt },
	};
}

/** Stores where the person of a session acts from now on. */
export async function storePlace(tx: Queries, id: string, institution: string): Promise<void> {
	const { sessions } = tablesOf(tx);
	await tx.update(sessions).set({ institution }).where(eq(sessions.id, id));
}

/** Stores the time of a session's last request, unless a later time is already stored. */
export async function updateLastSeen(tx: Queries, id: string, seenAt: Date): Promise<void> {
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

/** Ends every session of a person except the one with the id `kept`. */
export async function deleteSessionsOf(tx: Queries, person: string, kept?: string): Promise<void> {
	const { sessions } = tablesOf(tx);
	const theirs = eq(sessions.person, person);
	await tx.delete(sessions).where(kept ? and(theirs, ne(sessions.id, kept)) : theirs);
}

/** Ends all sessions of all people. */
export async function deleteEverySession(tx: Queries): Promise<void> {
	await tx.delete(tablesOf(tx).sessions);
}

/** Deletes the sessions past their latest end (`expiresAt`). Does not look at how long they were idle. */
export async function deleteSessionsPastEnd(tx: Queries, now: Date): Promise<void> {
	const { sessions } = tablesOf(tx);
	await tx.delete(sessions).where(lt(sessions.expiresAt, now));
}

/** Counts the sessions that have not expired, `most` at most. */
export async function openSessionCount(q: Queries, now: Date, most: number): Promise<number> {
	const { sessions } = tablesOf(q);
	const open = q
		.select({ expiresAt: sessions.expiresAt })
		.from(sessions)
		.where(gt(sessions.expiresAt, now))
		.limit(most)
		.as('open');
	const [row] = await q.select({ n: count() }).from(open);
	return Number(row?.n ?? 0);
}
