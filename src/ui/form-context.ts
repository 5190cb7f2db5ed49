import { createContext } from 'svelte';
import type { Beside, FormState } from './form-state.ts';

interface FormAround {
	/** What the action answered to this very form (null when it answered to another one of the page), or its draft. */
	readonly state: FormState;
	/** Another version of what it holds, shown beside each field that differs. */
	readonly beside: Beside | null;
	/** Makes ids unique where a page has several forms. */
	readonly prefix: string;
	/** A field stands in it; a long text is worth a draft. */
	holds(what: 'field' | 'long text'): void;
}

const [get, set, has] = createContext<FormAround>();

export const setForm = set;

/** The form around a field, or undefined for a field used alone. */
export const formAround = (): FormAround | undefined => (has() ? get() : undefined);
