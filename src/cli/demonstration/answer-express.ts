import { answeringOf, recordAnswer } from '#assessment/server';
import type { PersonActor } from '#identity';
import type { World } from '#platform/server';
import { givenAnswers } from './given-answers.ts';

/**
 * Answers the Express questionnaire (one statement per dimension) as this person. `values` has one character
 * per dimension (see `givenAnswers`); `before` is called ahead of each answer.
 */
export async function answerExpress(
	world: World,
	actor: PersonActor,
	values: string,
	before: () => void,
): Promise<void> {
	const { dimensions } = await answeringOf(world, actor);
	for (const { at, answer } of givenAnswers(values)) {
		const statement = dimensions[at]?.statements[0]?.statement.id;
		if (!statement) continue;
		before();
		await recordAnswer(world, actor, { statement, answer, revision: 0, key: world.newId() });
	}
}
