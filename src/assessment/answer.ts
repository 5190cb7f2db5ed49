/** The ability scale, the lowest first: 0 « Je ne sais pas comment faire » to 4 « … et je pourrais l’expliquer ». */
export const SCALE = [0, 1, 2, 3, 4] as const;

/** Everything a statement may be answered with: a step of the scale, or that it does not apply. */
export const ANSWERS = [...SCALE, 'not-applicable'] as const;

/** An answer to one statement. */
export type Answer = (typeof ANSWERS)[number];

/** Reads an answer from a form's value; undefined if it is none. */
export function answerFrom(word: string): Answer | undefined {
	return ANSWERS.find((answer) => String(answer) === word);
}

/** The two lengths of the self-assessment: one statement a dimension, or three. */
export const MODES = ['express', 'complete'] as const;

/** A length of the self-assessment. */
export type Mode = (typeof MODES)[number];

/**
 * How many seconds we count for reading one statement and choosing. An estimate of ours: the first statement of a
 * dimension is read with its title (20 s), the two others of Complet follow it closely (15 s).
 */
export const SECONDS = { first: 20, following: 15 } as const;

/** How many minutes a self-assessment takes, rounded, for a number of dimensions and of statements. */
export function minutesFor(dimensions: number, statements: number): number {
	return Math.round((dimensions * SECONDS.first + (statements - dimensions) * SECONDS.following) / 60);
}

/** The next dimension left to answer, after one of them and round again from the first; null when none is left. */
export function nextToAnswer(
	dimensions: readonly string[],
	answered: ReadonlySet<string>,
	after?: string,
): string | null {
	const from = after === undefined ? 0 : dimensions.indexOf(after) + 1;
	const round = [...dimensions.slice(from), ...dimensions.slice(0, from)];
	return round.find((slug) => slug !== after && !answered.has(slug)) ?? null;
}
