import { expect, test } from 'vitest';
import { OUTLINE_PATHS, outlinedPetal } from './badge-outline.ts';
import { slicePath } from './geometry.ts';
import { sector } from './wheel.ts';

const centre = { x: 48, y: 48 };
const corners = { innerCorner: 1.5, outerCorner: 2.5 };

test('the petals that are written out are slices of the wheel’s own angles', () => {
	const heart = { from: 180, to: 360, inner: 12.5, outer: 20, inset: 1.5 };
	const petal = { from: 0, to: 36, inner: 21, outer: 36.5, inset: 0.5 };
	expect(OUTLINE_PATHS.heart).toBe(slicePath(centre, { ...heart, ...corners }));
	expect(OUTLINE_PATHS.petal).toBe(slicePath(centre, { ...petal, ...corners }));
});

test('each dimension’s petal stands where the wheel has it', () => {
	for (let number = 1; number <= 12; number++) {
		const { path, turn } = outlinedPetal(number);
		const first = sector(number < 3 ? 1 : 3);
		expect(path).toBe(number < 3 ? OUTLINE_PATHS.heart : OUTLINE_PATHS.petal);
		expect((first.from + turn) % 360).toBe(sector(number).from % 360);
	}
});
