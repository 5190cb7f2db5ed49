/** What a thread is told: a job to do, or the answer to what it asked. */
export type Told =
	| { readonly flight: number; readonly job: string; readonly input: unknown }
	| { readonly flight: number; readonly ask: number; readonly value: unknown }
	| { readonly flight: number; readonly ask: number; readonly fault: string };

/** What a thread says of a job: a question, what came of it, or that it failed and why in words. */
type SaidOfJob =
	| { readonly ask: number; readonly question: string; readonly argument: unknown }
	| { readonly done: unknown }
	| { readonly failed: string };

/**
 * What a thread says: that it has started, with the processor it used until then (ms), or something of a job, with what
 * it used for it since it was told.
 */
export type Said = { readonly computedMs: number } & (
	{ readonly ready: true } | ({ readonly flight: number } & SaidOfJob)
);

/** A fault in words: its name and message. */
export const inWords = (problem: unknown): string =>
	problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
