/**
 * Message to a worker thread: a job to run, or the answer to a job's question. `flight` is the number of the
 * job, `ask` that of the question.
 */
export type ToThread =
	| { readonly flight: number; readonly job: string; readonly input: unknown }
	| { readonly flight: number; readonly ask: number; readonly value: unknown }
	| { readonly flight: number; readonly ask: number; readonly fault: string };

/** What a worker thread says of a job: its question, its result, or its failure as text. */
type JobMessage =
	| { readonly ask: number; readonly question: string; readonly argument: unknown }
	| { readonly done: unknown }
	| { readonly failed: string };

/**
 * Message from a worker thread: that it is ready, or news of a job. `computedMs` is its processor time since
 * the last message in either direction, or since its start.
 */
export type FromThread = { readonly computedMs: number } & (
	{ readonly ready: true } | ({ readonly flight: number } & JobMessage)
);

/** Writes an error as text, its name and message, to send it between threads. */
export const errorAsText = (problem: unknown): string => String(problem);
