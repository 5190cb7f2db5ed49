import { m } from '#messages';
import { USUAL_TIME_ZONE } from '#platform';

const ZONES: Readonly<Record<string, () => string>> = {
	[USUAL_TIME_ZONE]: m.operator_zone_toronto,
	'America/Halifax': m.operator_zone_halifax,
	'America/Blanc-Sablon': m.operator_zone_blanc_sablon,
};

/** The name of a time zone in words; its own name where it is not one of those of Québec. */
export const timeZoneText = (zone: string): string => ZONES[zone]?.() ?? zone;
