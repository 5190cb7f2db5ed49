import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { ApplicationState } from '../application-states.ts';
import type { Application, Evidence, Opinion, Review, Submission } from '../application.ts';
import { type tables, tablesOf } from './tables.ts';

type Row = ReturnType<typeof tables>['applications']['$inferSelect'];

/**
 * Converts a row of the table to an `Application`, without the column that prevents a second open
 * application.
 */
export const toApplication = ({ openKey: _openKey, ...row }: Row): Application => row;

/** Reads the application with this id; undefined when there is none. */
export async function applicationById(q: Queries, id: string): Promise<Application | undefined> {
	const { applications } = tablesOf(q);
	const [row] = await q.select().from(applications).where(eq(applications.id, id));
	return row && toApplication(row);
}

/** Reads all applications of a person, newest first. */
export async function applicationsOf(q: Queries, person: string): Promise<readonly Application[]> {
	const { applications } = tablesOf(q);
	const rows = await q
		.select()
		.from(applications)
		.where(eq(applications.person, person))
		.orderBy(desc(applications.createdAt), desc(applications.id));
	return rows.map(toApplication);
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
 * A change to store in an application: the state and revision that it must still have (`from`), its new
 * state, and other columns to set.
 */
export interface ApplicationUpdate {
	readonly from: { readonly state: ApplicationState; readonly revision: number };
	readonly state: ApplicationState;
	/** Whether the application is still open after the change. */
	readonly open: boolean;
	readonly set?: Partial<
		Pick<Application, 'submittedAt' | 'decidedAt' | 'evidenceInBadge' | 'bindsEmail' | 'settling'>
	>;
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

/** A decision or an opinion as its row holds it. */
const withMarkings = <T extends Pick<Review, 'markings'>>(one: T) => ({
	...one,
	markings: JSON.stringify(one.markings),
});

const readMarkings = (stored: string): Review['markings'] => JSON.parse(stored) as Review['markings'];

export async function addReview(tx: Queries, applicationId: string, one: Review): Promise<void> {
	await tx.insert(tablesOf(tx).reviews).values({
		...withMarkings(one),
		interview: one.interview && JSON.stringify(one.interview),
		application: applicationId,
	});
}

export async function addOpinion(tx: Queries, applicationId: string, one: Opinion): Promise<void> {
	await tx.insert(tablesOf(tx).opinions).values({ ...withMarkings(one), application: applicationId });
}

/** Reads what every adviser thought of an application, oldest first; with `submission`, of that one only. */
export async function opinionsOf(
	q: Queries,
	applicationId: string,
	submission?: string,
): Promise<readonly Opinion[]> {
	const { opinions } = tablesOf(q);
	const rows = await q
		.select()
		.from(opinions)
		.where(
			and(
				eq(opinions.application, applicationId),
				submission === undefined ? undefined : eq(opinions.submission, submission),
			),
		)
		.orderBy(opinions.at, opinions.id);
	return rows.map(({ application: _application, markings, ...row }) => ({
		...row,
		markings: readMarkings(markings),
	}));
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
	return rows.map(({ application: _application, markings, interview, ...row }) => ({
		...row,
		markings: readMarkings(markings),
		interview: interview === null ? null : (JSON.parse(interview) as Review['interview']),
	}));
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

/** Reads the ids of the applications that wait for a decision and have an opinion already. */
export async function applicationsWithOpinions(q: Queries): Promise<readonly string[]> {
	const { applications, opinions } = tablesOf(q);
	const rows = await q
		.selectDistinct({ id: applications.id })
		.from(opinions)
		.innerJoin(applications, eq(applications.id, opinions.application))
		.where(eq(applications.state, 'submitted'));
	return rows.map(({ id }) => id);
}

/** Deletes a person's applications; foreign keys delete their submissions and reviews. */
export async function eraseApplicationsOf(tx: Queries, person: string): Promise<void> {
	const { applications } = tablesOf(tx);
	await tx.delete(applications).where(eq(applications.person, person));
}

/** Deletes a person's applications in one institution, and takes their id out of the decisions they took there. */
export async function eraseApplicationsIn(tx: Queries, person: string, institution: string): Promise<void> {
	const { applications: t, reviews, opinions } = tablesOf(tx);
	await tx.delete(t).where(and(eq(t.person, person), eq(t.institution, institution)));
	const there = tx.select({ id: t.id }).from(t).where(eq(t.institution, institution));
	await tx
		.update(reviews)
		.set({ reviewer: null })
		.where(and(eq(reviews.reviewer, person), inArray(reviews.application, there)));
	await tx
		.update(opinions)
		.set({ reviewer: null })
		.where(and(eq(opinions.reviewer, person), inArray(opinions.application, there)));
}
