import type { FrameworkVersion, Level } from '#framework';
import type { Text } from '#platform';

/**
 * The kinds of badges: `exploration`, awarded by rule alone; `practice` (« Pratique ») and `transfer` (« Transfert
 * »), which advisers decide on evidence.
 */
export const BADGE_KINDS = ['exploration', 'practice', 'transfer'] as const;

export type BadgeKind = (typeof BADGE_KINDS)[number];

/**
 * One condition of a badge that the program can check; `minutes`, `words` and `count` are whole numbers, 1 or more.
 */
export type Criterion =
	/**
	 * The person has answered the self-assessment of the dimension: one statement at least, whatever the
	 * level, but not « Ne s’applique pas à moi » alone.
	 */
	| { readonly rule: 'said' }
	/** The person places themselves at `level` or above in the dimension. */
	| { readonly rule: 'said-at-least'; readonly level: Level }
	/** The person has done the situation of the dimension, whatever level it shows. */
	| { readonly rule: 'situation' }
	/** The person has logged at least `minutes` minutes of training in the dimension. */
	| { readonly rule: 'training-minutes'; readonly minutes: number }
	/**
	 * At least one training that the person logged in the dimension has a reflection, of `words` words or more
	 * where the badge says how many.
	 */
	| { readonly rule: 'training-reflection'; readonly words?: number | undefined }
	/**
	 * The application has at least `count` pieces of evidence; with `withReflection`, only those with a
	 * reflection count.
	 */
	| { readonly rule: 'evidence'; readonly count: number; readonly withReflection: boolean }
	/** The evidence with a reflection comes from at least `count` contexts, as the person names them. */
	| { readonly rule: 'contexts'; readonly count: number }
	/** The person shared at least `count` pieces of evidence with colleagues. */
	| { readonly rule: 'shared-evidence'; readonly count: number }
	/** The advisers accept the application at `level` or above. */
	| { readonly rule: 'observed-at-least'; readonly level: Level }
	/** As many advisers decide, 1 or 2: two give their answer apart (`src/applications/opinions.ts`). */
	| { readonly rule: 'advisers'; readonly count: number };

interface BadgeWords {
	readonly id: string;
	/**
	 * The number of this version of the definition, raised when the criteria change; an award keeps the
	 * version under which it was made.
	 */
	readonly version: number;
	/**
	 * The versions of the framework in which this badge can be given, oldest first; the dimension has the same
	 * slug in each.
	 */
	readonly frameworks: readonly FrameworkVersion[];
	readonly name: Text;
	readonly description: Text;
	readonly restsOn: Text;
	readonly doesNotProve: Text;
}

/** What the badges of one dimension have in common. */
interface BadgeOfDimension extends BadgeWords {
	readonly dimension: string;
	readonly criteria: { readonly narrative: Text; readonly rules: readonly Criterion[] };
}

/** The definition of a badge that is awarded by rule, without an adviser. */
export interface ExplorationDefinition extends BadgeOfDimension {
	readonly kind: 'exploration';
}

/**
 * The definition of a badge that advisers decide on evidence; `evidenceHint` tells the person what good
 * evidence can be.
 */
export interface PracticeDefinition extends BadgeOfDimension {
	readonly kind: 'practice' | 'transfer';
	readonly evidenceHint: Text;
	/**
	 * For how many calendar months after its award a badge is in force, 6 to 120; absent for one that does not
	 * expire.
	 */
	readonly validMonths?: number | undefined;
}

/**
 * What a badge of one dimension is: its texts, its criteria and its framework, as written in
 * `badges/<id>/badge.json`.
 */
export type BadgeDefinition = ExplorationDefinition | PracticeDefinition;

/**
 * The definition of a milestone: a badge given by rule to whoever holds one kind of badge in each of several
 * dimensions.
 */
export interface MilestoneDefinition extends BadgeWords {
	readonly kind: 'milestone';
	readonly dimension: null;
	readonly criteria: {
		readonly narrative: Text;
		/** The parts: the badge of this kind of each of these dimensions. */
		readonly parts: { readonly kind: 'practice' | 'transfer'; readonly dimensions: readonly string[] };
	};
}

/** What any badge is that somebody can hold: of one dimension, or a milestone. */
export type AnyBadgeDefinition = BadgeDefinition | MilestoneDefinition;

/** A badge as it is asked for, judged or given in one of the framework's versions that it serves. */
export type BadgeInVersion = BadgeDefinition & { readonly framework: FrameworkVersion };

/** Any badge as it is given in one of the framework's versions that it serves. */
export type AnyBadgeInVersion = AnyBadgeDefinition & { readonly framework: FrameworkVersion };

/** The version of the framework in which a badge is listed where nobody asks for it: the latest that it serves. */
export const latestFrameworkOf = ({ frameworks }: Pick<AnyBadgeDefinition, 'frameworks'>): FrameworkVersion =>
	frameworks.at(-1)!;

/**
 * A badge in the version of the framework that is wanted, or, where it does not serve that one, in the latest
 * that it does.
 */
export const inFramework = <Definition extends AnyBadgeDefinition>(
	definition: Definition,
	wanted: FrameworkVersion,
): Definition & { readonly framework: FrameworkVersion } => ({
	...definition,
	framework: definition.frameworks.includes(wanted) ? wanted : latestFrameworkOf(definition),
});

/** For how many months a badge is in force after its award; null for one that does not expire. */
export const validMonthsOf = (definition: AnyBadgeDefinition): number | null =>
	('validMonths' in definition && definition.validMonths) || null;

/** How many advisers decide on an application for a badge; 0 for one that a rule decides. */
export const advisersAsked = ({ criteria }: Pick<BadgeDefinition, 'criteria'>): number =>
	criteria.rules.reduce((most, one) => (one.rule === 'advisers' ? one.count : most), 0);

/** The lowest level at which advisers may accept an application for a badge; null where any will do. */
export function levelAsked({ criteria }: Pick<BadgeDefinition, 'criteria'>): Level | null {
	const asked = criteria.rules.find((one) => one.rule === 'observed-at-least');
	return asked?.level ?? null;
}

/** Whether a badge asks for the context of the evidence, or that some was shared. */
export const asksContext = ({ criteria }: Pick<BadgeDefinition, 'criteria'>): boolean =>
	criteria.rules.some(({ rule }) => rule === 'contexts' || rule === 'shared-evidence');

/** Whether a badge is awarded as soon as its rules are met, without an adviser's decision. */
export function isAwardedByRule(definition: AnyBadgeDefinition): boolean {
	if (definition.kind === 'milestone') return true;
	return definition.criteria.rules.every((criterion) => criterion.rule !== 'advisers');
}
