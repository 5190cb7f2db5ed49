import type { ApplicationState } from '#applications';
import { m } from '#messages';
import { stateTexts } from '#presentation/recognition/state-text.ts';

/** How far a person is with a badge: held, asked for, or so many of its requirements met. */
export interface BadgeProgress {
	readonly held: boolean;
	readonly state: ApplicationState | null;
	readonly met: number;
	readonly asked: number;
}

/** Returns whether a person's application for a badge is under way. */
export const isUnderWay = ({ state }: BadgeProgress): boolean =>
	state === 'draft' || state === 'submitted' || state === 'returned';

/** Says in some words how far a person is with a badge. */
export function progressText(badge: BadgeProgress): string {
	if (badge.held) return m.recognition_held();
	if (isUnderWay(badge) && badge.state)
		return m.recognition_application_state({ state: stateTexts[badge.state]().toLowerCase() });
	return m.recognition_progress({ met: badge.met, all: badge.asked });
}
