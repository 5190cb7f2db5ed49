import { isLevel, type Level, type Standing } from '#framework';
import { m } from '#messages';

/** What each level is called, as the framework's data says it. */
export type LevelNames = Readonly<Record<Level, string>>;

/** The words of what is said or shown of a dimension. */
export function standingText(standing: Standing, levels: LevelNames): string {
	if (isLevel(standing)) return levels[standing];
	return standing === 'starting' ? m.profile_starting() : m.profile_not_situated();
}

/** The words of what a situation shows of a dimension: a level, or none yet. */
export function shownText(shown: Standing, levels: LevelNames): string {
	return shown === 'starting' ? m.profile_shown_starting() : standingText(shown, levels);
}
