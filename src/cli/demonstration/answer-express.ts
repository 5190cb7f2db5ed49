import { assessmentProgressOf, recordAnswer } from '#assessment/server';
import type { PersonActor } from '#identity';
import type { World } from '#platform/server';
import { parseAnswerLetters } from './parse-answer-letters.ts';

/**
 * Answers the Express questionnaire (one statement per dimension) as this person. `values` has one character
 * per dimension (see `parseAnswerLetters`); `before` is called ahead of each answer.
 */
export async function answerExpressQuestionnaire(
	world: World,
	actor: PersonActor,
	values: string,
	before: () => void,
): Promise<void> {
	const { dimensions } = await assessmentProgressOf(world, actor);
	for (const { at, answer } of parseAnswerLetters(values)) {
		const statement = dimensions[at]?.statements[0]?.statement.id;
		if (!statement) continue;
		before();
		await recordAnswer(world, actor, { statement, answer, revision: 0, key: world.newId() });
	}
}
