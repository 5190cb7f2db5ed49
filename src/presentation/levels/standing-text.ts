import { isLevel, type Level, type Standing } from '#framework';
import { m } from '#messages';

/** The names of the three levels in one language, from the framework's data. */
export type LevelNames = Readonly<Record<Level, string>>;

/** The words for where a person is placed in a dimension: a level, « en démarrage », or not situated. */
export function standingText(standing: Standing, levels: LevelNames): string {
	if (isLevel(standing)) return levels[standing];
	return standing === 'starting' ? m.profile_starting() : m.profile_not_situated();
}

/**
 * The words for what a situation shows in a dimension: a level, « En démarrage » when it shows none, or not
 * situated.
 */
export function shownStandingText(shown: Standing, levels: LevelNames): string {
	return shown === 'starting' ? m.profile_shown_starting() : standingText(shown, levels);
}
