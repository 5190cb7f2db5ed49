/** The three levels of the Continuum, the lowest first. */
export const LEVELS = ['beginner', 'intermediate', 'advanced'] as const;

/** A level of the Continuum. */
export type Level = (typeof LEVELS)[number];

/** Where a person may stand on a dimension, the lowest first: nothing known, starting, then the three levels. */
export const STANDINGS = ['not-situated', 'starting', ...LEVELS] as const;

/** One of the five standings. */
export type Standing = (typeof STANDINGS)[number];

/** The rank of a standing, from 0 (not situated) to 4 (advanced). */
export function standingRank(standing: Standing): number {
	return STANDINGS.indexOf(standing);
}

/** True when a word is the id of one of the three levels. */
export function isLevel(word: unknown): word is Level {
	return (LEVELS as readonly unknown[]).includes(word);
}
