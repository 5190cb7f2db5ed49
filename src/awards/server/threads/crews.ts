import { type Crew, threadsBeside, workerFile } from '#platform/threads';

const file = () => workerFile('badge-worker', import.meta.url);

/** Who verifies what visitors give: hostile ground, few at a time. */
export const VISITORS: Crew = {
	name: 'visitors',
	file,
	threads: threadsBeside(2),
	kept: 1,
	together: 8,
	waiting: 64,
	waitingEach: 32,
	mostMs: 5_000,
	mostMegabytes: 192,
	again: 0,
};

/** Who verifies our own badges, where one stands on a page or is being issued: no visitor keeps it busy. */
export const OURS: Crew = {
	...VISITORS,
	name: 'ours',
	threads: 1,
	waiting: 256,
	waitingEach: 64,
	again: 1,
};

/** Who lints and signs badges, a few dozen at a time. */
export const ISSUING: Crew = {
	...OURS,
	name: 'issuing',
	threads: threadsBeside(4),
	kept: 0,
	together: 1,
	waiting: Infinity,
	waitingEach: Infinity,
	// Fifty badges in one task.
	mostMs: 60_000,
	mostMegabytes: 256,
	again: 2,
};
