import { and, eq, inArray, or } from 'drizzle-orm';
import type { Locale } from '#platform';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** A person's account, without its password. */
export interface Account {
	readonly id: string;
	readonly username: string;
	readonly email: string | null;
	readonly displayName: string;
	readonly locale: Locale;
	readonly hasPassword: boolean;
	readonly mustChangePassword: boolean;
	readonly createdAt: Date;
	readonly disabledAt: Date | null;
}

/** A new account, with its password already hashed. */
export interface NewAccount extends Omit<Account, 'hasPassword' | 'disabledAt'> {
	readonly passwordHash: string | null;
}

/** An account and the hash to compare a password with. */
export interface Credentials {
	readonly account: Account;
	readonly passwordHash: string | null;
}

interface PersonRow extends Omit<Account, 'locale' | 'hasPassword'> {
	readonly locale: string;
	readonly passwordHash: string | null;
}

/** An account as the domain knows it, from its row. */
export const toAccount = ({ passwordHash, locale, ...row }: PersonRow): Account => ({
	...row,
	locale: locale as Locale,
	hasPassword: passwordHash !== null,
});

export const insertPerson = async (tx: Queries, person: NewAccount): Promise<void> =>
	void (await tx.insert(tablesOf(tx).people).values({ ...person, disabledAt: null }));

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

/** The account somebody signs in to: by its folded user name or e-mail address (they cannot collide), or by its id. */
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

export async function accountsByIds(q: Queries, ids: readonly string[]): Promise<Account[]> {
	const { people } = tablesOf(q);
	const found: Account[] = [];
	// A query takes a bounded number of parameters.
	for (let at = 0; at < ids.length; at += 500) {
		const some = ids.slice(at, at + 500);
		found.push(...(await q.select().from(people).where(inArray(people.id, some))).map(toAccount));
	}
	return found;
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

/** Replaces a hash by a stronger one of the same password, unless the password changed meanwhile. */
export async function replaceHash(tx: Queries, person: string, from: string, to: string): Promise<void> {
	const { people } = tablesOf(tx);
	await tx
		.update(people)
		.set({ passwordHash: to })
		.where(and(eq(people.id, person), eq(people.passwordHash, from)));
}

export async function updateDetails(
	tx: Queries,
	person: string,
	details: { displayName: string; email: string | null },
): Promise<void> {
	const { people } = tablesOf(tx);
	await tx.update(people).set(details).where(eq(people.id, person));
}

export async function updateDisabled(tx: Queries, person: string, disabledAt: Date | null): Promise<void> {
	const { people } = tablesOf(tx);
	await tx.update(people).set({ disabledAt }).where(eq(people.id, person));
}

/** The ids of everybody who has an account. */
export async function everyPerson(q: Queries): Promise<readonly string[]> {
	const { people } = tablesOf(q);
	return (await q.select({ id: people.id }).from(people)).map(({ id }) => id);
}
