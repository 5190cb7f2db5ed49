import { afterAll, beforeAll, expect, test } from 'vitest';
import { FETCH_LIMITS } from '../src/platform/server/fetch/limits.ts';
import { FETCH_CASES, openStage } from './faults/fetching-cases.ts';

// The service's real time limits are tried by `npm run faults -- fetching`. Here no time is measured: the one
// limit that a case runs into is short, and the others are longer than any test may take.
const SHORT = { connectMs: 300, headersMs: 400, totalMs: 1_000, waitMs: 400 };
const NEVER_OVER = 3_600_000;
const PATIENT = {
	...FETCH_LIMITS,
	connectMs: NEVER_OVER,
	headersMs: NEVER_OVER,
	totalMs: NEVER_OVER,
	waitMs: NEVER_OVER,
};

type Opened = Awaited<ReturnType<typeof openStage>>;
const KINDS = [undefined, 'connectMs', 'headersMs', 'totalMs', 'waitMs'] as const;
const stages = new Map<(typeof KINDS)[number], Opened>();
beforeAll(async () => {
	for (const kind of KINDS)
		stages.set(kind, await openStage(kind ? { ...PATIENT, [kind]: SHORT[kind] } : PATIENT));
});
afterAll(async () => void (await Promise.all([...stages.values()].map((stage) => stage.close()))));

test.each(FETCH_CASES)('$name', async (one) => {
	const stage = stages.get(one.waits);
	expect(one.expected).toContain(stage && (await one.run(stage)));
});

test('each limit of time is waited for by some case', () => {
	expect(new Set(FETCH_CASES.map(({ waits }) => waits))).toEqual(new Set(KINDS));
});

test('the trap heard nothing, and nothing is left under way', async () => {
	for (const stage of stages.values()) {
		await expect.poll(() => stage.site.seen.together, { timeout: 60_000 }).toBe(0);
		expect(stage.trap.seen.requests).toBe(0);
	}
	expect(FETCH_CASES.length).toBeGreaterThan(50);
});
