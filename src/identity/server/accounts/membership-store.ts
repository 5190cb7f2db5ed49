import { and, count, eq, isNotNull } from 'drizzle-orm';
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

/** Returns the roles of a person, in the order they were given, each with the time it was given. */
export async function membershipRows(
	q: Queries,
	person: string,
): Promise<(Membership & { createdAt: Date })[]> {
	const { memberships } = tablesOf(q);
	const rows = await q
		.select()
		.from(memberships)
		.where(eq(memberships.person, person))
		.orderBy(memberships.createdAt, memberships.id);
	return rows.map((row) => ({ ...toMembership(row), createdAt: row.createdAt }));
}

/**
 * Stores a role of a person, or changes the audience of a role already held, whose `givenBy` and `createdAt`
 * stay.
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
	await tx
		.insert(memberships)
		.values(membership)
		.onConflictDoUpdate({
			target: [memberships.person, memberships.institution, memberships.role],
			set: { audience: membership.audience },
		});
}

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
		.where(and(eq(t.institution, institution), eq(t.role, 'learner'), isNotNull(t.givenBy)));
	return new Map(rows.map(({ person, givenBy }) => [person, givenBy ?? '']));
}

export async function removeMembership(
	tx: Queries,
	{ person, institution, role }: { person: string; institution: string; role: Role },
): Promise<void> {
	const { memberships } = tablesOf(tx);
	await tx
		.delete(memberships)
		.where(
			and(
				eq(memberships.person, person),
				eq(memberships.institution, institution),
				eq(memberships.role, role),
			),
		);
}

/** Returns the accounts with a role in an institution: one entry for each role that a person holds there. */
export async function membersOf(
	q: Queries,
	institution: string,
): Promise<{ account: Account; role: Role; audience: Audience | null }[]> {
	const { people, memberships } = tablesOf(q);
	const rows = await q
		.select({ person: people, role: memberships.role, audience: memberships.audience })
		.from(memberships)
		.innerJoin(people, eq(people.id, memberships.person))
		.where(eq(memberships.institution, institution));
	return rows.map(({ person, role, audience }) => ({
		account: toAccount(person),
		role: role as Role,
		audience: audience as Audience | null,
	}));
}

/** Counts the open accounts that administer an institution. */
export async function countAdministrators(q: Queries, institution: string): Promise<number> {
	const { people, memberships } = tablesOf(q);
	const rows = await q
		.select({ n: count().mapWith(Number), disabledAt: people.disabledAt })
		.from(memberships)
		.innerJoin(people, eq(people.id, memberships.person))
		.where(and(eq(memberships.institution, institution), eq(memberships.role, 'administrator')))
		.groupBy(people.disabledAt);
	return rows.filter((row) => row.disabledAt === null).reduce((sum, row) => sum + row.n, 0);
}
