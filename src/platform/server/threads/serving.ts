/** Whether this very thread answers visitors; each worker thread has a copy of this module of its own. */
let serving = false;

/** Says that this thread answers visitors, for as long as the process lives. */
export const declareServing = (): void => void (serving = true);

/** Throws on the thread that answers visitors: there, heavy work would make everybody wait. */
export function mustNotServe(what: string): void {
	if (serving) throw new Error(`${what} on the thread that answers visitors.`);
}
