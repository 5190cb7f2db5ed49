import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { type Actor, learnerMembership, must, personOf } from '#identity';
import { notFound, Refusal } from '#platform';
import { once, type World } from '#platform/server';
import type { Answer } from '../index.ts';
import { statementFor } from './statements.ts';
import { answersOf, answerTo, assessmentIn, finishAssessment, keepAnswer, openAssessment } from './store.ts';

/** What a person answers, and which revision of it they had before their eyes (0: no answer yet). */
export interface AnswerInput {
	/** The dimension's slug. */
	readonly dimension: string;
	readonly answer: Answer;
	readonly revision: number;
	/** The form's key. */
	readonly key: string;
}

/** What was kept: the answer's revision, and how many of the dimensions are answered. */
export type RecordedAnswer = { revision: number; answered: number };

/**
 * Keeps a person's answer to the statement of a dimension. Sent twice, it is kept once; over another answer given
 * meanwhile in another tab or on another device it is refused (`assessment.stale`, 409). A dimension without a
 * statement for the person's audience is not found.
 */
export async function recordAnswer(world: World, actor: Actor, input: AnswerInput): Promise<RecordedAnswer> {
	const { id: person } = personOf(actor);
	must(actor, 'write', { kind: 'person', person });
	const { audience } = learnerMembership(actor);
	// The same key with another choice (a page taken back from the browser's memory) is another wish, not a repeat.
	const action = `assessment.answer:${input.dimension}:${input.answer}`;
	return once(world, { who: person, action, key: input.key }, async (tx) => {
		const before = await assessmentIn(tx, person, CURRENT_VERSION);
		const speaksTo = before?.audience ?? audience;
		const statement = speaksTo && statementFor(speaksTo, input.dimension);
		if (!speaksTo || !statement) throw notFound();
		const now = world.now();
		const assessment =
			before ??
			(await openAssessment(tx, {
				id: world.newId(),
				person,
				frameworkVersion: CURRENT_VERSION,
				audience: speaksTo,
				mode: 'express',
				startedAt: now,
				finishedAt: null,
			}));
		const kept = await answerTo(tx, assessment.id, statement.id);
		let revision = kept?.revision ?? 0;
		if (kept?.answer !== input.answer) {
			const stale = new Refusal('assessment.stale', { status: 409 });
			if (revision !== input.revision) throw stale;
			revision += 1;
			const next = {
				statement: statement.id,
				dimension: input.dimension,
				answer: input.answer,
				revision,
				answeredAt: now,
			};
			if (!(await keepAnswer(tx, assessment.id, next))) throw stale;
		}
		const answered = (await answersOf(tx, assessment.id)).length;
		if (answered === framework(CURRENT_VERSION).dimensions.length && !assessment.finishedAt) {
			await finishAssessment(tx, assessment.id, now);
		}
		return { revision, answered };
	});
}
