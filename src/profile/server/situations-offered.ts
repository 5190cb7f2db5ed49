import { type AssessmentProgress, situationOf } from '#assessment/server';
import { type DimensionStandings, situationsToDo } from '../index.ts';

/**
 * Slugs of the dimensions whose situation a person may do next (`situationsToDo`) and for which one is offered to
 * their audience, in the version in which they answer.
 */
export const situationsOffered = (
	{ version, audience }: Pick<AssessmentProgress, 'version' | 'audience'>,
	dimensions: readonly DimensionStandings[],
	toWorkOn: readonly string[],
): string[] =>
	situationsToDo(dimensions, toWorkOn).filter(
		(slug) => audience !== null && situationOf(version, audience, slug) !== undefined,
	);
