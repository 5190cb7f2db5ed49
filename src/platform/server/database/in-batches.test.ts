import { expect, test } from 'vitest';
import { inBatches } from './in-batches.ts';

test.each([
	[0, []],
	[1, [1]],
	[500, [500]],
	[501, [500, 1]],
	[1_700, [500, 500, 500, 200]],
])(
	'%i values are asked for in queries of %j, one after the other, and nothing is lost',
	async (many, sizes) => {
		const values = Array.from({ length: many }, (_, at) => at);
		const asked: number[] = [];
		let underWay = 0;
		const found = await inBatches(values, async (some) => {
			underWay += 1;
			asked.push(some.length);
			await Promise.resolve();
			expect(underWay).toBe(1);
			underWay -= 1;
			return some.flatMap((one) => [one, -one]);
		});
		expect(asked).toEqual(sizes);
		expect(found).toEqual(values.flatMap((one) => [one, -one]));
	},
);
