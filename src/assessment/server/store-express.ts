import type { FrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import type { Audience } from '#identity';
import type { Queries, World } from '#platform/server';
import type { Answer } from '../index.ts';
import { addAssessments } from './answer-store.ts';
import { statementsOf } from './content.ts';

/** The answers of one person to a whole Express self-assessment, one per dimension, with the time of each. */
export interface ExpressAnswers {
	readonly person: string;
	readonly audience: Audience;
	/** One answer per dimension, for all dimensions, in the order of the framework. */
	readonly answers: readonly Answer[];
	/** Returns the time of the answer at this index. */
	readonly answeredAt: (at: number) => Date;
}

/**
 * Inside a write unit, stores finished Express self-assessments of many people who have none, in one version
 * of the framework. Records no event, so that nothing follows from the answers.
 */
export async function storeExpressAssessments(
	tx: Queries,
	world: Pick<World, 'newId'>,
	version: FrameworkVersion,
	all: readonly ExpressAnswers[],
): Promise<void> {
	const asked = (audience: Audience) =>
		framework(version).dimensions.map(({ slug }) => statementsOf(version, audience, slug, 'express')[0]!);
	const byAudience = new Map<Audience, ReturnType<typeof asked>>();
	const statementsFor = (audience: Audience) => {
		const known = byAudience.get(audience) ?? asked(audience);
		byAudience.set(audience, known);
		return known;
	};
	await addAssessments(
		tx,
		all.map(({ person, audience, answers, answeredAt }) => ({
			...{ id: world.newId(), person, frameworkVersion: version, audience, mode: 'express' },
			...{ startedAt: answeredAt(0), chosenAt: null, finishedAt: answeredAt(answers.length - 1) },
			answers: statementsFor(audience).map(({ id, dimension }, at) => ({
				...{ statement: id, dimension, answer: answers[at]!, revision: 1, answeredAt: answeredAt(at) },
			})),
		})),
	);
}
