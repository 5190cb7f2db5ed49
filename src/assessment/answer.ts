/**
 * The steps of the ability scale on which a statement is answered, lowest first: from 0 « Je ne sais pas
 * comment faire » to 4 « … et je pourrais l’expliquer ».
 */
export const SCALE = [0, 1, 2, 3, 4] as const;

/**
 * Every possible answer to a statement: a step of the ability scale (0 to 4), or that the statement does not
 * apply.
 */
export const ANSWERS = [...SCALE, 'not-applicable'] as const;

/** An answer to one statement: a step of the ability scale (0 to 4), or `not-applicable`. */
export type Answer = (typeof ANSWERS)[number];

/**
 * Reads an answer to a statement from a form's value (`0` to `4` or `not-applicable`); undefined when it is
 * none.
 */
export function answerFrom(word: string): Answer | undefined {
	return ANSWERS.find((answer) => String(answer) === word);
}

/**
 * The two lengths of the self-assessment: Express (`express`), one statement per dimension, and Complet
 * (`complete`), three.
 */
export const MODES = ['express', 'complete'] as const;

/** A length of the self-assessment: Express (one statement per dimension) or Complet (three). */
export type Mode = (typeof MODES)[number];

/**
 * Estimated seconds to read one statement and choose an answer: `first` for the first statement of a
 * dimension, read with its title; `following` for the other two of Complet.
 */
export const SECONDS_PER_STATEMENT = { first: 20, following: 15 } as const;

/** Estimated minutes, rounded, to answer this number of statements spread over this number of dimensions. */
export function estimatedMinutes(dimensions: number, statements: number): number {
	return Math.round(
		(dimensions * SECONDS_PER_STATEMENT.first + (statements - dimensions) * SECONDS_PER_STATEMENT.following) /
			60,
	);
}

/**
 * The slug of the next dimension without all its answers, looking from the one after `after` and wrapping
 * around to the first. Never `after` itself; null when no other is left.
 */
export function nextDimensionToAnswer(
	dimensions: readonly string[],
	answered: ReadonlySet<string>,
	after?: string,
): string | null {
	const from = after === undefined ? 0 : dimensions.indexOf(after) + 1;
	const round = [...dimensions.slice(from), ...dimensions.slice(0, from)];
	return round.find((slug) => slug !== after && !answered.has(slug)) ?? null;
}
