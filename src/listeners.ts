import { badgesByRuleListener, milestonesListener, waitingMailListener } from '#applications/server';
import { refreshListedPerson, slipOffersListener } from '#cohort/server';
import { addressRefusedListener, bulkActListener, invitingListener } from '#identity/server';
import { NOTICE_OF_EVENT } from '#notices';
import { newsMailListener, noticeListener } from '#notices/server';
import type { Listeners } from '#platform/server';

/**
 * Issues the badges that no adviser decides (“by rule”) when an answer, a choice in a situation or a training
 * completes their requirements. Handled before that act returns, so that its page announces the badge.
 */
const learned = { 'badges-by-rule': badgesByRuleListener };

/**
 * Updates the person's name and progress in the lists of cohorts that advisers see, seconds after the event.
 */
const listed = { 'cohort-lists': { hear: refreshListedPerson } };

/**
 * For each event of `NOTICE_OF_EVENT`: adds a notice for the person concerned, shown on « Aujourd’hui » and
 * counted on every page; and tells them by mail, once a day at most, if they want it.
 */
const told: Listeners = Object.fromEntries(
	Object.keys(NOTICE_OF_EVENT).map((event) => [
		event,
		{ notices: noticeListener, 'news-mail': newsMailListener },
	]),
);

/** Merges tables of listeners: an event named in several of them gets the listeners of all. */
function together(...tables: readonly Listeners[]): Listeners {
	const all: Record<string, Listeners[string]> = {};
	for (const table of tables)
		for (const [event, those] of Object.entries(table)) all[event] = { ...all[event], ...those };
	return all;
}

/**
 * Listeners by event name: what a context does after an event of another (decision 0043). Only this file,
 * where the service and the command are assembled, imports both contexts.
 */
export const listeners: Listeners = together(told, {
	'application.submitted': { 'waiting-mail': waitingMailListener },
	'application.opinion-given': { 'waiting-mail': waitingMailListener },
	'assessment.answered': learned,
	'assessment.dimension-begun': listed,
	'assessment.situation-chosen': learned,
	// What somebody holds has changed: a milestone may be reached, or no longer stand.
	'award.given': { milestones: milestonesListener },
	'award.revoked': { milestones: milestonesListener },
	'cohort.handed-over': { 'slip-offers': slipOffersListener },
	'identity.bulk-acting': { 'rest-of-people': bulkActListener },
	'identity.inviting': { 'rest-of-list': invitingListener },
	'identity.renamed': listed,
	'mail.address-refused': { 'refused-addresses': addressRefusedListener },
	'training.recorded': learned,
	'training.changed': learned,
});
