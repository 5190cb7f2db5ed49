/** What a thread is told: a job to do, or the answer to what it asked. */
export type Told =
	| { readonly flight: number; readonly job: string; readonly input: unknown }
	| { readonly flight: number; readonly ask: number; readonly value: unknown }
	| { readonly flight: number; readonly ask: number; readonly fault: string };

/** What a thread says: that it has started, a question, what came of a job, or that it failed and why in words. */
export type Said =
	| { readonly ready: true }
	| { readonly flight: number; readonly ask: number; readonly question: string; readonly argument: unknown }
	| { readonly flight: number; readonly done: unknown }
	| { readonly flight: number; readonly failed: string };

/** A fault in words: its name and message. */
export const inWords = (problem: unknown): string =>
	problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
