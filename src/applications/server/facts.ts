import { saidOf, shownOf } from '#assessment/server';
import type { World } from '#platform/server';
import { trainingTotals } from '#training/server';
import type { Facts } from '#badges';

/** What is known of a person for a badge of a dimension, with the evidence of an application where there is one. */
export type FactsOf = (dimension: string, evidence?: readonly { readonly reflection: string }[]) => Facts;

/** Reads once what a person says and logged; asks nothing about who reads: the caller does. */
export async function factsAbout(world: World, person: string): Promise<FactsOf> {
	const [said, shown, totals] = await Promise.all([
		saidOf(world, person),
		shownOf(world, person),
		trainingTotals(world, person),
	]);
	return (dimension, evidence = []) => ({
		said: said[dimension]?.standing ?? 'not-situated',
		answered: said[dimension]?.answeredAt != null,
		shown: shown[dimension]?.standing ?? 'not-situated',
		minutes: totals[dimension]?.minutes ?? 0,
		reflections: totals[dimension]?.reflections ?? 0,
		evidence: {
			count: evidence.length,
			withReflection: evidence.filter(({ reflection }) => reflection !== '').length,
		},
		advisersAccepted: 0,
	});
}

/** What a situation showed, as an award keeps it: null when none was done. */
export const shownInBasis = ({ shown }: Facts): string | null => (shown === 'not-situated' ? null : shown);
