import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeatWork } from './repeat-work.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work whose calls end when the test says so, and what was logged about it. */
function work() {
	const calls: { end: () => void; fail: () => void; isStopped: () => boolean }[] = [];
	const lines: string[] = [];
	const note = (event: string) => void lines.push(event);
	const log = { info: note, warn: note, error: note };
	const repeated = repeatWork(
		{ log },
		{
			...{ name: 'letters', everyMs: 1_000 },
			work: (isStopped) =>
				new Promise<void>((end, fail) => calls.push({ end, fail: () => fail(new Error('no')), isStopped })),
		},
	);
	return { calls, lines, repeated };
}

test('one call at a time, again once it has ended, whether it failed or not', async () => {
	const { calls, lines } = work();
	await vi.advanceTimersByTimeAsync(999);
	expect(calls).toHaveLength(0);
	await vi.advanceTimersByTimeAsync(5_001);
	expect(calls).toHaveLength(1);
	calls[0]!.fail();
	await vi.advanceTimersByTimeAsync(1_000);
	expect([calls.length, lines]).toEqual([2, ['letters.failed']]);
	calls[1]!.end();
	await vi.advanceTimersByTimeAsync(1_000);
	expect(calls).toHaveLength(3);
});

test('stopping tells the call under way, waits for it, and begins no other', async () => {
	const { calls, repeated } = work();
	await vi.advanceTimersByTimeAsync(1_000);
	expect(calls[0]!.isStopped()).toBe(false);
	let stopped = false;
	const stopping = repeated.stop().then(() => (stopped = true));
	await vi.advanceTimersByTimeAsync(5_000);
	expect([calls[0]!.isStopped(), stopped]).toEqual([true, false]);
	calls[0]!.end();
	await stopping;
	await vi.advanceTimersByTimeAsync(5_000);
	expect(calls).toHaveLength(1);
});
