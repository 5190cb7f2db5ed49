import type { SignedBasis } from '#awards';
import { m } from '#messages';
import { type SourceLine, sourceLines } from '../recognition/source-lines.ts';
import { durationText } from '../training/training-text.ts';

const NAMES: Readonly<Record<string, () => string>> = {
	starting: m.cohort_level_starting,
	beginner: m.cohort_level_beginner,
	intermediate: m.cohort_level_intermediate,
	advanced: m.cohort_level_advanced,
};

/**
 * Makes the lines that show the three sources of a badge of ours that was verified, in the reader's language
 * whatever the badge's.
 */
export function ownLines(own: SignedBasis): SourceLine[] {
	const declared = { duration: durationText(own.minutes), count: own.reflections };
	return sourceLines(own, {
		name: (standing) => NAMES[standing]?.() ?? m.profile_not_situated(),
		saidMore: own.observed === null ? m.verify_declared(declared) : '',
		unobserved: m.badge_observed_none(),
	});
}
