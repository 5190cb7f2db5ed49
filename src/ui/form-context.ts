import { createContext } from 'svelte';
import type { FormState } from './form-state.ts';

interface FormAround {
	/** What the action answered to this very form (null when it answered to another one of the page). */
	readonly state: FormState;
	/** Makes ids unique where a page has several forms. */
	readonly prefix: string;
}

const [get, set, has] = createContext<FormAround>();

export const setForm = set;

/** The form a field stands in, or undefined for a field used alone. */
export const formAround = (): FormAround | undefined => (has() ? get() : undefined);
