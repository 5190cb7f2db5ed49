import type { ChangedSetting } from '#identity/server';
import { m } from '#messages';
import { USUAL_TIME_ZONE } from '#platform';

const ZONES: Readonly<Record<string, () => string>> = {
	[USUAL_TIME_ZONE]: m.institution_zone_toronto,
	'America/Halifax': m.institution_zone_halifax,
	'America/Blanc-Sablon': m.institution_zone_blanc_sablon,
	'America/St_Johns': m.institution_zone_st_johns,
	'America/Winnipeg': m.institution_zone_winnipeg,
	'America/Regina': m.institution_zone_regina,
	'America/Edmonton': m.institution_zone_edmonton,
	'America/Vancouver': m.institution_zone_vancouver,
};

/** The name of a time zone in words; its own name where it is not one of those offered. */
export const timeZoneText = (zone: string): string => ZONES[zone]?.() ?? zone;

/** Says in a sentence what one change of an institution's settings was. */
export function changeText({
	setting,
	was,
	became,
}: {
	readonly setting: ChangedSetting;
	readonly was: string;
	readonly became: string;
}): string {
	switch (setting) {
		case 'name':
			return m.institution_change_name({ was, became });
		case 'time-zone':
			return m.institution_change_time_zone({ was: timeZoneText(was), became: timeZoneText(became) });
		case 'threshold':
			return m.institution_change_threshold({ was, became });
		case 'logo':
			if (became === '') return m.institution_change_logo_removed({ was });
			return was === ''
				? m.institution_change_logo_set({ became })
				: m.institution_change_logo({ was, became });
	}
}
