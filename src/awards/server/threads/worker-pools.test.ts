import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { ISSUING_THREADS, OWN_VERIFICATION_THREADS, VISITOR_VERIFICATION_THREADS } from './worker-pools.ts';

const held = ({ file: _file, ...pool }: typeof VISITOR_VERIFICATION_THREADS) => pool;

test('who verifies for visitors is held to 5 s, 192 MB and a short queue, and never tries again', () => {
	expect(held(VISITOR_VERIFICATION_THREADS)).toEqual({
		...{
			name: 'visitors',
			threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
			keptIdle: 1,
			jobsPerThread: 8,
		},
		...{ waiting: 64, waitingEach: 32, mostProcessorMs: 5_000, mostMegabytes: 192, restarts: 0 },
	});
});

test('our own badges have a thread of their own; what is issued waits as long as it must', () => {
	expect(held(OWN_VERIFICATION_THREADS)).toEqual({
		...{
			...held(VISITOR_VERIFICATION_THREADS),
			name: 'ours',
			threads: 1,
			waiting: 256,
			waitingEach: 64,
			restarts: 1,
		},
	});
	expect(held(ISSUING_THREADS)).toEqual({
		...{
			name: 'issuing',
			threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
			keptIdle: 0,
			jobsPerThread: 1,
		},
		...{ waiting: Infinity, waitingEach: Infinity, mostProcessorMs: 60_000, mostMegabytes: 256, restarts: 2 },
	});
	expect(VISITOR_VERIFICATION_THREADS.file()).toEqual(ISSUING_THREADS.file());
});
