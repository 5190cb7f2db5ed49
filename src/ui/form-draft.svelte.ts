import type { Drafting } from './drafting.svelte.ts';
import type { FormState } from './form-state.ts';
import type { EnteredFields } from './send-draft.ts';

/**
 * A draft of a form as the data of its page contains it; `other` is a second version that waits for the
 * person to choose.
 */
export interface PageDraft {
	readonly form: string;
	readonly revision: number;
	readonly typed: EnteredFields;
	readonly other: EnteredFields | null;
}

/**
 * What a form needs from its page to keep a draft: the person, the page's path, the form's name, and the
 * page's drafts.
 */
export interface FormDraftContext {
	/** Pseudonym of the person; null when no draft may be kept. */
	readonly writer: string | null;
	readonly path: string;
	readonly form: string;
	readonly drafts: readonly PageDraft[];
}

/**
 * The draft of one form in a page: what the account has when the page is made, then what is kept while the
 * person types.
 */
export class FormDraft {
	/** Keeps the draft while the person types, once the script has loaded. */
	drafting = $state.raw<Drafting>();
	readonly #around: () => FormDraftContext;

	constructor(around: () => FormDraftContext) {
		this.#around = around;
	}

	get writer(): string | null {
		return this.#around().writer;
	}

	/** The draft that the account had when the page was made. */
	get given(): PageDraft | undefined {
		const { writer, drafts, form } = this.#around();
		return writer === null ? undefined : drafts.find((one) => one.form === form);
	}

	/**
	 * The initial content of the form's fields. If another version of the draft appeared while the person
	 * typed, what the person had typed by then.
	 */
	get state(): FormState {
		if (this.drafting?.other) return { draft: true, values: this.drafting.mine };
		return this.given && { draft: true, values: this.given.typed };
	}

	/** Another version of the draft, until the person chooses between the two. */
	get other(): EnteredFields | null {
		return this.drafting ? this.drafting.other : (this.given?.other ?? null);
	}

	get revision(): number {
		return this.drafting?.revision ?? this.given?.revision ?? 0;
	}

	/** Keeps what the person types in the form from now on; returns a function that stops it. */
	begin(element: HTMLFormElement): () => void {
		const { writer, path, form } = this.#around();
		let end: (() => void) | undefined;
		let gone = false;
		if (writer !== null)
			void import('./begin-drafting.ts').then(({ beginDrafting }) => {
				if (gone) return;
				const account = { revision: this.revision, other: this.other };
				const begun = beginDrafting(element, { holder: writer, path, form }, account);
				this.drafting = begun.drafting;
				end = begun.end;
			});
		return () => {
			gone = true;
			end?.();
		};
	}
}
