import { answeringOf, recordAnswer } from '#assessment/server';
import type { PersonActor } from '#identity';
import type { World } from '#platform/server';
import { givenAnswers } from './given-answers.ts';

/** Answers Express for somebody, one dimension after the other; `before` is told before each answer. */
export async function answerExpress(
	world: World,
	actor: PersonActor,
	values: string,
	before: () => void,
): Promise<void> {
	const { dimensions } = await answeringOf(world, actor);
	// Nothing is due for answers alone: what follows from each of thousands is not looked for.
	const quiet = { ...world, listeners: {} };
	for (const { at, answer } of givenAnswers(values)) {
		const statement = dimensions[at]?.statements[0]?.statement.id;
		if (!statement) continue;
		before();
		await recordAnswer(quiet, actor, { statement, answer, revision: 0, key: world.newId() });
	}
}
