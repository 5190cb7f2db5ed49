import { type SaidStanding, saidStandingsOf, type ShownStanding, shownStandingsOf } from '#assessment/server';
import type { World } from '#platform/server';
import type { TrainingTotal } from '#training';
import { trainingTotals } from '#training/server';
import type { Facts } from '#badges';
import type { Submission } from '../application.ts';

/**
 * A function that returns one person's facts in a dimension, by which a badge's requirements are judged:
 * levels, training, and the evidence of an application if there is one.
 */
export type FactsOf = (dimension: string, evidence?: readonly EvidenceFacts[]) => Facts;

/** What of a piece of evidence counts for the requirements of a badge. */
type EvidenceFacts = Pick<Submission['evidence'][number], 'reflection'> & {
	readonly context?: string | null;
	readonly shared?: boolean;
};

/** A context as it is compared with others: two that differ by case, accents or spaces are one. */
const foldedContext = (context: string): string =>
	context
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[\s\p{P}]+/gu, ' ')
		.trim()
		.toLowerCase();

/**
 * Loads a person's levels and training once, and returns a function that gives their facts in any dimension
 * (`FactsOf`). It checks no authorization: the caller must do it.
 */
export async function factsAbout(world: World, person: string): Promise<FactsOf> {
	const [said, shown, totals] = await Promise.all([
		saidStandingsOf(world, person),
		shownStandingsOf(world, person),
		trainingTotals(world, person),
	]);
	return factsFrom({ said, shown, totals });
}

/**
 * Makes the function that gives a person's facts in any dimension (`FactsOf`), from their self-assessment
 * (`said`), their situations (`shown`) and their training totals, all already loaded.
 */
export function factsFrom({
	said,
	shown,
	totals,
}: {
	readonly said: Readonly<Record<string, SaidStanding>>;
	readonly shown: Readonly<Record<string, ShownStanding>>;
	readonly totals: Readonly<Record<string, TrainingTotal>>;
}): FactsOf {
	return (dimension, evidence = []) => ({
		said: said[dimension]?.standing ?? 'not-situated',
		answered: said[dimension]?.applies ?? false,
		shown: shown[dimension]?.standing ?? 'not-situated',
		minutes: totals[dimension]?.minutes ?? 0,
		reflections: totals[dimension]?.reflections ?? 0,
		evidence: {
			count: evidence.length,
			withReflection: evidence.filter(({ reflection }) => reflection !== '').length,
			contexts: new Set(
				evidence.flatMap(({ reflection, context }) =>
					reflection !== '' && context && foldedContext(context) ? [foldedContext(context)] : [],
				),
			).size,
			shared: evidence.filter(({ shared }) => shared).length,
		},
		observed: 'not-situated',
		advisersAccepted: 0,
	});
}

/**
 * The facts in a dimension of somebody with this logged training, supposing that both their self-assessment
 * and their situation place them at the highest level. They tell whether only more training is needed for a
 * badge.
 */
export const factsAssumingHighestLevel = (
	logged: { readonly minutes: number; readonly reflections: number } | undefined,
): Facts => ({
	...{ said: 'advanced', answered: true, shown: 'advanced', advisersAccepted: 0 },
	...{ minutes: logged?.minutes ?? 0, reflections: logged?.reflections ?? 0 },
	evidence: { count: 0, withReflection: 0, contexts: 0, shared: 0 },
	observed: 'not-situated',
});

/**
 * The level that a person's situation shows, in the form that an award stores; null when they did no
 * situation.
 */
export const shownLevelForBasis = ({ shown }: Facts): string | null =>
	shown === 'not-situated' ? null : shown;
