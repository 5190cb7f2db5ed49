/** The three levels of competency in the framework (its « Continuum »), the lowest first. */
export const LEVELS = ['beginner', 'intermediate', 'advanced'] as const;

/** A level of competency in the framework: beginner, intermediate or advanced. */
export type Level = (typeof LEVELS)[number];

/**
 * The standings that a person may have in a dimension, lowest first: not situated (nothing is known),
 * starting (no level reached), then the three levels.
 */
export const STANDINGS = ['not-situated', 'starting', ...LEVELS] as const;

/** Where a person is placed in a dimension: `not-situated`, `starting`, or one of the three levels. */
export type Standing = (typeof STANDINGS)[number];

/** The rank of a standing, from 0 (not situated) to 4 (advanced). */
export function standingRank(standing: Standing): number {
	return STANDINGS.indexOf(standing);
}

/** Whether a value is the id of one of the three levels of the framework. */
export function isLevel(word: unknown): word is Level {
	return (LEVELS as readonly unknown[]).includes(word);
}
