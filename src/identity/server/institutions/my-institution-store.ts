import { and, asc, eq, gt, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { type Queries, unsentMailCount } from '#platform/server';
import type { Role } from '../../actor.ts';
import { inHand } from '../accounts/membership-store.ts';
import { advisesIn } from '../agreements/agreement-store.ts';
import { inForce } from '../sharing/sharing-store.ts';
import { tablesOf } from '../tables.ts';
import { mailsOfInstitution } from '../undelivered/undelivered-store.ts';
import type { InstitutionKind } from '../../institution-kinds.ts';

/**
 * What the page « Aujourd’hui » shows about institutions: the person's own, the advisers who accompany them,
 * and figures about the institution that they administer.
 */
export interface MyInstitution {
	readonly timeZone: string;
	readonly kind: InstitutionKind;
	/** Names of the advisers who accompany the person, in the order in which they began. */
	readonly advisers: readonly string[];
	/** How many requests about the person, answered by administrators, are open, in whatever institution. */
	readonly requestsAboutMe: number;
	/** Null for a person who administers no institution. */
	readonly administered: InstitutionCounts | null;
}

/** Figures about an institution, shown to its administrator. */
export interface InstitutionCounts {
	/** Numbers of open accounts, by role. */
	readonly learners: number;
	readonly advisers: number;
	readonly administrators: number;
	/** Number of invitations that can still be used. */
	readonly invitations: number;
	/** Number of invitations that expired recently with uses left. */
	readonly expired: number;
	/** Number of mails to its people, or sent for it, that were refused or given up and can be sent again. */
	readonly unsent: number;
	/** Number of requests that wait for an administrator to confirm them. */
	readonly requests: number;
}

/** SQL condition on a row of people: the account is open and advises in this institution. */
const advising = (q: Queries, of: { readonly institution: string; readonly now: Date }) =>
	and(isNull(tablesOf(q).people.disabledAt), advisesIn(q, { ...of, reviewing: false }));

/**
 * Names of those who accompany a person through a share in force and advise in an institution, each once, in
 * the order in which they began.
 */
export async function adviserNames(
	q: Queries,
	of: { readonly person: string; readonly institution: string; readonly now: Date },
): Promise<readonly string[]> {
	const { accompaniments, people, shares } = tablesOf(q);
	const rows = await q
		.select({ name: people.displayName })
		.from(shares)
		.innerJoin(
			accompaniments,
			and(eq(accompaniments.person, shares.person), eq(accompaniments.through, shares.grantee)),
		)
		.innerJoin(people, and(eq(people.id, accompaniments.adviser), advising(q, of)))
		.where(and(eq(shares.person, of.person), eq(shares.granteeKind, 'cohort'), inForce(shares, of.now)))
		.orderBy(asc(accompaniments.since), asc(people.id));
	return [...new Set(rows.map(({ name }) => name))];
}

/**
 * Reads, in one query, what the page « Aujourd’hui » shows about institutions; undefined for an unknown
 * institution.
 */
export async function findMyInstitution(
	q: Queries,
	of: {
		readonly person: string;
		readonly institution: string;
		readonly administers: string | null;
		readonly now: Date;
		/** Invitations with uses left that expired after this time are counted in `expired`. */
		readonly lately: Date;
	},
): Promise<MyInstitution | undefined> {
	const { institutions, accompaniments, people, memberships, shares, invitations: t } = tablesOf(q);
	const { personRequests: requests } = tablesOf(q);
	const count = sql`count(*)`;
	const open = (role: Role) =>
		sql`(${q
			.select({ count })
			.from(memberships)
			.innerJoin(people, eq(people.id, memberships.person))
			.where(
				and(
					eq(memberships.institution, of.administers ?? ''),
					eq(memberships.role, role),
					inHand(q),
					isNull(people.disabledAt),
				),
			)})`.mapWith(Number);
	const invited = (when: 'open' | 'expired') =>
		sql`(${q
			.select({ count })
			.from(t)
			.where(
				and(
					...[eq(t.institution, of.administers ?? ''), isNull(t.revokedAt), gt(t.usesLeft, 0)],
					...(when === 'open'
						? [gt(t.expiresAt, of.now)]
						: [lte(t.expiresAt, of.now), gt(t.expiresAt, of.lately)]),
				),
			)})`.mapWith(Number);
	const requested = (which: SQL | undefined) =>
		sql`(${q
			.select({ count })
			.from(requests)
			.where(and(isNull(requests.endedAt), which))})`.mapWith(Number);
	const nothing = sql`0`.mapWith(Number);
	const figure = (one: typeof nothing) => (of.administers === null ? nothing : one);
	const rows = await q
		.select({
			timeZone: institutions.timeZone,
			kind: institutions.kind,
			adviser: people.displayName,
			learners: figure(open('learner')),
			advisers: figure(open('adviser')),
			administrators: figure(open('administrator')),
			invitations: figure(invited('open')),
			expired: figure(invited('expired')),
			requestsAboutMe: requested(eq(requests.person, of.person)),
			requests: figure(
				requested(and(eq(requests.institution, of.administers ?? ''), eq(requests.state, 'asked'))),
			),
			unsent: figure(unsentMailCount(q, mailsOfInstitution(q, of.administers ?? ''), of.now)),
		})
		.from(institutions)
		.leftJoin(
			shares,
			and(eq(shares.person, of.person), eq(shares.granteeKind, 'cohort'), inForce(shares, of.now)),
		)
		// Only cohorts that the person shares with now: once a share has ended, its advisers see nothing more
		// of the person.
		.leftJoin(
			accompaniments,
			and(eq(accompaniments.person, of.person), eq(accompaniments.through, shares.grantee)),
		)
		.leftJoin(people, and(eq(people.id, accompaniments.adviser), advising(q, of)))
		.where(eq(institutions.id, of.institution))
		.orderBy(asc(accompaniments.since), asc(people.id));
	const [first] = rows;
	if (!first) return undefined;
	const { timeZone, kind, adviser: _adviser, requestsAboutMe, ...administered } = first;
	return {
		timeZone,
		requestsAboutMe,
		kind: kind as InstitutionKind,
		advisers: [...new Set(rows.flatMap(({ adviser }) => adviser ?? []))],
		administered: of.administers === null ? null : administered,
	};
}
