import {
	type SaidStanding,
	saidStandingsInEachVersion,
	type ShownStanding,
	shownStandingsInEachVersion,
} from '#assessment/server';
import type { FrameworkVersion } from '#framework';
import type { World } from '#platform/server';
import type { TrainingTotal } from '#training';
import { trainingTotals } from '#training/server';
import type { BadgeInVersion, Facts } from '#badges';
import type { Submission } from '../application.ts';

/**
 * A function that returns one person's facts in the dimension of a badge and in the version of the framework in
 * which it is taken, by which its requirements are judged: levels, training, and the evidence of an application
 * if there is one.
 */
export type FactsOf = (
	badge: Pick<BadgeInVersion, 'framework' | 'dimension'>,
	evidence?: readonly EvidenceFacts[],
) => Facts;

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
 * Loads a person's levels and training once, and returns a function that gives their facts about any badge
 * (`FactsOf`). It checks no authorization: the caller must do it.
 */
export async function factsAbout(world: World, person: string): Promise<FactsOf> {
	const [said, shown, totals] = await Promise.all([
		saidStandingsInEachVersion(world, person),
		shownStandingsInEachVersion(world, person),
		trainingTotals(world, person),
	]);
	return factsFrom({ said, shown, totals });
}

/**
 * Makes the function that gives a person's facts about any badge (`FactsOf`), from their self-assessment
 * (`said`), their situations (`shown`) and their training totals, all already loaded.
 */
export function factsFrom({
	said,
	shown,
	totals,
}: {
	readonly said: (version: FrameworkVersion) => Readonly<Record<string, SaidStanding>>;
	readonly shown: (version: FrameworkVersion) => Readonly<Record<string, ShownStanding>>;
	readonly totals: Readonly<Record<string, TrainingTotal>>;
}): FactsOf {
	const saidIn = onceForEach(said);
	const shownIn = onceForEach(shown);
	return ({ framework, dimension }, evidence = []) => {
		const [own, choice] = [saidIn(framework)[dimension], shownIn(framework)[dimension]];
		return {
			said: own?.standing ?? 'not-situated',
			answered: own?.applies ?? false,
			shown: choice?.standing ?? 'not-situated',
			minutes: totals[dimension]?.minutes ?? 0,
			reflections: totals[dimension]?.reflections ?? 0,
			longestReflection: totals[dimension]?.longestReflection ?? 0,
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
		};
	};
}

/** Makes a function that computes the value for each version of the framework only once. */
function onceForEach<T>(make: (version: FrameworkVersion) => T): (version: FrameworkVersion) => T {
	const made = new Map<FrameworkVersion, T>();
	return (version) => {
		const value = made.get(version) ?? make(version);
		made.set(version, value);
		return value;
	};
}

/**
 * The facts in a dimension of somebody with this logged training, supposing that both their self-assessment
 * and their situation place them at the highest level. They tell whether only more training is needed for a
 * badge.
 */
export const factsAssumingHighestLevel = (logged: Omit<TrainingTotal, 'count'> | undefined): Facts => ({
	...{ said: 'advanced', answered: true, shown: 'advanced', advisersAccepted: 0 },
	...{ minutes: logged?.minutes ?? 0, reflections: logged?.reflections ?? 0 },
	longestReflection: logged?.longestReflection ?? 0,
	evidence: { count: 0, withReflection: 0, contexts: 0, shared: 0 },
	observed: 'not-situated',
});

/**
 * The level that a person's situation shows, in the form that an award stores; null when they did no
 * situation.
 */
export const shownLevelForBasis = ({ shown }: Facts): string | null =>
	shown === 'not-situated' ? null : shown;
