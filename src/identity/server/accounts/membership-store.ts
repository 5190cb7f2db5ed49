import { and, count, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import { insertRows, type Queries } from '#platform/server';
import type { Audience, Membership, Role } from '../../actor.ts';
import { type Account, toAccount } from './people-store.ts';
import { tablesOf } from '../tables.ts';

/** Converts a row of the table of roles to a `Membership`. */
export const toMembership = ({
	institution,
	role,
	audience,
}: Pick<
	ReturnType<typeof tablesOf>['memberships']['$inferSelect'],
	'institution' | 'role' | 'audience'
>): Membership => ({
	institution,
	role: role as Role,
	audience: audience as Audience | null,
});

/** SQL condition on a row of roles: it was not taken away. */
export const inHand = (q: Queries) => isNull(tablesOf(q).memberships.endedAt);

/** A role that a person holds or held, with its dates. */
export type DatedMembership = Membership & { readonly createdAt: Date; readonly endedAt: Date | null };

/** Returns every role that a person holds or held, in the order they were given, in whatever institution. */
export async function allMembershipRows(q: Queries, person: string): Promise<DatedMembership[]> {
	const { memberships } = tablesOf(q);
	const rows = await q
		.select()
		.from(memberships)
		.where(eq(memberships.person, person))
		.orderBy(memberships.createdAt, memberships.id);
	return rows.map((row) => ({ ...toMembership(row), createdAt: row.createdAt, endedAt: row.endedAt }));
}

/**
 * Returns the roles that a person holds now in institutions that are not closed, in the order they were given,
 * each with the time it was given.
 */
export async function membershipRows(
	q: Queries,
	person: string,
): Promise<(Membership & { createdAt: Date })[]> {
	const { memberships, institutions } = tablesOf(q);
	const rows = await q
		.select({ membership: memberships })
		.from(memberships)
		.innerJoin(institutions, eq(institutions.id, memberships.institution))
		.where(and(eq(memberships.person, person), inHand(q), isNull(institutions.closedAt)))
		.orderBy(memberships.createdAt, memberships.id);
	return rows.map(({ membership }) => ({ ...toMembership(membership), createdAt: membership.createdAt }));
}

/**
 * Stores a role of a person, or changes the audience of a role already held, whose `givenBy` and `createdAt`
 * stay. A role that was taken away is given anew, from now on.
 */
export async function putMembership(
	tx: Queries,
	membership: Membership & {
		id: string;
		person: string;
		givenBy: string | null | undefined;
		createdAt: Date;
	},
): Promise<void> {
	const { memberships } = tablesOf(tx);
	const { person, institution, role, givenBy = null, createdAt, audience } = membership;
	const again = await tx
		.update(memberships)
		.set({ audience, givenBy, createdAt, endedAt: null })
		.where(and(roleOf(tx, { person, institution, role }), isNotNull(memberships.endedAt)))
		.returning({ id: memberships.id });
	if (again.length > 0) return;
	await tx
		.insert(memberships)
		.values(membership)
		.onConflictDoUpdate({
			target: [memberships.person, memberships.institution, memberships.role],
			set: { audience },
		});
}

/** SQL condition on a row of roles: this role of this person in this institution. */
const roleOf = (
	q: Queries,
	{ person, institution, role }: { person: string; institution: string; role: Role },
) => {
	const { memberships: t } = tablesOf(q);
	return and(eq(t.person, person), eq(t.institution, institution), eq(t.role, role));
};

/** Stores roles of many people, who must not hold them yet. */
export const insertMemberships = (
	tx: Queries,
	all: readonly (Membership & { id: string; person: string; givenBy: string | null; createdAt: Date })[],
): Promise<void> => insertRows(tx, tablesOf(tx).memberships, all);

/**
 * Returns, for each learner of an institution, the id of the person who made their invitation or gave them
 * the role. Learners for whom no such id is stored are left out.
 */
export async function inviterIdByLearner(q: Queries, institution: string): Promise<Map<string, string>> {
	const { memberships: t } = tablesOf(q);
	const rows = await q
		.select({ person: t.person, givenBy: t.givenBy })
		.from(t)
		.where(and(eq(t.institution, institution), inHand(q), eq(t.role, 'learner'), isNotNull(t.givenBy)));
	return new Map(rows.map(({ person, givenBy }) => [person, givenBy ?? '']));
}

/** Takes a role away from a person, from this time on; a role taken away earlier keeps its date. */
export async function endMembership(
	tx: Queries,
	one: { person: string; institution: string; role: Role; endedAt: Date },
): Promise<void> {
	const { memberships } = tablesOf(tx);
	await tx
		.update(memberships)
		.set({ endedAt: one.endedAt })
		.where(and(roleOf(tx, one), inHand(tx)));
}

/** Returns the accounts with a role now in an institution: one entry for each role that a person holds there. */
export async function membersOf(
	q: Queries,
	institution: string,
): Promise<{ account: Account; role: Role; audience: Audience | null }[]> {
	const { people, memberships } = tablesOf(q);
	const rows = await q
		.select({ person: people, role: memberships.role, audience: memberships.audience })
		.from(memberships)
		.innerJoin(people, eq(people.id, memberships.person))
		.where(and(eq(memberships.institution, institution), inHand(q)));
	return rows.map(({ person, role, audience }) => ({
		account: toAccount(person),
		role: role as Role,
		audience: audience as Audience | null,
	}));
}

/** Returns the ids of the open accounts that administer an institution. */
export async function administratorsOf(q: Queries, institution: string): Promise<readonly string[]> {
	const { people, memberships: t } = tablesOf(q);
	const rows = await q
		.select({ id: t.person })
		.from(t)
		.innerJoin(people, eq(people.id, t.person))
		.where(
			and(
				...[eq(t.institution, institution), eq(t.role, 'administrator'), inHand(q)],
				isNull(people.disabledAt),
			),
		);
	return rows.map(({ id }) => id);
}

/**
 * Returns whether an account belongs to more than one institution: whether it has a role elsewhere, closed
 * institutions included since they may open again, or runs the service.
 */
export async function belongsElsewhere(q: Queries, person: string, institution: string): Promise<boolean> {
	const { people, memberships: t } = tablesOf(q);
	const [row] = await q.select({ since: people.operatorSince }).from(people).where(eq(people.id, person));
	if (row?.since) return true;
	const rows = await q
		.select({ institution: t.institution })
		.from(t)
		.where(and(eq(t.person, person), ne(t.institution, institution), inHand(q)))
		.limit(1);
	return rows.length > 0;
}

/**
 * Returns whether a person ever held a role in another institution, or acted in one by an agreement of their RÉCIT
 * service: it may hold something of theirs.
 */
export async function everMemberElsewhere(q: Queries, person: string, institution: string): Promise<boolean> {
	const { memberships: t, agreementEntries: entries } = tablesOf(q);
	const [held] = await q
		.select({ id: t.id })
		.from(t)
		.where(and(eq(t.person, person), ne(t.institution, institution)))
		.limit(1);
	if (held) return true;
	const [used] = await q
		.select({ agreement: entries.agreement })
		.from(entries)
		.where(eq(entries.person, person))
		.limit(1);
	return used !== undefined;
}

/** Counts the open accounts that administer an institution. */
export async function countAdministrators(q: Queries, institution: string): Promise<number> {
	const { people, memberships } = tablesOf(q);
	const rows = await q
		.select({ n: count().mapWith(Number), disabledAt: people.disabledAt })
		.from(memberships)
		.innerJoin(people, eq(people.id, memberships.person))
		.where(and(eq(memberships.institution, institution), eq(memberships.role, 'administrator'), inHand(q)))
		.groupBy(people.disabledAt);
	return rows.filter((row) => row.disabledAt === null).reduce((sum, row) => sum + row.n, 0);
}
