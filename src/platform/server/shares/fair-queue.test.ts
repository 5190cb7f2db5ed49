import { describe, expect, test } from 'vitest';
import { FairQueue, fairJobRunner } from './fair-queue.ts';

const all = <T>(line: FairQueue<T>, underWay?: (whose: string) => number) => {
	const taken: T[] = [];
	for (let next = line.next(underWay); next !== undefined; next = line.next(underWay)) taken.push(next);
	return taken;
};

describe('a fair line', () => {
	test('serves in turn those who ask, each in the order they asked', () => {
		const line = new FairQueue<string>({ waiting: 10, waitingEach: 10 });
		for (const one of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) line.add(one.charAt(0), one);
		expect(line.size).toBe(6);
		expect(all(line)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
		expect(line.size).toBe(0);
		line.add('a', 'a4');
		expect(all(line)).toEqual(['a4']);
	});

	test('serves first those whose work is least under way', () => {
		const line = new FairQueue<string>({ waiting: 10, waitingEach: 10 });
		for (const one of ['a1', 'b1', 'c1', 'b2']) line.add(one.charAt(0), one);
		const running = new Map([
			['a', 2],
			['b', 1],
		]);
		expect(all(line, (whose) => running.get(whose) ?? 0)).toEqual(['c1', 'b1', 'b2', 'a1']);
	});

	test('turns away what one asks beyond their own share', () => {
		const line = new FairQueue<string>({ waiting: 10, waitingEach: 2 });
		expect([line.add('a', 'a1'), line.add('a', 'a2')]).toEqual([undefined, undefined]);
		expect(line.add('a', 'a3')).toBe('a3');
		expect(all(line)).toEqual(['a1', 'a2']);
	});

	test('full, turns away the last of whoever asks for most, for whoever asks for less by two', () => {
		const line = new FairQueue<string>({ waiting: 4, waitingEach: 4 });
		for (const one of ['b1', 'a1', 'a2', 'a3']) expect(line.add(one.charAt(0), one)).toBe(undefined);
		expect(line.add('a', 'a4')).toBe('a4');
		expect(line.add('b', 'b2')).toBe('a3');
		// Visitors a and b have two items each: those already waiting stay, and the new one is refused.
		expect(line.add('b', 'b3')).toBe('b3');
		expect(line.add('c', 'c1')).toBe('b2');
		expect(line.size).toBe(4);
		expect(all(line).sort()).toEqual(['a1', 'a2', 'b1', 'c1']);
	});

	test('with room for nobody, turns everybody away', () => {
		expect(new FairQueue<string>({ waiting: 0, waitingEach: 1 }).add('a', 'a1')).toBe('a1');
	});
});

describe('a fair queue', () => {
	const refused = () => new Error('busy');

	test('runs so many at once, and lets the others wait in turn', async () => {
		const queue = fairJobRunner(2, { waiting: 8, waitingEach: 8 }, refused);
		const order: string[] = [];
		const gates: (() => void)[] = [];
		let running = 0;
		let most = 0;
		const work = (one: string) => async () => {
			order.push(one);
			most = Math.max(most, (running += 1));
			await new Promise<void>((done) => gates.push(done));
			running -= 1;
			return one;
		};
		const jobs = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1'].map((one) => queue(one.charAt(0), work(one)));
		for (let n = 0; n < 6; n += 1) {
			await expect.poll(() => gates.length).toBeGreaterThan(0);
			gates.shift()?.();
		}
		expect(await Promise.all(jobs)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'c1']);
		expect(most).toBe(2);
		// While a job of visitor a still runs, b comes before a; then the visitors come in turn.
		expect(order).toEqual(['a1', 'a2', 'b1', 'a3', 'c1', 'a4']);
	});

	test('turns away beyond what may wait; a failure gives its place back', async () => {
		const queue = fairJobRunner(1, { waiting: 1, waitingEach: 1 }, refused);
		const fails = queue('a', async () => {
			throw new Error('work');
		});
		const waits = queue('a', async () => 'waited');
		await expect(queue('b', async () => 'never')).rejects.toThrow('busy');
		await expect(fails).rejects.toThrow('work');
		expect(await waits).toBe('waited');
		expect(await queue('a', async () => 'again')).toBe('again');
	});
});
