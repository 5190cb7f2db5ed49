import { browserStorage } from '#ui/browser-storage.ts';

/** The name a trial has in a browser. */
export const TRIAL = 'macaron.trial';

/** What answers that wait are named by; the person’s own name in the browser follows. */
export const WAITING = 'macaron.waiting.';

/** Whether something of that name was left in this browser. */
export function isLeft(name: string): boolean {
	return browserStorage.names().some((one) => one.startsWith(name));
}
