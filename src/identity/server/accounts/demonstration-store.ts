import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { Membership } from '../../actor.ts';
import { tablesOf } from '../tables.ts';
import { toMembership } from './membership-store.ts';

/** An account of a made-up person that a demonstration lets visitors enter without a password. */
export interface DemonstrationAccount {
	readonly id: string;
	readonly username: string;
	readonly displayName: string;
	readonly mustChangePassword: boolean;
	/** The account's roles, the longest held first. */
	readonly memberships: readonly Membership[];
}

/**
 * Returns the open accounts with these user names whose every role is in an institution of a demonstration:
 * an account with a role in a real institution is left out.
 */
export async function findDemonstrationAccounts(
	q: Queries,
	usernames: readonly string[],
): Promise<DemonstrationAccount[]> {
	const { people, memberships, institutions } = tablesOf(q);
	const rows = await q
		.select({ person: people, membership: memberships, demonstration: institutions.demonstration })
		.from(people)
		.innerJoin(memberships, eq(memberships.person, people.id))
		.innerJoin(institutions, eq(institutions.id, memberships.institution))
		.where(
			and(
				...[inArray(people.username, [...usernames]), isNull(people.disabledAt)],
				...[isNull(memberships.endedAt), isNull(institutions.closedAt)],
			),
		)
		.orderBy(asc(memberships.createdAt), asc(memberships.id));
	return usernames.flatMap((username) => {
		const held = rows.filter(({ person }) => person.username === username);
		const [first] = held;
		if (!first || !held.every(({ demonstration }) => demonstration)) return [];
		const { id, displayName, mustChangePassword } = first.person;
		const own = held.map(({ membership }) => toMembership(membership));
		return [{ id, username, displayName, mustChangePassword, memberships: own }];
	});
}
