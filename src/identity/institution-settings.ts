import { USUAL_TIME_ZONE } from '#platform';

/**
 * Time zones that an institution may choose: those of Québec first (the Magdalen Islands keep Halifax’s time, the
 * Lower North Shore stays on Blanc-Sablon’s), then the rest of Canada’s.
 */
export const TIME_ZONES = [
	USUAL_TIME_ZONE,
	'America/Halifax',
	'America/Blanc-Sablon',
	'America/St_Johns',
	'America/Winnipeg',
	'America/Regina',
	'America/Edmonton',
	'America/Vancouver',
] as const;

/**
 * Fewest people that a figure of a portrait may count: what an institution may choose. Its least is for adult
 * staff; for students it is never less than 15, whatever is chosen.
 */
export const THRESHOLDS = { least: 10, most: 100 } as const;
