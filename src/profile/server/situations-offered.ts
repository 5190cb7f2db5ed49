import { type AssessmentProgress, situationOf } from '#assessment/server';
import { type DimensionStandings, situationsToDo } from '../index.ts';

/**
 * Returns the slugs of the dimensions whose situation a person may do next (`situationsToDo`), without the
 * dimensions that have no situation for the person's audience in the version in which they answer.
 */
export const dimensionsWithSituationToDo = (
	{ version, audience }: Pick<AssessmentProgress, 'version' | 'audience'>,
	dimensions: readonly DimensionStandings[],
	toWorkOn: readonly string[],
): string[] =>
	situationsToDo(dimensions, toWorkOn).filter(
		(slug) => audience !== null && situationOf(version, audience, slug) !== undefined,
	);
