import { and, eq, isNotNull, isNull, type SQL } from 'drizzle-orm';
import type { Locale } from '#platform';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** Where to tell a person by mail what happens, and in which language. */
export interface MailAddress {
	readonly recipient: string;
	readonly locale: Locale;
}

/**
 * Returns where to tell a person by mail what happens; undefined unless they showed that they read mail at
 * their address, want to be told so, and no mail server refused it.
 */
export const mailAddressOf = (q: Queries, person: string): Promise<MailAddress | undefined> =>
	addressOf(q, person, eq(tablesOf(q).people.wantsMail, true));

/**
 * Returns where to tell a person what concerns their account itself, which they cannot choose not to be told;
 * undefined unless they showed that they read mail at their address, and no mail server refused it.
 */
export const accountAddressOf = (q: Queries, person: string): Promise<MailAddress | undefined> =>
	addressOf(q, person);

async function addressOf(q: Queries, person: string, wanted?: SQL): Promise<MailAddress | undefined> {
	const { people: t } = tablesOf(q);
	const [row] = await q
		.select({ recipient: t.email, locale: t.locale })
		.from(t)
		.where(
			and(
				...[eq(t.id, person), isNull(t.disabledAt), wanted],
				...[isNotNull(t.emailVerifiedAt), isNull(t.emailRefusedAt)],
			),
		);
	return row?.recipient ? { recipient: row.recipient, locale: row.locale as Locale } : undefined;
}

/** Stores whether a person wants to be told by mail what happens. */
export async function updateWantsMail(tx: Queries, person: string, wantsMail: boolean): Promise<void> {
	const { people: t } = tablesOf(tx);
	await tx.update(t).set({ wantsMail }).where(eq(t.id, person));
}

/** Stores that a mail server refused an address for good, unless the person has another by now. */
export async function markAddressRefused(
	tx: Queries,
	person: string,
	{ recipient, at }: { readonly recipient: string; readonly at: Date },
): Promise<void> {
	const { people: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ emailRefusedAt: at })
		.where(and(eq(t.id, person), eq(t.email, recipient), isNull(t.emailRefusedAt)));
}
