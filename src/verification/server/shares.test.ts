import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobOptions, Threads } from '#platform/threads';
import { type TestWorld, testWorld } from '#tests/world';
import {
	visitorJobOptions,
	countVerification,
	VERIFICATION_LIMIT_PER_ADDRESS,
} from './verification-limits.ts';
import { verifyForVisitor } from './verify-for-visitor.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

/**
 * A world whose thread pool reports for each job that it computed for `ms` milliseconds, and records the
 * options and the input of the job.
 */
function costing(ms: number) {
	const given: (JobOptions | undefined)[] = [];
	const inputs: unknown[] = [];
	const threads: Threads = {
		...world.threads,
		do(job, hand, giving) {
			given.push(giving);
			inputs.push(hand().input);
			giving?.spent?.(ms);
			return world.threads.do(job, hand, giving);
		},
	};
	return { given, inputs, costly: { ...world, threads } };
}
let visitor = 0;
const someone = () => `198.51.100.${(visitor += 1)}`;

describe('a visitor’s share', () => {
	test.each([
		[0, 1],
		[24, 1],
		[25, 2],
		[1_000, 41],
		[3_000, 121],
	])('a verification of %i ms counts as %i', async (ms, counts) => {
		const address = someone();
		countVerification(world, address);
		await verifyForVisitor(costing(ms).costly, { typed: '{}' }, { visitor: address });
		expect(countVerification(world, address).left).toBe(VERIFICATION_LIMIT_PER_ADDRESS.burst - counts - 1);
	});

	test('dear ones use it up, those of their whole IPv6 network too; others keep theirs', async () => {
		const { given, costly } = costing(5_000);
		for (const host of ['2001:db8:1:1::1', '2001:db8:1:1::2'])
			await verifyForVisitor(costly, { typed: '{}' }, { visitor: host });
		expect(countVerification(world, '2001:db8:1:1::3').allowed).toBe(false);
		expect(countVerification(world, '2001:db8:1:2::3').allowed).toBe(true);
		// Two hosts of one IPv6 network are also one visitor in the queue of the threads.
		expect(new Set(given.map((giving) => giving?.whose))).toEqual(new Set(['2001:db8:1:1']));
	});

	test('what all visitors cost together is bounded too, by service', async () => {
		const other = await testWorld();
		const spend = (at: number) => visitorJobOptions(other, `198.51.100.${at}`).spent(5_000);
		for (let at = 0; at < 7; at += 1) spend(at);
		expect(countVerification(other, '203.0.113.1').allowed).toBe(true);
		spend(7);
		expect(countVerification(other, '203.0.113.2').allowed).toBe(false);
		expect(countVerification(world, '203.0.113.2').allowed).toBe(true);
		await other.close();
	});

	test('what is longer than any address is given to other threads as it came', async () => {
		const { inputs, costly } = costing(0);
		const long = `${' '.repeat(4_000)}k7tw-3b9x${' '.repeat(4_300)}`;
		const report = await verifyForVisitor(costly, { typed: long }, { visitor: someone() });
		expect(report.page).toBeNull();
		expect(inputs).toMatchObject([{ given: long }]);
	});
});
