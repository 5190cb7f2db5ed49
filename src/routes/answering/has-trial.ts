/** The name a trial has in a browser. */
export const TRIAL = 'macaron.trial';

/** Whether something was answered without an account, and left in this browser. */
export function hasTrial(): boolean {
	try {
		return localStorage.getItem(TRIAL) !== null;
	} catch {
		return false;
	}
}
