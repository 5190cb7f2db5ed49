import type { Level, Standing } from '#framework';

/** The letters of the four choices that every situation offers. */
export const CHOICES = ['a', 'b', 'c', 'd'] as const;

/** The letter that names one of the four choices of a situation. */
export type ChoiceId = (typeof CHOICES)[number];

/**
 * The standing that a choice in a situation shows: the choice's level, `starting` when it shows no level,
 * `not-situated` when no choice was made. Never a score.
 */
export function standingShownBy(choice: { readonly shows: Level | null } | undefined): Standing {
	if (!choice) return 'not-situated';
	return choice.shows ?? 'starting';
}

/**
 * Whether a person may do a situation again: not on the day of their last choice (`chosenOn`), but on any
 * later day. Days are `YYYY-MM-DD`.
 */
export function mayRepeatSituation(chosenOn: string | undefined, today: string): boolean {
	return chosenOn === undefined || chosenOn < today;
}
