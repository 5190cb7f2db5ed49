import type { Level, Standing } from '#framework';

/** How many choices a situation offers. */
export const CHOICES = ['a', 'b', 'c', 'd'] as const;

/** The letter of a choice. */
export type ChoiceId = (typeof CHOICES)[number];

/**
 * What a situation shows: the level of the choice that was made. A choice that shows no level yet is « en démarrage »;
 * a situation not done shows nothing. Never a mark out of a number.
 */
export function shownBy(choice: { readonly shows: Level | null } | undefined): Standing {
	if (!choice) return 'not-situated';
	return choice.shows ?? 'starting';
}

/** Whether a situation may be done again: the choice stands for the day it was made, and a later day may replace it. */
export function mayDoAgain(chosenOn: string | undefined, today: string): boolean {
	return chosenOn === undefined || chosenOn < today;
}
