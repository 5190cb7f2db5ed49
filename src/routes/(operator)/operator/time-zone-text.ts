import type { TIME_ZONES } from '#identity/server';
import { m } from '#messages';
import { USUAL_TIME_ZONE } from '#platform';

/** The name of a time zone of Québec in the current language. */
export const timeZoneText = (zone: (typeof TIME_ZONES)[number]): string =>
	({
		[USUAL_TIME_ZONE]: m.operator_zone_toronto,
		'America/Halifax': m.operator_zone_halifax,
		'America/Blanc-Sablon': m.operator_zone_blanc_sablon,
	})[zone]();
