import type { Level } from '#framework';
import type { Audience } from '#identity';
import type { Text } from '#platform';

/** What a criterion of a rubric may be marked in a dossier: not yet, seen, or more than is asked. */
export const RUBRIC_MARKS = ['notYet', 'seen', 'beyond'] as const;
export type RubricMark = (typeof RUBRIC_MARKS)[number];

/** How many criteria a dimension has, and how many sample dossiers each audience. */
export const RUBRIC_SIZE = 3;

/** One criterion by which evidence of a dimension is judged, with what each mark looks like. */
export interface RubricCriterion {
	readonly slug: string;
	readonly title: Text;
	readonly notYet: Text;
	readonly seen: Text;
	readonly beyond: Text;
}

/** A made-up dossier: what was handed in, the level an adviser would observe, and why, criterion by criterion. */
export interface SampleDossier {
	readonly level: Level;
	readonly handed: Text;
	/** By the slug of each criterion. */
	readonly judged: Readonly<Record<string, { readonly mark: RubricMark; readonly why: Text }>>;
}

/** The criteria of a dimension and its sample dossiers, as written in `badges/rubrics/<dimension>.json`. */
export interface Rubric {
	readonly dimension: string;
	readonly criteria: readonly RubricCriterion[];
	readonly samples: Readonly<Record<Audience, readonly SampleDossier[]>>;
}
