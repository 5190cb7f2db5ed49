import { expect, test } from 'vitest';
import { compareVersions } from './comparison.ts';
import { framework } from './versions.ts';

const elements = (version: 'crcn-2019' | 'crcn-2025') =>
	framework(version).dimensions.reduce((sum, one) => sum + one.elements.length, 0);

test('from 2019 to 2025 all is kept and four elements are new; the other way, those four have no counterpart', () => {
	const kept = elements('crcn-2019');
	const forth = compareVersions('crcn-2019', 'crcn-2025');
	expect(forth.counts).toEqual({
		dimensions: { equal: 12, added: 0, none: 0 },
		elements: { equal: kept, added: 4, none: 0 },
	});
	const back = compareVersions('crcn-2025', 'crcn-2019');
	expect(back.counts).toEqual({
		dimensions: { equal: 12, added: 0, none: 0 },
		elements: { equal: kept, added: 0, none: 4 },
	});
	expect(kept + 4).toBe(elements('crcn-2025'));
});

test('each line has the name and the address of what stands on either side', () => {
	for (const [from, to] of [
		['crcn-2019', 'crcn-2025'],
		['crcn-2025', 'crcn-2019'],
	] as const) {
		const { dimensions } = compareVersions(from, to);
		expect(dimensions.map((one) => one.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
		for (const line of dimensions.flatMap((one) => [one, ...one.elements])) {
			expect(line.before === null).toBe(line.kind === 'added');
			expect(line.after === null).toBe(line.kind === 'none');
			if (line.before) expect(line.before.address.startsWith(`/framework/${from}/`)).toBe(true);
			if (line.after) expect(line.after.address.startsWith(`/framework/${to}/`)).toBe(true);
		}
	}
});
