import { and, asc, eq, inArray, isNotNull, isNull, ne, type SQL } from 'drizzle-orm';
import type { Locale } from '#platform';
import { inBatches, type Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';
import { membershipRows } from './membership-store.ts';
import { advisesIn } from '../agreements/agreement-store.ts';

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
	addressOf(q, person, told(q));

/**
 * Returns the id of the institution for which a person is told what happens, whose mails leave in their turn: that
 * of their oldest role; empty without a role.
 */
export const institutionTelling = async (q: Queries, person: string): Promise<string> =>
	(await membershipRows(q, person))[0]?.institution ?? '';

/**
 * Returns where to tell a person what concerns their account itself, which they cannot choose not to be told;
 * undefined unless they showed that they read mail at their address, and no mail server refused it.
 */
export const accountAddressOf = (q: Queries, person: string): Promise<MailAddress | undefined> =>
	addressOf(q, person, reached(q));

/**
 * Returns the e-mail addresses, folded as stored, that these people verified and that no mail server has
 * refused since; by person.
 */
export async function verifiedEmailsOf(
	q: Queries,
	people: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	const { people: t } = tablesOf(q);
	const rows = await inBatches([...new Set(people)], (some) =>
		q
			.select({ id: t.id, email: t.email })
			.from(t)
			.where(and(inArray(t.id, some), isNotNull(t.emailVerifiedAt), isNull(t.emailRefusedAt))),
	);
	return new Map(rows.flatMap(({ id, email }) => (email === null ? [] : [[id, email] as const])));
}

/** SQL condition on a row of people: mail reaches them, as they showed, at an account that is open. */
function reached(q: Queries) {
	const { people: t } = tablesOf(q);
	return and(isNull(t.disabledAt), isNotNull(t.emailVerifiedAt), isNull(t.emailRefusedAt));
}

/** SQL condition on a row of people: mail reaches them, and they want to be told by it what happens. */
const told = (q: Queries) => and(reached(q), eq(tablesOf(q).people.wantsMail, true));

async function addressOf(q: Queries, person: string, who: SQL | undefined): Promise<MailAddress | undefined> {
	const { people: t } = tablesOf(q);
	const [row] = await q
		.select({ recipient: t.email, locale: t.locale })
		.from(t)
		.where(and(eq(t.id, person), who));
	return row?.recipient ? { recipient: row.recipient, locale: row.locale as Locale } : undefined;
}

/**
 * Returns where to tell by mail what happens those who decide the applications of an institution, each by the
 * rule of `mailAddressOf`, without the applicant themself: with `accompanying`, only those who accompany the
 * applicant.
 */
export async function adviserMailAddresses(
	q: Queries,
	of: {
		readonly institution: string;
		readonly applicant: string;
		readonly accompanying: boolean;
		readonly now: Date;
	},
): Promise<readonly (MailAddress & { readonly person: string })[]> {
	const { people: t, accompaniments } = tablesOf(q);
	const accompanying = q
		.select({ person: accompaniments.adviser })
		.from(accompaniments)
		.where(eq(accompaniments.person, of.applicant));
	const rows = await q
		.select({ person: t.id, recipient: t.email, locale: t.locale })
		.from(t)
		.where(
			and(
				...[advisesIn(q, { ...of, reviewing: true }), ne(t.id, of.applicant), told(q)],
				of.accompanying ? inArray(t.id, accompanying) : undefined,
			),
		)
		.orderBy(asc(t.id));
	return rows.flatMap(({ person, recipient, locale }) =>
		recipient === null ? [] : [{ person, recipient, locale: locale as Locale }],
	);
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
