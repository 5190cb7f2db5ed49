import { and, count, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { Audience, Membership, Role } from '../../actor.ts';
import { type Account, toAccount } from './people-store.ts';
import { tablesOf } from '../tables.ts';

/** A row as the rest of the house reads it. */
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

/** Gives a role, or changes the audience of one already held; who gave it first stays. */
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

/** Who let each learner of an institution in, by person; those whom nobody did are left out. */
export async function learnersLetIn(q: Queries, institution: string): Promise<Map<string, string>> {
	const { memberships: t } = tablesOf(q);
	const rows = await q
		.select({ person: t.person, givenBy: t.givenBy })
		.from(t)
		.where(and(eq(t.institution, institution), eq(t.role, 'learner'), isNotNull(t.givenBy)));
	return new Map(rows.map(({ person, givenBy }) => [person, givenBy ?? '']));
}

/** Whether one of these people learns in an institution as a student. */
export async function anyStudentAmong(
	q: Queries,
	institution: string,
	people: readonly string[],
): Promise<boolean> {
	const { memberships: t } = tablesOf(q);
	const students = and(eq(t.institution, institution), eq(t.role, 'learner'), eq(t.audience, 'student'));
	// A query takes a bounded number of parameters.
	for (let at = 0; at < people.length; at += 500) {
		const some = inArray(t.person, people.slice(at, at + 500));
		const found = await q.select({ person: t.person }).from(t).where(and(students, some)).limit(1);
		if (found.length > 0) return true;
	}
	return false;
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

/** Everybody with a role in an institution, with their roles there. */
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

/** How many open accounts administer an institution. */
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
