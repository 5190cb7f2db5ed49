import { m } from '#messages';
import { type StandingsBySource, strengthBasis } from '#profile';
import { type LevelNames, standingText } from './standing-text.ts';

const texts = {
	said: m.profile_strength_said,
	shown: m.profile_strength_shown,
	observed: m.profile_strength_observed,
};

/** The level of a strength and on what it rests: said only, shown in a situation, or observed. */
export function strengthText(marks: StandingsBySource, levels: LevelNames): string {
	const { source, level } = strengthBasis(marks) ?? { source: 'said', level: marks.said };
	return texts[source]({ level: standingText(level, levels) });
}
