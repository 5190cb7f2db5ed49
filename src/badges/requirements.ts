import { standingRank, type Level, type Standing } from '#framework';
import type { BadgeDefinition, Criterion } from './definition.ts';

/** What is known of a person for one badge: the dimension's self-assessment and training, and the application's evidence. */
export interface Facts {
	readonly said: Standing;
	readonly answered: boolean;
	/** What the situation of the dimension shows; not situated until it is done. */
	readonly shown: Standing;
	/** Minutes of self-training logged in the dimension. */
	readonly minutes: number;
	/** Trainings of the dimension that carry a reflection. */
	readonly reflections: number;
	readonly evidence: { readonly count: number; readonly withReflection: number };
	readonly advisersAccepted: number;
}

/** How far one counted condition is: what is asked, what there is, what is missing (0 when met). */
export interface Tally {
	readonly asked: number;
	readonly done: number;
	readonly missing: number;
}

/** One condition of a badge, met or not, with what a sentence about it needs. */
export type Requirement =
	| { readonly rule: 'said'; readonly met: boolean; readonly params: Record<string, never> }
	| {
			readonly rule: 'said-at-least';
			readonly met: boolean;
			readonly params: { readonly level: Level; readonly said: Standing };
	  }
	| { readonly rule: 'situation'; readonly met: boolean; readonly params: Record<string, never> }
	| { readonly rule: 'training-minutes'; readonly met: boolean; readonly params: Tally }
	| { readonly rule: 'training-reflection'; readonly met: boolean; readonly params: Tally }
	| {
			readonly rule: 'evidence';
			readonly met: boolean;
			readonly params: Tally & { readonly withReflection: boolean };
	  }
	| { readonly rule: 'advisers'; readonly met: boolean; readonly params: Tally };

/** What a badge asks of a person and how far each condition is, in the order of the definition. */
export function requirements(definition: BadgeDefinition, facts: Facts): readonly Requirement[] {
	return definition.criteria.rules.map((criterion) => requirement(criterion, facts));
}

/** True when every condition is met; a badge without a condition is never met. */
export function isMet(all: readonly Requirement[]): boolean {
	return all.length > 0 && all.every((one) => one.met);
}

/** True when the person has done their part and only an adviser's decision is missing. */
export function onlyWaitsForAdviser(all: readonly Requirement[]): boolean {
	const missing = all.filter((one) => !one.met);
	return missing.length > 0 && missing.every((one) => one.rule === 'advisers');
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
		case 'training-reflection':
			return { rule, ...counted(1, facts.reflections) };
		case 'evidence': {
			const { withReflection } = criterion;
			const { met, params } = counted(
				criterion.count,
				withReflection ? facts.evidence.withReflection : facts.evidence.count,
			);
			return { rule, met, params: { ...params, withReflection } };
		}
		case 'advisers':
			return { rule, ...counted(criterion.count, facts.advisersAccepted) };
	}
}

function counted(asked: number, done: number): { met: boolean; params: Tally } {
	return { met: done >= asked, params: { asked, done, missing: Math.max(0, asked - done) } };
}
