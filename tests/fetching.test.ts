import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS } from '../src/platform/server/fetch/limits.ts';
import { FETCH_CASES, openStage } from './faults/fetching-cases.ts';

// The service's own limits are tried by `npm run faults -- fetching`; here the same cases, with less patience.
const SHORT = { ...LIMITS, connectMs: 300, headersMs: 400, totalMs: 1_000, waitMs: 400 };
const PATIENCE = 500;

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
	stage = await openStage(SHORT);
});
afterAll(() => stage.close());

test.each(FETCH_CASES)('$name', async (one) => {
	const began = performance.now();
	expect(one.expected).toContain(await one.run(stage));
	expect(performance.now() - began).toBeLessThan(one.ms(SHORT) + PATIENCE);
});

test('the trap heard nothing, and nothing is left under way', async () => {
	await expect.poll(() => stage.site.seen.together).toBe(0);
	expect(stage.trap.seen.requests).toBe(0);
	expect(FETCH_CASES.length).toBeGreaterThan(50);
});
