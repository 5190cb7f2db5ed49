import { and, asc, desc, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { ApplicationState } from '../application-states.ts';
import type { Application, Evidence, Review, Submission } from '../application.ts';
import { type tables, tablesOf } from './tables.ts';

type Row = ReturnType<typeof tables>['applications']['$inferSelect'];

function application({ openKey: _openKey, ...row }: Row): Application {
	return row;
}

/** One application, by its id. */
export async function applicationById(q: Queries, id: string): Promise<Application | undefined> {
	const { applications } = tablesOf(q);
	const [row] = await q.select().from(applications).where(eq(applications.id, id));
	return row && application(row);
}

/** A person's applications, newest first. */
export async function applicationsOf(q: Queries, person: string): Promise<readonly Application[]> {
	const { applications } = tablesOf(q);
	const rows = await q
		.select()
		.from(applications)
		.where(eq(applications.person, person))
		.orderBy(desc(applications.createdAt), desc(applications.id));
	return rows.map(application);
}

/** Records a new draft. A second open one for the same person and badge is a unique violation. */
export async function addApplication(tx: Queries, draft: Application): Promise<void> {
	const { applications } = tablesOf(tx);
	await tx.insert(applications).values({ ...draft, openKey: `${draft.person}:${draft.badge}` });
}

/** What changes when an application moves. */
export interface Move {
	readonly from: { readonly state: ApplicationState; readonly revision: number };
	readonly state: ApplicationState;
	/** Whether something may still happen to it. */
	readonly open: boolean;
	readonly set?: Partial<Pick<Application, 'submittedAt' | 'decidedAt' | 'evidenceInBadge'>>;
}

/** Moves an application from the state and revision that were read; false, and nothing written, if it moved meanwhile. */
export async function moveApplication(tx: Queries, id: string, move: Move): Promise<boolean> {
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

/** The evidence of an application, oldest first. */
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

/** Removes one piece of evidence; a second removal does nothing. */
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

/** Everything that was sent for an application, oldest first. */
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

/** Everything that was answered to an application, oldest first. */
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

/** How many applications wait for an adviser of these institutions; one's own are left out. */
export async function countWaiting(
	q: Queries,
	institutions: readonly string[],
	reader: string,
): Promise<number> {
	// Asked at each page: of who advises nowhere, nothing is.
	if (institutions.length === 0) return 0;
	return q.$count(tablesOf(q).applications, waiting(q, institutions, reader));
}

/** The applications that wait for an adviser of these institutions, oldest first. */
export async function waitingApplications(
	q: Queries,
	institutions: readonly string[],
	reader: string,
): Promise<readonly Application[]> {
	const { applications } = tablesOf(q);
	const rows = await q
		.select()
		.from(applications)
		.where(waiting(q, institutions, reader))
		.orderBy(asc(applications.submittedAt), asc(applications.id));
	return rows.map(application);
}

/** When the last decided applications of an institution were sent and decided (at most 50). */
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

/** Removes a person's applications; what was sent and answered goes with them, by the schema. */
export async function eraseApplicationsOf(tx: Queries, person: string): Promise<void> {
	const { applications } = tablesOf(tx);
	await tx.delete(applications).where(eq(applications.person, person));
}
