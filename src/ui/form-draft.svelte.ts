import type { Drafting } from './drafting.svelte.ts';
import type { FormState } from './form-state.ts';
import type { Typed } from './keep-draft.ts';

/** A draft as pages receive it. */
export interface PageDraft {
	readonly form: string;
	readonly revision: number;
	readonly typed: Typed;
	readonly other: Typed | null;
}

/** What a form knows of its page: whose it is, which one it is there, and the drafts of the page. */
export interface Around {
	/** Null where nothing is kept. */
	readonly writer: string | null;
	readonly path: string;
	readonly form: string;
	readonly drafts: readonly PageDraft[];
}

/** The draft of one form: what the account had when the page was made, then what is kept while somebody writes. */
export class FormDraft {
	/** What keeps it, once the script is there. */
	drafting = $state.raw<Drafting>();
	readonly #around: () => Around;

	constructor(around: () => Around) {
		this.#around = around;
	}

	get writer(): string | null {
		return this.#around().writer;
	}

	/** What the account had. */
	get given(): PageDraft | undefined {
		const { writer, drafts, form } = this.#around();
		return writer === null ? undefined : drafts.find((one) => one.form === form);
	}

	/** What the fields hold at first; where two versions met while writing, what they held then. */
	get state(): FormState {
		if (this.drafting?.other) return { draft: true, values: this.drafting.mine };
		return this.given && { draft: true, values: this.given.typed };
	}

	/** Another version, until the person chooses. */
	get other(): Typed | null {
		return this.drafting ? this.drafting.other : (this.given?.other ?? null);
	}

	get revision(): number {
		return this.drafting?.revision ?? this.given?.revision ?? 0;
	}

	/** Keeps what is written from now on; gives back what ends it. */
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
