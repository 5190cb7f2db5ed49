import { framework } from '#framework/server';
import { type Actor, learnerMembership, personOf } from '#identity';
import { act } from '#identity/server';
import { type Locale, notFound, Refusal } from '#platform';
import { type Queries, recordEvent, type World } from '#platform/server';
import type { Answer } from '../index.ts';
import {
	answersOf,
	answerTo,
	type Assessment,
	finishAssessment,
	keepAnswer,
	type KeptAnswer,
} from './answer-store.ts';
import { mayAnswer, ensureCurrentAssessment, usualVersion } from './choose-assessment.ts';
import { statementNamed, statementsOf } from './content.ts';

/** One answer, and which revision of it the person had before their eyes (0: no answer yet). */
export interface GivenAnswer {
	/** The statement's id. */
	readonly statement: string;
	readonly answer: Answer;
	readonly revision: number;
}

/** What was kept: how many statements of the chosen length are answered, and the revision each answer now has. */
export type Recorded = { readonly answered: number; readonly revisions: Readonly<Record<string, number>> };

/** Writes one answer over the one the person saw, and gives its revision; the same answer again changes nothing; throws when another came first. */
async function keep(
	tx: Queries,
	assessment: Assessment,
	{ statement: id, answer, revision }: GivenAnswer,
	answeredAt: Date,
): Promise<number> {
	const statement = statementNamed(assessment.frameworkVersion, assessment.audience, id);
	if (!statement) throw notFound();
	const kept = await answerTo(tx, assessment.id, id);
	if (kept?.answer === answer) return kept.revision;
	const { dimension } = statement;
	const next: KeptAnswer = { statement: id, dimension, answer, revision: revision + 1, answeredAt };
	if (!(await keepAnswer(tx, assessment.id, next))) throw new Refusal('assessment.stale', { status: 409 });
	return next.revision;
}

/** Answers of one form, its key, and the language of its page. */
export interface AnswersInput {
	readonly answers: readonly GivenAnswer[];
	readonly key: string;
	readonly locale?: Locale | undefined;
}

/**
 * Keeps a person's answers to statements of the self-assessment they are in, all of them or none. Sent twice, they are
 * kept once; over another answer given meanwhile in another tab or on another device they are refused
 * (`assessment.stale`, 409). A statement that is not one of theirs is not found. Recorded as `assessment.answered`.
 */
export async function recordAnswers(
	world: World,
	actor: Actor,
	{ answers, key, locale }: AnswersInput,
): Promise<Recorded> {
	const { id: person } = personOf(actor);
	const may = mayAnswer(person);
	const membership = learnerMembership(actor);
	const usual = await usualVersion(world, membership);
	// The same key with other choices (a page taken back from the browser's memory) is another wish, not a repeat: its
	// revisions tell whether it goes over something that the page did not show.
	const wished = answers.map(({ statement, answer }) => `${statement}=${answer}`).toSorted();
	const action = `assessment.answer:${wished.join()}`;
	return act(world, actor, { may, action, key, sent: {} }, async (tx) => {
		const wanted = { person, frameworkVersion: usual, audience: membership.audience };
		const assessment = await ensureCurrentAssessment(tx, world, wanted);
		const now = world.now();
		const revisions: Record<string, number> = {};
		for (const one of answers) revisions[one.statement] = await keep(tx, assessment, one, now);
		const { frameworkVersion: version, audience, mode } = assessment;
		const given = new Set((await answersOf(tx, assessment.id)).map((one) => one.statement));
		const asked = framework(version).dimensions.flatMap(({ slug }) =>
			statementsOf(version, audience, slug, mode),
		);
		const answered = asked.filter(({ id }) => given.has(id)).length;
		if (answered === asked.length && !assessment.finishedAt) await finishAssessment(tx, assessment.id, now);
		const about = { assessment: assessment.id, locale: locale ?? null };
		await recordEvent(tx, world, { name: 'assessment.answered', person, about });
		return { answered, revisions };
	});
}

/** Keeps one answer; see `recordAnswers`. */
export const recordAnswer = (
	world: World,
	actor: Actor,
	{ key, ...answer }: GivenAnswer & { readonly key: string },
): Promise<Recorded> => recordAnswers(world, actor, { answers: [answer], key });
