import { browserStorage } from '#ui/browser-storage.ts';

/** The name, in the browser's storage, of the answers that somebody gave without an account (a trial). */
export const TRIAL_STORAGE_NAME = 'macaron.trial';

/**
 * The beginning of the names, in the browser's storage, of a person's unsent answers; the person’s pseudonym
 * follows.
 */
export const UNSENT_ANSWERS_PREFIX = 'macaron.waiting.';

/** Whether the browser's storage has an entry whose name starts with this text. */
export function hasStoredEntry(name: string): boolean {
	return browserStorage.names().some((one) => one.startsWith(name));
}
