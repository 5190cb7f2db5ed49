import { badgesByRule } from '#applications/server';
import type { Listeners } from '#platform/server';

/** What was learned or shown may meet what a badge by rule asks: the page of whoever did it says so at once. */
const learned = { 'badges-by-rule': badgesByRule };

/** What follows from what happened, in another context: known here alone, where the service and the command are put together. */
export const listeners: Listeners = {
	'assessment.answered': learned,
	'assessment.situation-chosen': learned,
	'training.recorded': learned,
	'training.changed': learned,
};
