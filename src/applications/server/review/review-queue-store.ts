import { and, asc, desc, eq, exists, gte, inArray, ne, not, or, sql } from 'drizzle-orm';
import { identityTables, peopleAccompanied } from '#identity/server';
import { dialectOf, type Queries } from '#platform/server';
import type { ApplicationState } from '../../application-states.ts';
import type { Application } from '../../application.ts';
import { toApplication } from '../application-store.ts';
import { tablesOf } from '../tables.ts';

const waiting = (q: Queries, institutions: readonly string[], reader: string) => {
	const { applications } = tablesOf(q);
	return and(
		inArray(applications.institution, [...institutions]),
		eq(applications.state, 'submitted'),
		ne(applications.person, reader),
		not(waitsForOthers(q, reader)),
	);
};

/** The id of what an application last sent. */
const lastSubmission = (q: Queries) => {
	const { applications, submissions } = tablesOf(q);
	return q
		.select({ id: submissions.id })
		.from(submissions)
		.where(eq(submissions.application, applications.id))
		.orderBy(desc(submissions.at), desc(submissions.id))
		.limit(1);
};

/**
 * Whether this adviser gave their opinion of what was last sent, and others must act: not where two who differ
 * settle it together.
 */
const waitsForOthers = (q: Queries, reader: string) => {
	const { applications, opinions } = tablesOf(q);
	const own = q
		.select({ id: opinions.id })
		.from(opinions)
		.where(
			and(
				eq(opinions.application, applications.id),
				eq(opinions.reviewer, reader),
				eq(opinions.submission, lastSubmission(q)),
			),
		);
	return and(eq(applications.settling, false), exists(own))!;
};

/** How many advisers gave an opinion of what was last sent. */
const opinionsGiven = (q: Queries) => {
	const { opinions } = tablesOf(q);
	const given = q
		.select({ n: sql`count(distinct ${opinions.reviewer})` })
		.from(opinions)
		.where(eq(opinions.submission, lastSubmission(q)));
	return sql`(${given})`.mapWith(Number);
};

/** Whether an application is of a person whom this adviser accompanies. */
const sentByAccompanied = (q: Queries, reader: string) =>
	sql<boolean>`${tablesOf(q).applications.person} in ${peopleAccompanied(q, reader)}`.mapWith(Boolean);

/**
 * How many submitted applications wait for a decision in these institutions; the adviser's own applications
 * (`reader` is the adviser's id) are not counted.
 */
export async function countWaiting(
	q: Queries,
	institutions: readonly string[],
	reader: string,
): Promise<number> {
	// Every page calls this function: people who advise nowhere cost no query.
	if (institutions.length === 0) return 0;
	return q.$count(tablesOf(q).applications, waiting(q, institutions, reader));
}

/**
 * How many submitted applications wait in each of these institutions, the adviser's own left out; one where none
 * waits is missing.
 */
export async function countWaitingByInstitution(
	q: Queries,
	institutions: readonly string[],
	reader: string,
): Promise<ReadonlyMap<string, number>> {
	if (institutions.length === 0) return new Map();
	const { applications } = tablesOf(q);
	const rows = await q
		.select({ institution: applications.institution, n: sql`count(*)`.mapWith(Number) })
		.from(applications)
		.where(waiting(q, institutions, reader))
		.groupBy(applications.institution);
	return new Map(rows.map(({ institution, n }) => [institution, n]));
}

/** An application with the applicant's display name, for the lists that advisers read. */
export interface ListedApplication extends Application {
	/** Display name of the applicant. */
	readonly name: string;
}

/**
 * Reads a page of the applications that wait for an adviser (`reader`) of these institutions, oldest first:
 * skips the first `after`, and returns at most `most`. `count` is the number of all of them, `mine` the
 * number of those whose applicant this adviser accompanies; with `onlyMine`, only the latter are read and
 * counted. `accompanied` says whether this adviser accompanies the applicant, `again` whether the application
 * was reviewed before, `opinions` how many advisers gave theirs of what was last sent. Past the last application the page is empty and both numbers are 0.
 */
export async function waitingApplications(
	q: Queries,
	institutions: readonly string[],
	reader: string,
	{
		after,
		most,
		onlyMine = false,
	}: { readonly after: number; readonly most: number; readonly onlyMine?: boolean },
): Promise<{
	readonly some: readonly (ListedApplication & { accompanied: boolean; again: boolean; opinions: number })[];
	readonly count: number;
	readonly mine: number;
}> {
	const { applications, reviews } = tablesOf(q);
	const { people } = identityTables({ dialect: dialectOf(q) });
	const reviewed = q.select({ id: reviews.id }).from(reviews).where(eq(reviews.application, applications.id));
	const mine = sentByAccompanied(q, reader);
	const rows = await q
		.select({
			row: applications,
			name: people.displayName,
			accompanied: mine,
			again: sql<boolean>`${exists(reviewed)}`.mapWith(Boolean),
			opinions: opinionsGiven(q),
			count: sql`count(*) over ()`.mapWith(Number),
			mine: sql`count(case when ${mine} then 1 end) over ()`.mapWith(Number),
		})
		.from(applications)
		.innerJoin(people, eq(people.id, applications.person))
		.where(and(waiting(q, institutions, reader), onlyMine ? mine : undefined))
		.orderBy(asc(applications.submittedAt), asc(applications.id))
		.limit(most)
		.offset(after);
	return {
		some: rows.map(({ row, name, accompanied, again, opinions }) => ({
			...{ ...toApplication(row), name, accompanied, again, opinions },
		})),
		count: rows[0]?.count ?? 0,
		mine: rows[0]?.mine ?? 0,
	};
}

/** An application that waits for an adviser, as the short list on « Aujourd’hui » shows it. */
export interface WaitingApplicationRow extends Pick<
	ListedApplication,
	'id' | 'name' | 'badge' | 'submittedAt'
> {
	readonly accompanied: boolean;
	readonly again: boolean;
}

/** How many applications of their institutions an adviser has to decide, and how many they sent back. */
export interface OpenCounts {
	/** Submitted applications that wait for a decision, this adviser's own left out. */
	readonly waiting: number;
	/** How many of the waiting applications had been sent back before and were sent again since. */
	readonly again: number;
	/** How many of the waiting applications were sent since each of the two times asked for. */
	readonly lately: { readonly week: number; readonly day: number };
	/** How many applications were sent back to their person by this adviser and have not been sent again. */
	readonly returned: number;
}

/**
 * Reads, in one query, the `most` oldest applications that wait for an adviser (`reader`) of these
 * institutions, and how many wait, were sent since `since.week` and `since.day`, were sent again or are sent
 * back.
 */
export async function oldestWaitingAndCounts(
	q: Queries,
	institutions: readonly string[],
	reader: string,
	{ most, since }: { readonly most: number; readonly since: { readonly week: Date; readonly day: Date } },
): Promise<OpenCounts & { readonly some: readonly WaitingApplicationRow[] }> {
	const { applications, reviews } = tablesOf(q);
	const { people } = identityTables({ dialect: dialectOf(q) });
	const reviewed = (by?: string) =>
		exists(
			q
				.select({ id: reviews.id })
				.from(reviews)
				.where(and(eq(reviews.application, applications.id), by ? eq(reviews.reviewer, by) : undefined)),
		);
	const { state, submittedAt } = applications;
	const sentSince = (at: Date, name: string) =>
		sql<number>`count(case when ${and(eq(state, 'submitted'), gte(submittedAt, at))} then 1 end)`.as(name);
	const counted = q
		.select({
			waiting: sql<number>`count(case when ${eq(state, 'submitted')} then 1 end)`.as('waiting'),
			sentAgain: sql<number>`count(case when ${and(eq(state, 'submitted'), reviewed())} then 1 end)`.as(
				'sent_again',
			),
			returned: sql<number>`count(case when ${and(eq(state, 'returned'), reviewed(reader))} then 1 end)`.as(
				'returned',
			),
			week: sentSince(since.week, 'week'),
			day: sentSince(since.day, 'day'),
		})
		.from(applications)
		.where(
			and(
				inArray(applications.institution, [...institutions]),
				or(eq(state, 'returned'), and(eq(state, 'submitted'), not(waitsForOthers(q, reader)))),
				ne(applications.person, reader),
			),
		)
		.as('counted');
	const first = q
		.select({
			id: applications.id,
			badge: applications.badge,
			submittedAt: applications.submittedAt,
			name: people.displayName,
			accompanied: sentByAccompanied(q, reader).as('accompanied'),
			again: sql<boolean>`${reviewed()}`.mapWith(Boolean).as('again'),
		})
		.from(applications)
		.innerJoin(people, eq(people.id, applications.person))
		.where(waiting(q, institutions, reader))
		.orderBy(asc(applications.submittedAt), asc(applications.id))
		.limit(most)
		.as('first');
	const rows = await q
		.select({
			waiting: sql`${counted.waiting}`.mapWith(Number),
			sentAgain: sql`${counted.sentAgain}`.mapWith(Number),
			returned: sql`${counted.returned}`.mapWith(Number),
			week: sql`${counted.week}`.mapWith(Number),
			day: sql`${counted.day}`.mapWith(Number),
			id: first.id,
			badge: first.badge,
			submittedAt: first.submittedAt,
			name: first.name,
			accompanied: first.accompanied,
			again: first.again,
		})
		.from(counted)
		.leftJoin(first, sql`1 = 1`)
		.orderBy(asc(first.submittedAt), asc(first.id));
	// Where no application waits, one row has the counts alone.
	const counts = rows[0]!;
	return {
		some: rows.flatMap(({ id, badge, submittedAt, name, accompanied, again }) =>
			id === null || badge === null || name === null
				? []
				: [{ id, badge, submittedAt, name, accompanied: Boolean(accompanied), again: Boolean(again) }],
		),
		waiting: counts.waiting,
		again: counts.sentAgain,
		returned: counts.returned,
		lately: { week: counts.week, day: counts.day },
	};
}

/**
 * Reads the first `most` applications that wait for an adviser (`reader`) of these institutions and were sent
 * after the application `id`, which may itself be decided already; with `onlyMine`, those of people whom this
 * adviser accompanies. Empty when `id` is not an application of these institutions.
 */
export async function waitingApplicationsAfter(
	q: Queries,
	institutions: readonly string[],
	reader: string,
	{ id, most, onlyMine = false }: { readonly id: string; readonly most: number; readonly onlyMine?: boolean },
): Promise<readonly Pick<ListedApplication, 'id' | 'name' | 'badge'>[]> {
	const { applications } = tablesOf(q);
	const { people } = identityTables({ dialect: dialectOf(q) });
	const one = q
		.select({ at: applications.submittedAt, id: applications.id })
		.from(applications)
		.where(and(eq(applications.id, id), inArray(applications.institution, [...institutions])));
	return q
		.select({ id: applications.id, name: people.displayName, badge: applications.badge })
		.from(applications)
		.innerJoin(people, eq(people.id, applications.person))
		.where(
			and(
				waiting(q, institutions, reader),
				sql`(${applications.submittedAt}, ${applications.id}) > (${one})`,
				onlyMine ? sentByAccompanied(q, reader) : undefined,
			),
		)
		.orderBy(asc(applications.submittedAt), asc(applications.id))
		.limit(most);
}

/** An application that an adviser follows: it waits for a decision, or this adviser has decided it. */
export interface WaitingOrDecidedApplication extends ListedApplication {
	/** When the application was sent, if it waits; otherwise when this adviser last decided it, or gave an opinion. */
	readonly at: Date;
}

/**
 * Reads a page of the applications that an adviser (`reader`) follows in these institutions, those that wait
 * and those that this adviser has decided or given an opinion of: newest first, in one state or (null) in all, with the number in
 * each state. Withdrawn applications are left out.
 */
export async function waitingOrDecidedApplications(
	q: Queries,
	institutions: readonly string[],
	reader: string,
	{
		state,
		after,
		most,
	}: { readonly state: ApplicationState | null; readonly after: number; readonly most: number },
): Promise<{
	readonly some: readonly WaitingOrDecidedApplication[];
	readonly counts: ReadonlyMap<ApplicationState, number>;
}> {
	const { applications, opinions, reviews } = tablesOf(q);
	const { people } = identityTables({ dialect: dialectOf(q) });
	const reviewed = q
		.select({ application: reviews.application })
		.from(reviews)
		.where(eq(reviews.reviewer, reader));
	const judged = q
		.select({ application: opinions.application })
		.from(opinions)
		.where(eq(opinions.reviewer, reader));
	const followed = and(
		inArray(applications.institution, [...institutions]),
		ne(applications.person, reader),
		inArray(applications.state, ['submitted', 'returned', 'accepted', 'refused']),
		or(
			eq(applications.state, 'submitted'),
			inArray(applications.id, reviewed),
			inArray(applications.id, judged),
		),
	);
	const lastAnswer = q
		.select({ at: sql`max(${reviews.at})` })
		.from(reviews)
		.where(and(eq(reviews.application, applications.id), eq(reviews.reviewer, reader)));
	// Where two decide, every decision is an opinion too.
	const lastOpinion = q
		.select({ at: sql`max(${opinions.at})` })
		.from(opinions)
		.where(and(eq(opinions.application, applications.id), eq(opinions.reviewer, reader)));
	const at = sql`case when ${eq(applications.state, 'submitted')} then ${applications.submittedAt} else coalesce((${lastOpinion}), (${lastAnswer})) end`;
	const counted = await q
		.select({ state: applications.state, count: sql`count(*)`.mapWith(Number) })
		.from(applications)
		.where(followed)
		.groupBy(applications.state);
	const rows = await q
		.select({ row: applications, name: people.displayName, at: at.mapWith(applications.createdAt) })
		.from(applications)
		.innerJoin(people, eq(people.id, applications.person))
		.where(and(followed, state === null ? undefined : eq(applications.state, state)))
		.orderBy(desc(at), desc(applications.id))
		.limit(most)
		.offset(after);
	return {
		some: rows.map(({ row, name, at: when }) => ({ ...toApplication(row), name, at: when as Date })),
		counts: new Map(counted.map(({ state: one, count }) => [one, count])),
	};
}
