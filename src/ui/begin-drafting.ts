import { browserStorage } from './browser-storage.ts';
import type { DraftKey } from './device-draft.ts';
import { Drafting, type AccountDraft } from './drafting.svelte.ts';
import { formFieldAccess } from './form-field-access.ts';

/**
 * Starts keeping a draft of what the person types in a form, on the device and in their account. The returned
 * `end` saves what is not saved yet, and stops.
 */
export function beginDrafting(
	form: HTMLFormElement,
	whose: DraftKey,
	account: AccountDraft,
): { drafting: Drafting; end: () => void } {
	const drafting = new Drafting(whose, account, formFieldAccess(form), { storage: browserStorage });
	drafting.open();
	const flush = () => void drafting.flush();
	const listen: [EventTarget, string, (event: Event) => void][] = [
		[form, 'input', () => drafting.changed()],
		[form, 'change', () => drafting.changed()],
		[window, 'online', flush],
		[document, 'visibilitychange', flush],
		[window, 'beforeunload', (event) => drafting.wouldLose && event.preventDefault()],
	];
	for (const [target, name, on] of listen) target.addEventListener(name, on);
	return {
		drafting,
		end() {
			for (const [target, name, on] of listen) target.removeEventListener(name, on);
			flush();
		},
	};
}
