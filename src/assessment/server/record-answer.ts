import { type Actor, mustBeLearner, mustBePerson } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { type Locale, notFound, Refusal } from '#platform';
import { type Queries, recordEvent, type World } from '#platform/server';
import type { Answer } from '../index.ts';
import {
	answersOf,
	answerTo,
	type Assessment,
	finishAssessment,
	storeAnswer,
	type StoredAnswer,
} from './answer-store.ts';
import { mustBeThisLearner, ensureCurrentAssessment, defaultFrameworkVersion } from './choose-assessment.ts';
import { askedInAll } from './asked.ts';
import { statementForAudience } from './content.ts';
import { themeStatementForAudience } from './themes.ts';

/**
 * An answer that a person gives to a statement, with the revision of the stored answer that their page showed
 * (0: no answer yet).
 */
export interface GivenAnswer {
	/** The statement's id. */
	readonly statement: string;
	readonly answer: Answer;
	readonly revision: number;
}

/**
 * What storing answers did: how many of the statements asked are now answered, the new revision of each
 * answer by statement id, and when (milliseconds since 1970). A repeated form gets the time of the first one.
 */
export type RecordAnswersResult = {
	readonly answered: number;
	readonly revisions: Readonly<Record<string, number>>;
	readonly at: number;
};

/**
 * Stores one answer to a statement and returns its revision; the same answer as the stored one changes
 * nothing. Throws not-found for an unknown statement, and `assessment.stale` (409) when the stored answer has
 * changed since the page showed it.
 */
async function storeOneAnswer(
	tx: Queries,
	assessment: Assessment,
	{ statement: id, answer, revision }: GivenAnswer,
	answeredAt: Date,
): Promise<number> {
	const { frameworkVersion: version, audience } = assessment;
	const statement =
		statementForAudience(version, audience, id) ?? themeStatementForAudience(version, audience, id);
	if (!statement) throw notFound();
	const stored = await answerTo(tx, assessment.id, id);
	if (stored?.answer === answer) return stored.revision;
	const { dimension } = statement;
	const next: StoredAnswer = { statement: id, dimension, answer, revision: revision + 1, answeredAt };
	if (!(await storeAnswer(tx, assessment.id, next))) throw new Refusal('assessment.stale', { status: 409 });
	return next.revision;
}

/** The answers that one form sends, its key, and the language of its page. */
export interface AnswersInput {
	readonly answers: readonly GivenAnswer[];
	readonly key: string;
	readonly locale?: Locale | undefined;
}

/**
 * Stores answers to statements of the actor's current self-assessment, all of them or none; begins one if
 * there is none. Idempotent for a form's key. Throws `assessment.stale` (409) when an answer was changed
 * meanwhile in another tab or on another device, and not-found for a statement that is not for the actor's
 * audience. Records the event `assessment.answered`, and `assessment.dimension-begun` for the first answer in
 * a dimension.
 */
export async function recordAnswers(
	world: World,
	actor: Actor,
	{ answers, key, locale }: AnswersInput,
): Promise<RecordAnswersResult> {
	const { id: person } = mustBePerson(actor);
	const may = mustBeThisLearner(person);
	const membership = mustBeLearner(actor);
	const usual = await defaultFrameworkVersion(world, membership);
	// The action's name contains the answers, because a page that a browser restores from its cache sends an
	// old key with other answers: that is a new act, not a repeat. The revisions then tell whether it would
	// overwrite an answer that the page did not show.
	const wished = answers.map(({ statement, answer }) => `${statement}=${answer}`).toSorted();
	const action = `assessment.answer:${wished.join()}`;
	return writeOnceAsActor(world, actor, { may, action, key, sent: {}, isOwn: true }, async (tx) => {
		const wanted = { person, frameworkVersion: usual, audience: membership.audience };
		const assessment = await ensureCurrentAssessment(tx, world, wanted);
		const now = world.now();
		const revisions: Record<string, number> = {};
		for (const one of answers) revisions[one.statement] = await storeOneAnswer(tx, assessment, one, now);
		const { frameworkVersion: version } = assessment;
		const stored = await answersOf(tx, assessment.id);
		const given = new Set(stored.map((one) => one.statement));
		const asked = askedInAll(assessment);
		const answered = asked.filter(({ id }) => given.has(id)).length;
		if (answered === asked.length && !assessment.finishedAt) await finishAssessment(tx, assessment.id, now);
		const about = { assessment: assessment.id, locale: locale ?? null };
		await recordEvent(tx, world, { name: 'assessment.answered', person, about });
		const firstOf = (slug: string) =>
			stored
				.filter(
					({ dimension, statement }) =>
						dimension === slug && statementForAudience(version, assessment.audience, statement),
				)
				.every(({ statement }) => revisions[statement] === 1);
		// The answers to a theme begin no dimension.
		const begins = ({ statement, dimension }: StoredAnswer) =>
			revisions[statement] === 1 &&
			statementForAudience(version, assessment.audience, statement) !== undefined &&
			firstOf(dimension);
		if (stored.some(begins))
			await recordEvent(tx, world, { name: 'assessment.dimension-begun', person, about: { version } });
		return { answered, revisions, at: now.getTime() };
	});
}

/**
 * Stores one answer to a statement of the actor's current self-assessment; errors and events are those of
 * `recordAnswers`, which stores several.
 */
export const recordAnswer = (
	world: World,
	actor: Actor,
	{ key, ...answer }: GivenAnswer & { readonly key: string },
): Promise<RecordAnswersResult> => recordAnswers(world, actor, { answers: [answer], key });
