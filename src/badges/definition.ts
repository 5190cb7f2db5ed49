import type { FrameworkVersion, Level } from '#framework';
import type { Text } from '#platform';

/** The kinds of badges: Exploration is given by rule, Pratique by an adviser on evidence. */
export const BADGE_KINDS = ['exploration', 'practice'] as const;

/** One of the kinds of badges. */
export type BadgeKind = (typeof BADGE_KINDS)[number];

/** One condition of a badge that a program can check; `minutes` and `count` are whole numbers, 1 or more. */
export type Criterion =
	/** The self-assessment of the dimension is answered, whatever the answer. */
	| { readonly rule: 'said' }
	/** The person places themselves at a level or above. */
	| { readonly rule: 'said-at-least'; readonly level: Level }
	/** The situation of the dimension is done, whatever it shows. */
	| { readonly rule: 'situation' }
	/** Minutes of self-training logged in the dimension, in all. */
	| { readonly rule: 'training-minutes'; readonly minutes: number }
	/** At least one training of the dimension carries a reflection. */
	| { readonly rule: 'training-reflection' }
	/** Pieces of evidence in the application; with `withReflection`, only those that carry one count. */
	| { readonly rule: 'evidence'; readonly count: number; readonly withReflection: boolean }
	/** Advisers who accepted the application. */
	| { readonly rule: 'advisers'; readonly count: number };

interface AnyBadge {
	readonly id: string;
	/** Raised when the criteria change; a badge already given keeps the version it was given under. */
	readonly version: number;
	readonly framework: FrameworkVersion;
	readonly dimension: string;
	readonly name: Text;
	readonly description: Text;
	readonly criteria: { readonly narrative: Text; readonly rules: readonly Criterion[] };
	readonly restsOn: Text;
	readonly doesNotProve: Text;
}

/** A badge given by rule, asking nobody. */
export interface ExplorationDefinition extends AnyBadge {
	readonly kind: 'exploration';
}

/** A badge an adviser decides on evidence; `evidenceHint` says what good evidence can be. */
export interface PracticeDefinition extends AnyBadge {
	readonly kind: 'practice';
	readonly evidenceHint: Text;
}

/** What a badge is: its texts, its criteria and what it rests on, as written in `badges/<id>/badge.json`. */
export type BadgeDefinition = ExplorationDefinition | PracticeDefinition;

/** True when no adviser decides: the badge is given as soon as its rules are met. */
export function asksNobody(definition: BadgeDefinition): boolean {
	return definition.criteria.rules.every((criterion) => criterion.rule !== 'advisers');
}
