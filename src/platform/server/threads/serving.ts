/**
 * True on the thread that answers visitors. Each worker thread has its own copy of this module, where it is
 * false.
 */
let serving = false;

/**
 * Marks this thread as the one that answers visitors, until the process ends: `mustNotBeServingThread` then
 * throws on it.
 */
export const markServingThread = (): void => void (serving = true);

/**
 * Throws on the thread that answers visitors, where heavy work would make everybody wait. `what` begins the
 * error's message.
 */
export function mustNotBeServingThread(what: string): void {
	if (serving) throw new Error(`${what} on the thread that answers visitors.`);
}
