import { standingRank, type Level, type Standing } from '#framework';
import type { BadgeDefinition, Criterion } from './definition.ts';

/**
 * What is known about a person when the criteria of one badge are checked: their self-assessment, situation
 * and training in the dimension, and the evidence and acceptances of their application.
 */
export interface Facts {
	readonly said: Standing;
	/** Whether the person gave, in the dimension, an answer other than « Ne s’applique pas à moi ». */
	readonly answered: boolean;
	/** The level that the situation of the dimension shows; `not-situated` until the person has done it. */
	readonly shown: Standing;
	/** Minutes of training that the person logged in the dimension. */
	readonly minutes: number;
	/** The number of trainings logged in the dimension that have a reflection. */
	readonly reflections: number;
	/** How many words the longest of these reflections has. */
	readonly longestReflection: number;
	/**
	 * How many pieces of evidence; with a reflection; the contexts that those name; and shared with colleagues.
	 */
	readonly evidence: {
		readonly count: number;
		readonly withReflection: number;
		readonly contexts: number;
		readonly shared: number;
	};
	/** The level at which the advisers accept the application; `not-situated` until they do. */
	readonly observed: Standing;
	readonly advisersAccepted: number;
}

/**
 * Progress in one requirement that has a number: the number required, the number reached, the number missing
 * (0 when met).
 */
export interface RequirementProgress {
	readonly asked: number;
	readonly done: number;
	readonly missing: number;
}

/**
 * One requirement of a badge, whether the person meets it, and the numbers or levels that its sentence needs.
 */
export type Requirement =
	| { readonly rule: 'said'; readonly met: boolean; readonly params: Record<string, never> }
	| {
			readonly rule: 'said-at-least';
			readonly met: boolean;
			readonly params: { readonly level: Level; readonly said: Standing };
	  }
	| { readonly rule: 'situation'; readonly met: boolean; readonly params: Record<string, never> }
	| { readonly rule: 'training-minutes'; readonly met: boolean; readonly params: RequirementProgress }
	| {
			readonly rule: 'training-reflection';
			readonly met: boolean;
			/** Counted in words of the longest reflection, or in reflections where the badge asks no length. */
			readonly params: RequirementProgress & { readonly inWords: boolean };
	  }
	| {
			readonly rule: 'evidence';
			readonly met: boolean;
			readonly params: RequirementProgress & { readonly withReflection: boolean };
	  }
	| { readonly rule: 'contexts'; readonly met: boolean; readonly params: RequirementProgress }
	| { readonly rule: 'shared-evidence'; readonly met: boolean; readonly params: RequirementProgress }
	| {
			readonly rule: 'observed-at-least';
			readonly met: boolean;
			readonly params: { readonly level: Level; readonly observed: Standing };
	  }
	| { readonly rule: 'advisers'; readonly met: boolean; readonly params: RequirementProgress };

/** The requirements of a badge and a person's progress in each, in the order of the definition. */
export function judgeRequirements(definition: BadgeDefinition, facts: Facts): readonly Requirement[] {
	return definition.criteria.rules.map((criterion) => requirement(criterion, facts));
}

/**
 * The requirements that the person can meet by their own work (all but what the advisers decide), with their
 * progress in each.
 */
export function judgeOwnRequirements(definition: BadgeDefinition, facts: Facts): readonly Requirement[] {
	return judgeRequirements(definition, facts).filter(
		({ rule }) => rule !== 'advisers' && rule !== 'observed-at-least',
	);
}

/** Whether every requirement of a badge is met; false for an empty list. */
export function isMet(all: readonly Requirement[]): boolean {
	return all.length > 0 && all.every((one) => one.met);
}

function requirement(criterion: Criterion, facts: Facts): Requirement {
	const { rule } = criterion;
	switch (rule) {
		case 'said':
			return { rule, met: facts.answered, params: {} };
		case 'said-at-least': {
			const met = standingRank(facts.said) >= standingRank(criterion.level);
			return { rule, met, params: { level: criterion.level, said: facts.said } };
		}
		case 'situation':
			return { rule, met: facts.shown !== 'not-situated', params: {} };
		case 'training-minutes':
			return { rule, ...counted(criterion.minutes, facts.minutes) };
		case 'training-reflection': {
			const inWords = criterion.words !== undefined;
			const { met, params } = inWords
				? counted(criterion.words, facts.longestReflection)
				: counted(1, facts.reflections);
			return { rule, met, params: { ...params, inWords } };
		}
		case 'evidence': {
			const { withReflection } = criterion;
			const { met, params } = counted(
				criterion.count,
				withReflection ? facts.evidence.withReflection : facts.evidence.count,
			);
			return { rule, met, params: { ...params, withReflection } };
		}
		case 'contexts':
			return { rule, ...counted(criterion.count, facts.evidence.contexts) };
		case 'shared-evidence':
			return { rule, ...counted(criterion.count, facts.evidence.shared) };
		case 'observed-at-least': {
			const met = standingRank(facts.observed) >= standingRank(criterion.level);
			return { rule, met, params: { level: criterion.level, observed: facts.observed } };
		}
		case 'advisers':
			return { rule, ...counted(criterion.count, facts.advisersAccepted) };
	}
}

function counted(asked: number, done: number): { met: boolean; params: RequirementProgress } {
	return { met: done >= asked, params: { asked, done, missing: Math.max(0, asked - done) } };
}
