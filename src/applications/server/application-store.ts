import { and, asc, desc, eq, exists, gte, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import { identityTables, peopleAccompanied } from '#identity/server';
import { dialectOf, type Queries } from '#platform/server';
import type { ApplicationState } from '../application-states.ts';
import type { Application, Evidence, Review, Submission } from '../application.ts';
import { type tables, tablesOf } from './tables.ts';

type Row = ReturnType<typeof tables>['applications']['$inferSelect'];

function application({ openKey: _openKey, ...row }: Row): Application {
	return row;
}

/** Reads the application with this id; undefined when there is none. */
export async function applicationById(q: Queries, id: string): Promise<Application | undefined> {
	const { applications } = tablesOf(q);
	const [row] = await q.select().from(applications).where(eq(applications.id, id));
	return row && application(row);
}

/** Reads all applications of a person, newest first. */
export async function applicationsOf(q: Queries, person: string): Promise<readonly Application[]> {
	const { applications } = tablesOf(q);
	const rows = await q
		.select()
		.from(applications)
		.where(eq(applications.person, person))
		.orderBy(desc(applications.createdAt), desc(applications.id));
	return rows.map(application);
}

/**
 * Stores a new draft application. A second open application for the same person and badge violates a unique
 * constraint.
 */
export async function addApplication(tx: Queries, draft: Application): Promise<void> {
	const { applications } = tablesOf(tx);
	await tx.insert(applications).values({ ...draft, openKey: `${draft.person}:${draft.badge}` });
}

/**
 * A change to store in an application: the state and revision it must still have, its new state, and columns
 * to set.
 */
export interface ApplicationUpdate {
	readonly from: { readonly state: ApplicationState; readonly revision: number };
	readonly state: ApplicationState;
	/** Whether the application is still open after the change. */
	readonly open: boolean;
	readonly set?: Partial<Pick<Application, 'submittedAt' | 'decidedAt' | 'evidenceInBadge'>>;
}

/**
 * Stores a change of an application if it still has the state and revision given in `from`, and returns true;
 * otherwise writes nothing and returns false.
 */
export async function updateApplication(tx: Queries, id: string, move: ApplicationUpdate): Promise<boolean> {
	const { applications } = tablesOf(tx);
	const moved = await tx
		.update(applications)
		.set({
			...move.set,
			state: move.state,
			revision: move.from.revision + 1,
			...(move.open ? {} : { openKey: null }),
		})
		.where(
			and(
				eq(applications.id, id),
				eq(applications.state, move.from.state),
				eq(applications.revision, move.from.revision),
			),
		)
		.returning({ id: applications.id });
	return moved.length === 1;
}

/** Reads the pieces of evidence of an application, oldest first. */
export async function evidenceOf(q: Queries, applicationId: string): Promise<readonly Evidence[]> {
	const { applicationEvidence: evidence } = tablesOf(q);
	const rows = await q
		.select()
		.from(evidence)
		.where(eq(evidence.application, applicationId))
		.orderBy(evidence.addedAt, evidence.id);
	return rows.map(({ application: _application, ...row }) => row);
}

export async function addEvidenceRow(tx: Queries, applicationId: string, one: Evidence): Promise<void> {
	await tx.insert(tablesOf(tx).applicationEvidence).values({ ...one, application: applicationId });
}

/** Replaces the content of a piece of evidence; its place in the application's list does not change. */
export async function replaceEvidenceRow(tx: Queries, { id, ...one }: Evidence): Promise<void> {
	const { applicationEvidence: evidence } = tablesOf(tx);
	await tx.update(evidence).set(one).where(eq(evidence.id, id));
}

/** Deletes a piece of evidence from an application; does nothing if it is already deleted. */
export async function removeEvidenceRow(tx: Queries, applicationId: string, id: string): Promise<void> {
	const { applicationEvidence: evidence } = tablesOf(tx);
	await tx.delete(evidence).where(and(eq(evidence.application, applicationId), eq(evidence.id, id)));
}

export async function addSubmission(tx: Queries, applicationId: string, one: Submission): Promise<void> {
	await tx
		.insert(tablesOf(tx).submissions)
		.values({ ...one, evidence: JSON.stringify(one.evidence), application: applicationId });
}

export async function addReview(tx: Queries, applicationId: string, one: Review): Promise<void> {
	await tx.insert(tablesOf(tx).reviews).values({ ...one, application: applicationId });
}

/** Reads every submission of an application (what it contained each time it was sent), oldest first. */
export async function submissionsOf(q: Queries, applicationId: string): Promise<readonly Submission[]> {
	const { submissions } = tablesOf(q);
	const rows = await q
		.select()
		.from(submissions)
		.where(eq(submissions.application, applicationId))
		.orderBy(submissions.at, submissions.id);
	return rows.map(({ application: _application, ...row }) => ({
		...row,
		evidence: JSON.parse(row.evidence) as Submission['evidence'],
	}));
}

/** Reads every review (adviser's decision) of an application, oldest first. */
export async function reviewsOf(q: Queries, applicationId: string): Promise<readonly Review[]> {
	const { reviews } = tablesOf(q);
	const rows = await q
		.select()
		.from(reviews)
		.where(eq(reviews.application, applicationId))
		.orderBy(reviews.at, reviews.id);
	return rows.map(({ application: _application, ...row }) => row);
}

const waiting = (q: Queries, institutions: readonly string[], reader: string) => {
	const { applications } = tablesOf(q);
	return and(
		inArray(applications.institution, [...institutions]),
		eq(applications.state, 'submitted'),
		ne(applications.person, reader),
	);
};

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

/** An application with the applicant's display name, for the lists that advisers read. */
export interface ListedApplication extends Application {
	/** Display name of the applicant. */
	readonly name: string;
}

/**
 * Reads a page of the applications that wait for an adviser (`reader`) of these institutions, oldest first:
 * at most `most`, after skipping the first `after`, with the number of all (`count`) and of those of people
 * whom this adviser accompanies (`mine`); with `onlyMine`, those alone. `accompanied` says whether this
 * adviser accompanies the applicant, `again` whether the application was reviewed before. Past the last
 * application the page is empty and both numbers are 0.
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
	readonly some: readonly (ListedApplication & { accompanied: boolean; again: boolean })[];
	readonly count: number;
	readonly mine: number;
}> {
	const { applications, reviews } = tablesOf(q);
	const { people } = identityTables({ dialect: dialectOf(q) });
	const answered = q.select({ id: reviews.id }).from(reviews).where(eq(reviews.application, applications.id));
	const mine = sql<boolean>`${applications.person} in ${peopleAccompanied(q, reader)}`.mapWith(Boolean);
	const rows = await q
		.select({
			row: applications,
			name: people.displayName,
			accompanied: mine,
			again: sql<boolean>`${exists(answered)}`.mapWith(Boolean),
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
		some: rows.map(({ row, name, accompanied, again }) => ({
			...{ ...application(row), name, accompanied, again },
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
	/** Applications sent by people and not decided yet. */
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
	const answered = (by?: string) =>
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
			sentAgain: sql<number>`count(case when ${and(eq(state, 'submitted'), answered())} then 1 end)`.as(
				'sent_again',
			),
			returned: sql<number>`count(case when ${and(eq(state, 'returned'), answered(reader))} then 1 end)`.as(
				'returned',
			),
			week: sentSince(since.week, 'week'),
			day: sentSince(since.day, 'day'),
		})
		.from(applications)
		.where(
			and(
				inArray(applications.institution, [...institutions]),
				inArray(state, ['submitted', 'returned']),
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
			accompanied: sql<boolean>`${applications.person} in ${peopleAccompanied(q, reader)}`
				.mapWith(Boolean)
				.as('accompanied'),
			again: sql<boolean>`${answered()}`.mapWith(Boolean).as('again'),
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
 * after the application `id`, which may itself be decided already. Empty when `id` is not an application of
 * these institutions.
 */
export async function waitingApplicationsAfter(
	q: Queries,
	institutions: readonly string[],
	reader: string,
	{ id, most }: { readonly id: string; readonly most: number },
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
			),
		)
		.orderBy(asc(applications.submittedAt), asc(applications.id))
		.limit(most);
}

/** An application that an adviser follows: it waits for a decision, or this adviser has decided it. */
export interface WaitingOrDecidedApplication extends ListedApplication {
	/** When the application was sent, if it waits; otherwise when this adviser last decided it. */
	readonly at: Date;
}

/**
 * Reads a page of the applications that an adviser (`reader`) follows in these institutions, those that wait
 * and those that this adviser has decided: newest first, in one state or (null) in all, with the number in
 * each state. Withdrawn ones are left out.
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
	const { applications, reviews } = tablesOf(q);
	const { people } = identityTables({ dialect: dialectOf(q) });
	const answered = q
		.select({ application: reviews.application })
		.from(reviews)
		.where(eq(reviews.reviewer, reader));
	const followed = and(
		inArray(applications.institution, [...institutions]),
		ne(applications.person, reader),
		inArray(applications.state, ['submitted', 'returned', 'accepted', 'refused']),
		or(eq(applications.state, 'submitted'), inArray(applications.id, answered)),
	);
	const lastAnswer = q
		.select({ at: sql`max(${reviews.at})` })
		.from(reviews)
		.where(and(eq(reviews.application, applications.id), eq(reviews.reviewer, reader)));
	const at = sql`case when ${eq(applications.state, 'submitted')} then ${applications.submittedAt} else (${lastAnswer}) end`;
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
		some: rows.map(({ row, name, at: when }) => ({ ...application(row), name, at: when as Date })),
		counts: new Map(counted.map(({ state: one, count }) => [one, count])),
	};
}

/**
 * Reads when the last applications accepted or refused in an institution were sent and decided, at most 50,
 * the last decided first.
 */
export async function decidedTimes(
	q: Queries,
	institution: string,
): Promise<readonly { sent: Date; decided: Date }[]> {
	const { applications } = tablesOf(q);
	const rows = await q
		.select({ sent: applications.submittedAt, decided: applications.decidedAt })
		.from(applications)
		.where(
			and(
				eq(applications.institution, institution),
				inArray(applications.state, ['accepted', 'refused']),
				isNotNull(applications.submittedAt),
				isNotNull(applications.decidedAt),
			),
		)
		.orderBy(desc(applications.decidedAt), desc(applications.id))
		.limit(50);
	return rows.flatMap(({ sent, decided }) => (sent && decided ? [{ sent, decided }] : []));
}

/** Deletes a person's applications; foreign keys delete their submissions and reviews. */
export async function eraseApplicationsOf(tx: Queries, person: string): Promise<void> {
	const { applications } = tablesOf(tx);
	await tx.delete(applications).where(eq(applications.person, person));
}
