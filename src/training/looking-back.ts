import type { Answer, SCALE } from '#assessment';

/** A step of the ability scale, from 0 « Je ne sais pas comment faire » to 4 « … et je pourrais l’expliquer ». */
export type Step = Exclude<Answer, 'not-applicable'>;

/**
 * What a person says of a learning activity afterwards, each part of it if they wish: where they stood before,
 * where they stand now, and, for one taken from the catalogue, whether it helped them.
 */
export interface LookingBack {
	readonly before: Step | null;
	readonly now: Step | null;
	readonly helped: boolean | null;
}

/** The steps, as the self-assessment has them: its code stays out of the pages that only log a training. */
const STEPS = [0, 1, 2, 3, 4] as const satisfies typeof SCALE;

/** Reads a step of the ability scale as a form sends it; null for anything else. */
export const readStep = (sent: unknown): Step | null =>
	STEPS.find((step) => String(step) === String(sent)) ?? null;

/** How many people said whether an activity of the catalogue helped them, and how many said that it did. */
export interface Helpfulness {
	readonly answers: number;
	readonly helped: number;
}

/** The fewest answers from which it is said how many people an activity helped. */
export const LEAST_ANSWERS = 5;

/**
 * For how many people out of five an activity was helpful (0 to 5), rounded; null under five answers, so that
 * no answer is read from it.
 */
export const helpedOfFive = (of: Helpfulness | undefined): number | null =>
	of && of.answers >= LEAST_ANSWERS ? Math.round((5 * of.helped) / of.answers) : null;
