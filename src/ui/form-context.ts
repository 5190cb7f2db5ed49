import { createContext } from 'svelte';
import type { OtherFormVersion, FormState } from './form-state.ts';

interface FormAround {
	/**
	 * The action's answer to this form (null when it answered another form of the page), or else its draft.
	 */
	readonly state: FormState;
	/** Another version of the form, shown under each field that differs; null when there is none. */
	readonly beside: OtherFormVersion | null;
	/** Prefix that makes the ids of fields unique where a page has several forms. */
	readonly prefix: string;
	/**
	 * True when the values of `state` were chosen about another version of what the page shows: choices then
	 * begin anew, texts stay.
	 */
	readonly outdated: boolean;
	/** Must be called by each field of the form as it is created. A form with a long text keeps a draft. */
	holds(what: 'field' | 'long text'): void;
}

const [get, set, has] = createContext<FormAround>();

export const setFormContext = set;

/** The Form component that contains this field, as fields see it; undefined for a field used alone. */
export const enclosingForm = (): FormAround | undefined => (has() ? get() : undefined);
