import {
	and,
	asc,
	count,
	eq,
	gt,
	inArray,
	isNotNull,
	isNull,
	lt,
	notInArray,
	or,
	type SQL,
	sql,
} from 'drizzle-orm';
import { dialectOf, insertRows, type MailState, platformTables, type Queries } from '#platform/server';
import { type Audience, type Role, ROLES_OVER_OTHERS } from '../../actor.ts';
import { inHand } from '../accounts/membership-store.ts';
import { tablesOf } from '../tables.ts';

/** An invitation sent by mail to one address, for one use. Its token is in the mail alone. */
export interface MailedInvitation {
	readonly id: string;
	readonly batch: string;
	readonly institution: string;
	/** The line of the list that names the person. */
	readonly line: number;
	readonly email: string;
	readonly name: string | null;
	/** The school or the group that the list names. */
	readonly school: string | null;
	readonly role: Role;
	readonly audience: Audience | null;
	readonly sentAt: Date;
	readonly expiresAt: Date;
	readonly usedAt: Date | null;
	readonly usedBy: string | null;
	readonly revokedAt: Date | null;
	/** The mail that brings it; null once what became of that mail is forgotten. */
	readonly mail: string | null;
}

/** A mailed invitation with who made it. */
export type OpenMailedInvitation = MailedInvitation & { readonly createdBy: string };

/**
 * What became of a mailed invitation: used; revoked; past its end; its mail could not be delivered, waits to
 * leave, or left.
 */
export const MAILED_STATES = ['used', 'sent', 'waiting', 'undelivered', 'expired', 'revoked'] as const;
/** See `MAILED_STATES`. */
export type MailedState = (typeof MAILED_STATES)[number];

type Row = ReturnType<typeof tablesOf>['mailedInvitations']['$inferSelect'];

const read = ({ tokenHash: _hash, role, audience, ...row }: Row): MailedInvitation => ({
	...row,
	role: role as Role,
	audience: audience as Audience | null,
});

/** What tells whether somebody is invited already, or holds a role: the role and the address. */
export const inviteeKey = ({ role, email }: { readonly role: string; readonly email: string }): string =>
	`${role} ${email}`;

export const insertMailedInvitations = (
	tx: Queries,
	all: readonly (MailedInvitation & { readonly tokenHash: string })[],
): Promise<void> => insertRows(tx, tablesOf(tx).mailedInvitations, all);

/** SQL condition on a row of mailed invitations: it can be used now. */
function isOpen(q: Queries, now: Date) {
	const { mailedInvitations: t } = tablesOf(q);
	return and(isNull(t.usedAt), isNull(t.revokedAt), gt(t.expiresAt, now));
}

/**
 * Returns the keys (`inviteeKey`) of those of these addresses, at most a few hundred, that are verified by
 * somebody who holds the role in the institution.
 */
export async function heldAlready(
	q: Queries,
	institution: string,
	emails: readonly string[],
): Promise<ReadonlySet<string>> {
	const { people, memberships: t } = tablesOf(q);
	const rows = await q
		.select({ role: t.role, email: people.email })
		.from(people)
		.innerJoin(t, and(eq(t.person, people.id), eq(t.institution, institution), inHand(q)))
		.where(and(inArray(people.email, [...emails]), isNotNull(people.emailVerifiedAt)));
	return new Set(rows.map(({ role, email }) => inviteeKey({ role, email: email ?? '' })));
}

/** Returns the keys (`inviteeKey`) of those of these addresses that have an invitation of the institution open. */
export async function invitedAlready(
	q: Queries,
	institution: string,
	emails: readonly string[],
	now: Date,
): Promise<ReadonlySet<string>> {
	const { mailedInvitations: t } = tablesOf(q);
	const rows = await q
		.select({ role: t.role, email: t.email })
		.from(t)
		.where(and(inArray(t.email, [...emails]), eq(t.institution, institution), isOpen(q, now)));
	return new Set(rows.map(inviteeKey));
}

/**
 * Returns those of these addresses to which an institution sent so many invitations since a time, whatever became
 * of them: revoked ones reached their mailbox too.
 */
export async function invitedOften(
	q: Queries,
	institution: string,
	emails: readonly string[],
	{ since, times }: { readonly since: Date; readonly times: number },
): Promise<ReadonlySet<string>> {
	const { mailedInvitations: t } = tablesOf(q);
	const rows = await q
		.select({ email: t.email })
		.from(t)
		.where(and(inArray(t.email, [...emails]), eq(t.institution, institution), gt(t.sentAt, since)))
		.groupBy(t.email)
		.having(sql`count(*) >= ${times}`);
	return new Set(rows.map(({ email }) => email));
}

/** Finds the invitation with this token hash if it can be used now, with who made it. */
export async function findOpenMailedInvitation(
	q: Queries,
	tokenHash: string,
	now: Date,
): Promise<OpenMailedInvitation | undefined> {
	const { mailedInvitations: t, invitationBatches } = tablesOf(q);
	const [row] = await q
		.select({ invitation: t, createdBy: invitationBatches.createdBy })
		.from(t)
		.innerJoin(invitationBatches, eq(invitationBatches.id, t.batch))
		.where(and(eq(t.tokenHash, tokenHash), isOpen(q, now)));
	return row && { ...read(row.invitation), createdBy: row.createdBy };
}

/** Returns whether an invitation has this token hash, even one that can no longer be used. */
export async function hasMailedInvitation(q: Queries, tokenHash: string): Promise<boolean> {
	const { mailedInvitations: t } = tablesOf(q);
	return (await q.select({ id: t.id }).from(t).where(eq(t.tokenHash, tokenHash))).length > 0;
}

/** Finds an invitation by its id. */
export async function findMailedInvitation(q: Queries, id: string): Promise<MailedInvitation | undefined> {
	const { mailedInvitations: t } = tablesOf(q);
	const [row] = await q.select().from(t).where(eq(t.id, id));
	return row && read(row);
}

/** Uses an invitation up; returns false when it was used or revoked meanwhile. */
export async function spendMailedInvitation(
	tx: Queries,
	id: string,
	by: { readonly usedAt: Date; readonly usedBy: string },
): Promise<boolean> {
	const { mailedInvitations: t } = tablesOf(tx);
	const spent = await tx
		.update(t)
		.set(by)
		.where(and(eq(t.id, id), isNull(t.usedAt), isNull(t.revokedAt)))
		.returning({ id: t.id });
	return spent.length === 1;
}

/** Gives an invitation a new token, a new end and the mail that brings it. */
export async function renewMailedInvitation(
	tx: Queries,
	id: string,
	set: {
		readonly tokenHash: string;
		readonly sentAt: Date;
		readonly expiresAt: Date;
		readonly mail: string | null;
	},
): Promise<void> {
	const { mailedInvitations: t } = tablesOf(tx);
	await tx.update(t).set(set).where(eq(t.id, id));
}

/** Revokes the invitations of a batch that were not used, or one of them. */
export async function revokeMailed(
	tx: Queries,
	{
		batch,
		invitation,
		at,
	}: { readonly batch: string; readonly invitation: string | null; readonly at: Date },
): Promise<void> {
	const { mailedInvitations: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ revokedAt: at })
		.where(
			and(
				...[eq(t.batch, batch), isNull(t.usedAt), isNull(t.revokedAt)],
				invitation === null ? undefined : eq(t.id, invitation),
			),
		);
}

/**
 * Revokes the mailed invitations of advisers and administrators that a person made and that can still be used: in one
 * institution, or with null in all where they do not administer now.
 */
export async function revokeTrustedMailedInvitationsBy(
	tx: Queries,
	createdBy: string,
	{ institution, at }: { readonly institution: string | null; readonly at: Date },
): Promise<void> {
	const { mailedInvitations: t, invitationBatches: batches, memberships } = tablesOf(tx);
	const administered = tx
		.select({ institution: memberships.institution })
		.from(memberships)
		.where(and(eq(memberships.person, createdBy), eq(memberships.role, 'administrator'), inHand(tx)));
	const made = tx.select({ id: batches.id }).from(batches).where(eq(batches.createdBy, createdBy));
	await tx
		.update(t)
		.set({ revokedAt: at })
		.where(
			and(
				...[
					inArray(t.batch, made),
					inArray(t.role, ROLES_OVER_OTHERS),
					isNull(t.usedAt),
					isNull(t.revokedAt),
				],
				institution === null ? notInArray(t.institution, administered) : eq(t.institution, institution),
			),
		);
}

/** SQL expression: what became of an invitation, of the row joined with its mail. */
function stateOf(q: Queries, now: Date): SQL<MailedState> {
	const { mailedInvitations: t } = tablesOf(q);
	const { mails } = platformTables({ dialect: dialectOf(q) });
	const within = (states: readonly MailState[]) => inArray(mails.state, [...states]);
	return sql<MailedState>`case
		when ${t.usedAt} is not null then 'used'
		when ${t.revokedAt} is not null then 'revoked'
		when not ${gt(t.expiresAt, now)} then 'expired'
		when ${within(['refused', 'given-up'])} then 'undelivered'
		when ${within(['waiting', 'sending'])} then 'waiting'
		else 'sent' end`;
}

/** Which invitations to list. */
export interface MailedFilter {
	readonly institution: string;
	readonly batch?: string | undefined;
	readonly state?: MailedState | undefined;
	/** A part of the address, the name or the school. */
	readonly search?: string | undefined;
}

function matching(q: Queries, { institution, batch, state, search }: MailedFilter, now: Date) {
	const { mailedInvitations: t } = tablesOf(q);
	const words = `%${(search ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
	const within = (column: typeof t.email | typeof t.name) => sql`lower(${column}) like ${words} escape '\\'`;
	return and(
		eq(t.institution, institution),
		batch === undefined ? undefined : eq(t.batch, batch),
		state && sql`${stateOf(q, now)} = ${state}`,
		search ? or(within(t.email), within(t.name), within(t.school)) : undefined,
	);
}

/** Counts the invitations of each state. */
export async function countMailed(
	q: Queries,
	filter: MailedFilter,
	now: Date,
): Promise<Readonly<Record<MailedState, number>>> {
	const { mailedInvitations: t } = tablesOf(q);
	const { mails } = platformTables({ dialect: dialectOf(q) });
	const each = q
		.select({ state: stateOf(q, now).as('what_became') })
		.from(t)
		.leftJoin(mails, eq(mails.id, t.mail))
		.where(matching(q, filter, now))
		.as('each');
	const became = sql<MailedState>`what_became`;
	const rows = await q
		.select({ state: became, n: count().mapWith(Number) })
		.from(each)
		.groupBy(became);
	const counts = Object.fromEntries(MAILED_STATES.map((state) => [state, 0])) as Record<MailedState, number>;
	for (const { state, n } of rows) counts[state] = n;
	return counts;
}

/** Reads a page of invitations with what became of each, in the order of their list. */
export async function findMailed(
	q: Queries,
	filter: MailedFilter,
	{ now, from, most }: { readonly now: Date; readonly from: number; readonly most: number },
): Promise<(MailedInvitation & { readonly state: MailedState })[]> {
	const { mailedInvitations: t } = tablesOf(q);
	const { mails } = platformTables({ dialect: dialectOf(q) });
	const rows = await q
		.select({ invitation: t, state: stateOf(q, now) })
		.from(t)
		.leftJoin(mails, eq(mails.id, t.mail))
		.where(matching(q, filter, now))
		.orderBy(asc(t.batch), asc(t.line), asc(t.id))
		.limit(most)
		.offset(from);
	return rows.map(({ invitation, state }) => ({ ...read(invitation), state }));
}

/** What the mail of an invitation says. */
export interface MailedInvitationFacts {
	readonly institution: string;
	readonly timeZone: string;
	readonly inviter: string;
	readonly role: Role;
	readonly audience: Audience | null;
	readonly expiresAt: Date;
}

/** Reads what the mail of an invitation says, if it can still be used, and its institution is open. */
export async function factsOfMailedInvitation(
	q: Queries,
	id: string,
	now: Date,
): Promise<MailedInvitationFacts | undefined> {
	const { mailedInvitations: t, invitationBatches: batches, institutions, people } = tablesOf(q);
	const [row] = await q
		.select({
			...{ institution: institutions.name, timeZone: institutions.timeZone, inviter: people.displayName },
			...{ role: t.role, audience: t.audience, expiresAt: t.expiresAt },
		})
		.from(t)
		.innerJoin(batches, eq(batches.id, t.batch))
		.innerJoin(institutions, eq(institutions.id, t.institution))
		.innerJoin(people, eq(people.id, batches.createdBy))
		.where(and(eq(t.id, id), isOpen(q, now), isNull(institutions.closedAt)));
	return row && { ...row, role: row.role as Role, audience: row.audience as Audience | null };
}

/** Reads the invitations that a person used. */
export async function mailedInvitationsUsedBy(q: Queries, person: string): Promise<MailedInvitation[]> {
	const { mailedInvitations: t } = tablesOf(q);
	const rows = await q.select().from(t).where(eq(t.usedBy, person)).orderBy(asc(t.usedAt), asc(t.id));
	return rows.map(read);
}

/**
 * Deletes the invitations that a person made or used, or that were sent to their verified address, and returns
 * the ids of the mails that bring them.
 */
export async function deleteMailedInvitationsOf(tx: Queries, person: string): Promise<readonly string[]> {
	const { mailedInvitations: t, invitationBatches: batches, people } = tablesOf(tx);
	const made = tx.select({ id: batches.id }).from(batches).where(eq(batches.createdBy, person));
	const address = tx
		.select({ email: people.email })
		.from(people)
		.where(and(eq(people.id, person), isNotNull(people.emailVerifiedAt), isNotNull(people.email)));
	const gone = await tx
		.delete(t)
		.where(or(inArray(t.batch, made), eq(t.usedBy, person), inArray(t.email, address)))
		.returning({ mail: t.mail });
	return gone.flatMap(({ mail }) => (mail === null ? [] : [mail]));
}

/**
 * Deletes the invitations to one institution that a person used, or that were sent to their verified address, and
 * returns the ids of the mails that bring them.
 */
export async function deleteMailedInvitationsTo(
	tx: Queries,
	person: string,
	institution: string,
): Promise<readonly string[]> {
	const { mailedInvitations: t, people } = tablesOf(tx);
	const address = tx
		.select({ email: people.email })
		.from(people)
		.where(and(eq(people.id, person), isNotNull(people.emailVerifiedAt), isNotNull(people.email)));
	const gone = await tx
		.delete(t)
		.where(and(eq(t.institution, institution), or(eq(t.usedBy, person), inArray(t.email, address))))
		.returning({ mail: t.mail });
	return gone.flatMap(({ mail }) => (mail === null ? [] : [mail]));
}

/** Deletes the invitations whose end is before a time. */
export async function deleteMailedInvitationsEndedBefore(tx: Queries, limit: Date): Promise<void> {
	const { mailedInvitations: t } = tablesOf(tx);
	await tx.delete(t).where(lt(t.expiresAt, limit));
}
