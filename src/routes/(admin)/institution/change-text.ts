import type { ChangedSetting } from '#identity/server';
import { m } from '#messages';
import { languageText } from '../../language-text.ts';
import { timeZoneText } from '../../time-zone-text.ts';

/** The year of a version of the framework, which its id ends with. */
const versionYear = (version: string) => version.slice(-4);

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
		case 'language':
			return m.institution_change_language({ was: languageText(was), became: languageText(became) });
		case 'threshold':
			return m.institution_change_threshold({ was, became });
		case 'framework':
			return m.institution_change_framework({ was: versionYear(was), became: versionYear(became) });
		case 'logo':
			if (became === '') return m.institution_change_logo_removed({ was });
			return was === ''
				? m.institution_change_logo_set({ became })
				: m.institution_change_logo({ was, became });
	}
}
