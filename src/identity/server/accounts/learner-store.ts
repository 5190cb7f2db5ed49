import { and, eq, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { inBatches, type Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';
import { inHand } from './membership-store.ts';

/** SQL condition on a row of people and of memberships: an open account that learns in an institution now. */
function learnsIn(q: Queries, institution: string): SQL | undefined {
	const { people, memberships } = tablesOf(q);
	return and(
		eq(memberships.institution, institution),
		eq(memberships.role, 'learner'),
		inHand(q),
		isNull(people.disabledAt),
	);
}

/** SQL condition on a row of people: they showed that they read mail at their address. */
function isVerified(q: Queries): SQL | undefined {
	const { people } = tablesOf(q);
	return and(isNotNull(people.emailVerifiedAt), isNull(people.emailRefusedAt));
}

/** The learners of an institution who verified one of these addresses, folded as stored: their ids by address. */
export async function learnersByVerifiedEmail(
	q: Queries,
	institution: string,
	emails: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	const { people, memberships } = tablesOf(q);
	const rows = await inBatches(emails, (some) =>
		q
			.select({ id: people.id, email: people.email })
			.from(people)
			.innerJoin(memberships, eq(memberships.person, people.id))
			.where(and(inArray(people.email, some), isVerified(q), learnsIn(q, institution))),
	);
	return new Map(rows.flatMap(({ id, email }) => (email === null ? [] : [[email, id] as const])));
}

/** The id of the learner of an institution with this user name or verified address, folded as stored. */
export async function learnerNamed(
	q: Queries,
	institution: string,
	by: { readonly username: string } | { readonly email: string },
): Promise<string | undefined> {
	const { people, memberships } = tablesOf(q);
	const named =
		'username' in by ? eq(people.username, by.username) : and(eq(people.email, by.email), isVerified(q));
	const [found] = await q
		.select({ id: people.id })
		.from(people)
		.innerJoin(memberships, eq(memberships.person, people.id))
		.where(and(named, learnsIn(q, institution)));
	return found?.id;
}
