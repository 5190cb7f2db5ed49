import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { FrameworkVersion } from '#framework';
import type { Audience } from '#identity';
import { inBatches, insertRows, preparedQuery, type Queries } from '#platform/server';
import type { Answer, Mode } from '../index.ts';
import { type tables, tablesOf } from './tables.ts';

/**
 * A person's self-assessment in one version of the framework: the audience whose statements they answer, the
 * length, and when they began and finished. The answers are stored apart.
 */
export interface Assessment {
	readonly id: string;
	readonly person: string;
	readonly frameworkVersion: FrameworkVersion;
	readonly audience: Audience;
	readonly mode: Mode;
	readonly startedAt: Date;
	/**
	 * When the person last chose this version and length; null if they have not since the self-assessment
	 * began.
	 */
	readonly chosenAt: Date | null;
	/** When the last of the statements asked was first answered; null before that. */
	readonly finishedAt: Date | null;
}

/** A stored answer of a person to a statement, with its dimension; each change adds one to its revision. */
export interface StoredAnswer {
	readonly statement: string;
	readonly dimension: string;
	readonly answer: Answer;
	readonly revision: number;
	readonly answeredAt: Date;
}

type AssessmentRow = ReturnType<typeof tables>['assessments']['$inferSelect'];
type AnswerRow = ReturnType<typeof tables>['answers']['$inferSelect'];

const toAssessment = (row: AssessmentRow): Assessment => ({
	...row,
	frameworkVersion: row.frameworkVersion as FrameworkVersion,
	audience: row.audience as Audience,
});

const toAnswer = (row: AnswerRow): StoredAnswer => ({
	statement: row.statement,
	dimension: row.dimension,
	answer: row.notApplicable ? 'not-applicable' : (row.value as Answer),
	revision: row.revision,
	answeredAt: row.answeredAt,
});

const assessmentsByPerson = preparedQuery((q) => {
	const { assessments } = tablesOf(q);
	return q
		.select()
		.from(assessments)
		.where(eq(assessments.person, sql.placeholder('person')))
		.orderBy(asc(assessments.startedAt), asc(assessments.id));
});

/** Reads all self-assessments of a person, at most one per version of the framework, the oldest first. */
export const assessmentsOf = async (q: Queries, person: string): Promise<Assessment[]> =>
	(await assessmentsByPerson(q, { person })).map(toAssessment);

/**
 * Reads a person's current self-assessment: the one that they last chose or began, if they have several
 * versions; undefined when they have none.
 */
export async function currentAssessment(q: Queries, person: string): Promise<Assessment | undefined> {
	const chosen = ({ chosenAt, startedAt }: Assessment) => (chosenAt ?? startedAt).getTime();
	return (await assessmentsOf(q, person)).toSorted((one, other) => chosen(other) - chosen(one))[0];
}

/** Reads a person's self-assessment in a version of the framework; undefined when they have not begun it. */
export async function assessmentInVersion(
	q: Queries,
	person: string,
	version: FrameworkVersion,
): Promise<Assessment | undefined> {
	const { assessments } = tablesOf(q);
	const [row] = await q
		.select()
		.from(assessments)
		.where(and(eq(assessments.person, person), eq(assessments.frameworkVersion, version)));
	return row && toAssessment(row);
}

/**
 * Stores a new self-assessment and returns it; if the person has meanwhile begun one in the same version,
 * returns that one and stores nothing.
 */
export async function findOrAddAssessment(q: Queries, begun: Assessment): Promise<Assessment> {
	const { assessments } = tablesOf(q);
	await q.insert(assessments).values(begun).onConflictDoNothing();
	return (await assessmentInVersion(q, begun.person, begun.frameworkVersion))!;
}

/**
 * Stores the length (Express or Complet) that a person chose for a self-assessment, and makes it their
 * current one.
 */
export async function makeAssessmentCurrent(
	q: Queries,
	id: string,
	chosen: { readonly mode: Mode; readonly at: Date },
): Promise<void> {
	const { assessments } = tablesOf(q);
	await q.update(assessments).set({ mode: chosen.mode, chosenAt: chosen.at }).where(eq(assessments.id, id));
}

export async function answersOf(q: Queries, assessment: string): Promise<StoredAnswer[]> {
	const { answers } = tablesOf(q);
	const rows = await q
		.select()
		.from(answers)
		.where(eq(answers.assessment, assessment))
		.orderBy(asc(answers.statement));
	return rows.map(toAnswer);
}

export async function answerTo(
	q: Queries,
	assessment: string,
	statement: string,
): Promise<StoredAnswer | undefined> {
	const { answers } = tablesOf(q);
	const [row] = await q
		.select()
		.from(answers)
		.where(and(eq(answers.assessment, assessment), eq(answers.statement, statement)));
	return row && toAnswer(row);
}

/**
 * Stores an answer in place of its previous revision, and adds it to the history. Returns false, and writes
 * nothing, when the stored answer is not at the revision before.
 */
export async function storeAnswer(q: Queries, assessment: string, kept: StoredAnswer): Promise<boolean> {
	const { answers, answerHistory } = tablesOf(q);
	const { statement, dimension, answer, revision, answeredAt } = kept;
	const notApplicable = answer === 'not-applicable';
	const set = { value: notApplicable ? null : answer, notApplicable, revision, answeredAt };
	const mine = and(eq(answers.assessment, assessment), eq(answers.statement, statement));
	const written =
		revision === 1
			? await q
					.insert(answers)
					.values({ assessment, statement, dimension, ...set })
					.onConflictDoNothing()
					.returning({ statement: answers.statement })
			: await q
					.update(answers)
					.set(set)
					.where(and(mine, eq(answers.revision, revision - 1)))
					.returning({ statement: answers.statement });
	if (written.length === 0) return false;
	await q.insert(answerHistory).values({ assessment, statement, ...set });
	return true;
}

/**
 * Stores new self-assessments of many people at once, with the first answers of each and their history. The
 * people must have none yet.
 */
export async function addAssessments(
	q: Queries,
	all: readonly (Assessment & { readonly answers: readonly StoredAnswer[] })[],
): Promise<void> {
	const { assessments, answers, answerHistory } = tablesOf(q);
	await insertRows(
		q,
		assessments,
		all.map(({ answers: _answers, ...one }) => one),
	);
	const rows = all.flatMap((one) =>
		one.answers.map(({ answer, ...kept }) => {
			const notApplicable = answer === 'not-applicable';
			return { ...kept, assessment: one.id, value: notApplicable ? null : answer, notApplicable };
		}),
	);
	await insertRows(q, answers, rows);
	await insertRows(
		q,
		answerHistory,
		rows.map(({ dimension: _dimension, ...row }) => row),
	);
}

export async function finishAssessment(q: Queries, id: string, at: Date): Promise<void> {
	const { assessments } = tablesOf(q);
	await q.update(assessments).set({ finishedAt: at }).where(eq(assessments.id, id));
}

const historyByPerson = preparedQuery((q) => {
	const { assessments, answerHistory } = tablesOf(q);
	return q
		.select({ history: answerHistory })
		.from(answerHistory)
		.innerJoin(assessments, eq(answerHistory.assessment, assessments.id))
		.where(
			and(
				eq(assessments.person, sql.placeholder('person')),
				eq(assessments.frameworkVersion, sql.placeholder('version')),
			),
		)
		.orderBy(asc(answerHistory.answeredAt), asc(answerHistory.statement), asc(answerHistory.revision));
});

type Past = Omit<StoredAnswer, 'dimension'>;

const toPast = ({
	statement,
	revision,
	answeredAt,
	notApplicable,
	value,
}: ReturnType<typeof tables>['answerHistory']['$inferSelect']): Past => ({
	statement,
	answer: notApplicable ? 'not-applicable' : (value as Answer),
	revision,
	answeredAt,
});

/**
 * Reads every answer that a person ever gave in one version of the framework, replaced ones included, the
 * oldest first.
 */
export const answerHistoryInVersion = async (
	q: Queries,
	person: string,
	version: FrameworkVersion,
): Promise<Past[]> => (await historyByPerson(q, { person, version })).map(({ history }) => toPast(history));

/** Reads every answer ever given in a self-assessment, replaced ones included, the oldest first. */
export async function answerHistoryOfAssessment(q: Queries, assessment: string): Promise<Past[]> {
	const { answerHistory } = tablesOf(q);
	const rows = await q
		.select()
		.from(answerHistory)
		.where(eq(answerHistory.assessment, assessment))
		.orderBy(asc(answerHistory.answeredAt), asc(answerHistory.statement), asc(answerHistory.revision));
	return rows.map(toPast);
}

const answersByPerson = preparedQuery((q) => {
	const { answers, assessments } = tablesOf(q);
	return q
		.select({ version: assessments.frameworkVersion, answer: answers })
		.from(answers)
		.innerJoin(assessments, eq(answers.assessment, assessments.id))
		.where(eq(assessments.person, sql.placeholder('person')))
		.orderBy(asc(answers.assessment), asc(answers.statement));
});

/** Reads a person's current answers in every version of the framework. */
export const answersInEveryVersion = async (
	q: Queries,
	person: string,
): Promise<(StoredAnswer & { version: string })[]> =>
	(await answersByPerson(q, { person })).map(({ version, answer }) => ({ version, ...toAnswer(answer) }));

/** Reads the current answers of several people in one version of the framework. */
export async function answersOfEach(
	q: Queries,
	people: readonly string[],
	version: FrameworkVersion,
): Promise<(StoredAnswer & { person: string })[]> {
	const { answers, assessments } = tablesOf(q);
	const rows = await inBatches(people, (some) =>
		q
			.select({ person: assessments.person, answer: answers })
			.from(answers)
			.innerJoin(assessments, eq(answers.assessment, assessments.id))
			.where(and(inArray(assessments.person, some), eq(assessments.frameworkVersion, version)))
			.orderBy(asc(assessments.person), asc(answers.statement)),
	);
	return rows.map((row) => ({ person: row.person, ...toAnswer(row.answer) }));
}
