import { and, eq, inArray, isNotNull, isNull, or, type SQL } from 'drizzle-orm';
import type { Locale } from '#platform';
import { inBatches, insertRows, type Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** A person's account, without the password hash. */
export interface Account {
	readonly id: string;
	readonly username: string;
	readonly email: string | null;
	/** When the person showed that they read mail at this address; null when it is not known. */
	readonly emailVerifiedAt: Date | null;
	/** When a mail server refused this address for good: nothing is sent there until it changes. */
	readonly emailRefusedAt: Date | null;
	/** Whether the person wants to be told by mail what happens. */
	readonly wantsMail: boolean;
	readonly displayName: string;
	readonly locale: Locale;
	readonly hasPassword: boolean;
	readonly mustChangePassword: boolean;
	readonly createdAt: Date;
	readonly disabledAt: Date | null;
	/** Since when the person runs the service as its operator; null for nearly everybody. */
	readonly operatorSince: Date | null;
}

/** A new account, with its password already hashed. */
export interface NewAccount extends Omit<
	Account,
	'hasPassword' | 'disabledAt' | 'operatorSince' | 'emailVerifiedAt' | 'emailRefusedAt' | 'wantsMail'
> {
	readonly passwordHash: string | null;
}

/** An account with its password hash; null without a password. */
export interface Credentials {
	readonly account: Account;
	readonly passwordHash: string | null;
}

interface PersonRow extends Omit<Account, 'locale' | 'hasPassword'> {
	readonly locale: string;
	readonly passwordHash: string | null;
	readonly noticesUnread: number;
	readonly noticesSeenAt: Date | null;
}

/** Converts a row of the table of people to an `Account`, without its password hash. */
export const toAccount = ({
	passwordHash,
	locale,
	noticesUnread: _unread,
	noticesSeenAt: _seenAt,
	...row
}: PersonRow): Account => ({
	...row,
	locale: locale as Locale,
	hasPassword: passwordHash !== null,
});

export const insertPerson = async (tx: Queries, person: NewAccount): Promise<void> =>
	void (await tx.insert(tablesOf(tx).people).values({ ...person, disabledAt: null }));

/** Stores the accounts of many people, whose user names must be unused. */
export const insertPeople = (tx: Queries, all: readonly NewAccount[]): Promise<void> =>
	insertRows(
		tx,
		tablesOf(tx).people,
		all.map((person) => ({ ...person, disabledAt: null })),
	);

/** Finds an account, without its password hash, by id, user name or e-mail address (folded as stored). */
export async function findAccount(
	q: Queries,
	by: { id: string } | { username: string } | { email: string },
): Promise<Account | undefined> {
	const { people } = tablesOf(q);
	const [row] = await q
		.select()
		.from(people)
		.where(
			'id' in by
				? eq(people.id, by.id)
				: 'username' in by
					? eq(people.username, by.username)
					: eq(people.email, by.email),
		);
	return row && toAccount(row);
}

/**
 * Finds an account and its password hash: by user name or e-mail address, both folded as stored (a user name
 * never looks like an address), or by id.
 */
export async function findCredentials(
	q: Queries,
	by: { identifier: string } | { id: string },
): Promise<Credentials | undefined> {
	const { people } = tablesOf(q);
	const [row] = await q
		.select()
		.from(people)
		.where(
			'id' in by
				? eq(people.id, by.id)
				: or(eq(people.username, by.identifier), eq(people.email, by.identifier)),
		);
	return row && { account: toAccount(row), passwordHash: row.passwordHash };
}

/** Returns the accounts with these ids, in no particular order; ids without an account are left out. */
export async function accountsByIds(q: Queries, ids: readonly string[]): Promise<Account[]> {
	const { people } = tablesOf(q);
	return (await inBatches(ids, (some) => q.select().from(people).where(inArray(people.id, some)))).map(
		toAccount,
	);
}

export async function updatePassword(
	tx: Queries,
	person: string,
	password: { hash: string; mustChange: boolean },
): Promise<void> {
	const { people } = tablesOf(tx);
	await tx
		.update(people)
		.set({ passwordHash: password.hash, mustChangePassword: password.mustChange })
		.where(eq(people.id, person));
}

/**
 * Replaces a person's password hash by a stronger one of the same password, unless the password changed
 * meanwhile.
 */
export async function replaceHash(tx: Queries, person: string, from: string, to: string): Promise<void> {
	const { people } = tablesOf(tx);
	await tx
		.update(people)
		.set({ passwordHash: to })
		.where(and(eq(people.id, person), eq(people.passwordHash, from)));
}

/** Stores a person's name and e-mail address; a new address is neither verified nor refused yet. */
export async function updateDetails(
	tx: Queries,
	person: string,
	details: { displayName: string; email: string | null },
	{ newAddress }: { readonly newAddress: boolean },
): Promise<void> {
	const { people } = tablesOf(tx);
	const unknown = newAddress ? { emailVerifiedAt: null, emailRefusedAt: null } : {};
	await tx
		.update(people)
		.set({ ...details, ...unknown })
		.where(eq(people.id, person));
}

/** Stores that the person read a mail at their address at this time. */
export async function storeEmailVerified(tx: Queries, person: string, emailVerifiedAt: Date): Promise<void> {
	const { people } = tablesOf(tx);
	await tx.update(people).set({ emailVerifiedAt, emailRefusedAt: null }).where(eq(people.id, person));
}

/** Stores the address of a person who showed at this time that they read mail there. */
export async function storeVerifiedEmail(
	tx: Queries,
	person: string,
	{ email, at }: { readonly email: string; readonly at: Date },
): Promise<void> {
	const { people } = tablesOf(tx);
	await tx
		.update(people)
		.set({ email, emailVerifiedAt: at, emailRefusedAt: null })
		.where(eq(people.id, person));
}

/**
 * Finds the open account whose holder showed that they read mail at this address; undefined where there is none, or
 * only one that is closed.
 */
export async function openAccountReading(q: Queries, email: string): Promise<Account | undefined> {
	const found = await findAccount(q, { email });
	return found?.emailVerifiedAt && !found.disabledAt ? found : undefined;
}

/**
 * Takes an address from the account that has it, if it is closed, or if its holder never showed that they read mail
 * there; for somebody who just did.
 */
export async function releaseEmail(tx: Queries, email: string): Promise<void> {
	const { people } = tablesOf(tx);
	await tx
		.update(people)
		.set({ email: null, emailVerifiedAt: null, emailRefusedAt: null })
		.where(and(eq(people.email, email), or(isNull(people.emailVerifiedAt), isNotNull(people.disabledAt))));
}

/** Stores since when an account is closed; null opens it again. */
export async function updateDisabled(tx: Queries, person: string, disabledAt: Date | null): Promise<void> {
	const { people } = tablesOf(tx);
	await tx.update(people).set({ disabledAt }).where(eq(people.id, person));
}

/**
 * Stores on a person's account how many notices they have not read, as the notices context counts them; with
 * `seenAt`, also the time up to which they have seen all of them.
 */
export async function storeNoticeCount(
	tx: Queries,
	person: string,
	set: { readonly unread: SQL<number>; readonly seenAt?: Date },
): Promise<void> {
	const { people } = tablesOf(tx);
	await tx
		.update(people)
		.set({ noticesUnread: set.unread, ...(set.seenAt && { noticesSeenAt: set.seenAt }) })
		.where(eq(people.id, person));
}

/** Stores since when a person runs the service as its operator; null takes the role away. */
export async function updateOperator(tx: Queries, person: string, operatorSince: Date | null): Promise<void> {
	const { people } = tablesOf(tx);
	await tx.update(people).set({ operatorSince }).where(eq(people.id, person));
}

/** Returns the id of every account. */
export async function everyPerson(q: Queries): Promise<readonly string[]> {
	const { people } = tablesOf(q);
	return (await q.select({ id: people.id }).from(people)).map(({ id }) => id);
}
