import { refreshAll } from '$app/navigation';
import { page } from '$app/state';
import type { FormState } from './form-state.ts';

/**
 * Keeps track, for a page that edits something, of which saved version its form may overwrite, and whether
 * another version was saved since the page was made (the service answered 409). With a script, also loads the
 * page's data again then, so that the other version is shown before it can be replaced.
 */
export class SaveConflict {
	/** Loading the data again resets the page's status to 200, so the refusal is remembered here. */
	#refused = $state.raw<FormState>(null);
	readonly #form: () => FormState;
	readonly #field: string;
	readonly #saved: () => number | string;

	/**
	 * `field` is the name of the hidden field that sends the version; `saved` returns the version with which
	 * the page was made.
	 */
	constructor(form: () => FormState, field: string, saved: () => number | string) {
		this.#form = form;
		this.#field = field;
		this.#saved = saved;
		$effect(() => {
			const refusal = this.#form();
			if (page.status !== 409 || refusal === this.#refused) return;
			this.#refused = refusal;
			void refreshAll();
		});
	}

	/** Whether the form that was sent conflicts with a version saved meanwhile. */
	get stale(): boolean {
		const form = this.#form();
		return form !== null && form !== undefined && (page.status === 409 || form === this.#refused);
	}

	/**
	 * Value of the hidden field: the version that was sent, or the saved one once the person has seen it and
	 * may overwrite it.
	 */
	get version(): unknown {
		const sent = this.#form()?.values?.[this.#field];
		return sent === undefined || this.stale ? this.#saved() : sent;
	}
}
