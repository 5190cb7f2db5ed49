import { type Crew, threadsBeside, workerFile } from '#platform/threads';

const file = () => workerFile('badge-worker', import.meta.url);

/** Worker threads that verify badges given by visitors: untrusted input, so few threads and tight limits. */
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

/**
 * The worker thread that verifies our own badges, for pages and for issuing; visitors cannot keep it busy.
 */
export const OURS: Crew = {
	...VISITORS,
	name: 'ours',
	threads: 1,
	waiting: 256,
	waitingEach: 64,
	again: 1,
};

/** Worker threads that lint and sign badges in batches of up to fifty. */
export const ISSUING: Crew = {
	...OURS,
	name: 'issuing',
	threads: threadsBeside(4),
	kept: 0,
	together: 1,
	waiting: Infinity,
	waitingEach: Infinity,
	mostMs: 60_000,
	mostMegabytes: 256,
	again: 2,
};
