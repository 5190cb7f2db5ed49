import { m } from '#messages';
import { type ApplicationState, turnOf } from '#applications';
import type { Status } from '#ui/components/StatusTag.svelte';

/** The name of each state of an application, in the page's language. */
export const stateTexts: Record<ApplicationState, () => string> = {
	draft: m.recognition_state_draft,
	submitted: m.recognition_state_submitted,
	returned: m.recognition_state_returned,
	accepted: m.recognition_state_accepted,
	refused: m.recognition_state_refused,
	withdrawn: m.recognition_state_withdrawn,
};

/**
 * The status tag that tells an applicant who acts next on their application: they themselves, an adviser, or
 * nobody.
 */
export const turnTag = (state: ApplicationState): Status =>
	(({ person: 'you', adviser: 'adviser', done: 'done' }) as const)[turnOf(state)];
