import { type FrameworkVersion, LEVELS } from '#framework';
import { framework } from '#framework/server';
import type { Locale } from '#platform';
import type { LevelNames } from './standing-text.ts';

/** The names of the three levels in a version of the framework, in one language. */
export function levelNames(version: FrameworkVersion, locale: Locale): LevelNames {
	const known = framework(version).levels;
	return Object.fromEntries(
		LEVELS.map((id) => [id, known.find((level) => level.id === id)?.label[locale] ?? id]),
	) as LevelNames;
}
