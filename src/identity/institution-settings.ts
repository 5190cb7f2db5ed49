import { type Locale, USUAL_TIME_ZONE } from '#platform';

/**
 * The time zones (IANA) of Québec, in the order in which they are offered: most of it, the Magdalen Islands, the
 * eastern part of the Lower North Shore.
 */
export const TIME_ZONES = [USUAL_TIME_ZONE, 'America/Halifax', 'America/Blanc-Sablon'] as const;

/**
 * Fewest people that a figure of a portrait may count: what an institution may choose. Its least is for adult
 * staff; for students it is never less than 15, whatever is chosen.
 */
export const THRESHOLDS = { least: 10, most: 100 } as const;

/** The languages in which an institution may write to people who did not choose one yet, French first. */
export const LANGUAGES = ['fr', 'en'] as const satisfies readonly Locale[];
