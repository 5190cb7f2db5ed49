import { and, asc, eq, gt, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** What a link sent by mail is for: to verify an e-mail address, or to choose a new password. */
export type MailLinkPurpose = 'verify-email' | 'new-password';

/** A link sent by mail, as it is stored: without its token. */
export interface MailLink {
	/** SHA-256 of the link's token. */
	readonly id: string;
	readonly person: string;
	readonly purpose: MailLinkPurpose;
	/** The address that it is sent to. */
	readonly email: string;
	readonly createdAt: Date;
	readonly expiresAt: Date;
}

/** A link that can still be used, and whose account it is for. */
export interface OpenMailLink {
	readonly person: string;
	readonly username: string;
	readonly email: string;
}

/**
 * Stores a link, if its person has an account; otherwise the same statement stores nothing, so that a request
 * for an unknown address costs as much as another.
 */
export async function insertMailLink(tx: Queries, link: MailLink): Promise<void> {
	const { mailLinks: t, people } = tablesOf(tx);
	// PostgreSQL takes a value of unknown type in a selection for a text.
	const value = (column: SQLiteColumn, of: unknown): SQL =>
		sql`cast(${sql.param(of, column)} as ${sql.raw(column.getSQLType())})`;
	const stored = tx
		.select({
			id: value(t.id, link.id).as('id'),
			person: people.id,
			purpose: value(t.purpose, link.purpose).as('purpose'),
			email: value(t.email, link.email).as('email'),
			createdAt: value(t.createdAt, link.createdAt).as('created_at'),
			expiresAt: value(t.expiresAt, link.expiresAt).as('expires_at'),
			usedAt: sql`null`.as('used_at'),
		})
		.from(people)
		.where(eq(people.id, link.person));
	await tx.insert(t).select(stored);
}

/**
 * Finds the link with this hash if it can still be used: not used, not expired, and the account is open and
 * still has the address, verified if the link is for a new password.
 */
export async function findOpenMailLink(
	q: Queries,
	{ id, purpose }: Pick<MailLink, 'id' | 'purpose'>,
	now: Date,
): Promise<OpenMailLink | undefined> {
	const { mailLinks: t, people } = tablesOf(q);
	const [found] = await q
		.select({ person: people.id, username: people.username, email: t.email })
		.from(t)
		.innerJoin(people, and(eq(people.id, t.person), eq(people.email, t.email)))
		.where(
			and(
				...[eq(t.id, id), eq(t.purpose, purpose), isNull(t.usedAt), gt(t.expiresAt, now)],
				isNull(people.disabledAt),
				purpose === 'new-password' ? isNotNull(people.emailVerifiedAt) : undefined,
			),
		);
	return found;
}

/** Returns whose link this is, whether or not it can still be used; undefined for an unknown one. */
export async function ownerOfMailLink(q: Queries, id: string): Promise<string | undefined> {
	const { mailLinks: t } = tablesOf(q);
	return (await q.select({ person: t.person }).from(t).where(eq(t.id, id)))[0]?.person;
}

/** Uses up a link; returns false when it was used meanwhile. */
export async function spendMailLink(tx: Queries, id: string, now: Date): Promise<boolean> {
	const { mailLinks: t } = tablesOf(tx);
	const spent = await tx
		.update(t)
		.set({ usedAt: now })
		.where(and(eq(t.id, id), isNull(t.usedAt)))
		.returning({ id: t.id });
	return spent.length === 1;
}

/**
 * Voids the links of a person that are still open, of one purpose or of all. Their rows stay, so that they
 * count against the number of links in an hour.
 */
export async function voidMailLinksOf(
	tx: Queries,
	person: string,
	now: Date,
	purpose?: MailLinkPurpose,
): Promise<void> {
	const { mailLinks: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ usedAt: now })
		.where(
			and(eq(t.person, person), isNull(t.usedAt), purpose === undefined ? undefined : eq(t.purpose, purpose)),
		);
}

/** Returns when the links of a person, of one purpose, were made since a time, oldest first. */
export async function mailLinkTimes(
	q: Queries,
	{ person, purpose }: Pick<MailLink, 'person' | 'purpose'>,
	since: Date,
): Promise<readonly Date[]> {
	const { mailLinks: t } = tablesOf(q);
	const rows = await q
		.select({ at: t.createdAt })
		.from(t)
		.where(and(eq(t.person, person), eq(t.purpose, purpose), gt(t.createdAt, since)))
		.orderBy(asc(t.createdAt), asc(t.id));
	return rows.map(({ at }) => at);
}

/** Deletes the links past their end. */
export async function deleteMailLinksPastEnd(tx: Queries, now: Date): Promise<void> {
	const { mailLinks: t } = tablesOf(tx);
	await tx.delete(t).where(lte(t.expiresAt, now));
}
