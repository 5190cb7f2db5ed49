import { expect, test } from 'vitest';
import { onRay, sliceBox, slicePath, type Point } from './geometry.ts';

const CENTRE = { x: 200, y: 200 };

/** The points that relative SVG path data passes through, at the ends of its lines and arcs. */
export function pathPoints(path: string): Point[] {
	const points: Point[] = [];
	let at = { x: 0, y: 0 };
	for (const [, letter, rest] of path.matchAll(/([MlvaAhz])([^MlvaAhz]*)/g)) {
		const n = (rest!.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
		if (letter === 'M') at = { x: n[0]!, y: n[1]! };
		else if (letter === 'l') at = { x: at.x + n[0]!, y: at.y + n[1]! };
		else if (letter === 'v') at = { x: at.x, y: at.y + n[0]! };
		else if (letter === 'a') at = { x: at.x + n[5]!, y: at.y + n[6]! };
		if (letter !== 'z') points.push(at);
	}
	return points;
}

test('angles run clockwise from the top', () => {
	const near = (p: Point) => ({ x: Math.round(p.x), y: Math.round(p.y) });
	expect(near(onRay(CENTRE, 0, 100))).toEqual({ x: 200, y: 100 });
	expect(near(onRay(CENTRE, 90, 100))).toEqual({ x: 300, y: 200 });
	expect(near(onRay(CENTRE, 90, 100, 10))).toEqual({ x: 300, y: 210 });
});

test('the sides of two neighbours stay parallel, at the same distance all along', () => {
	const gap = 3.4;
	const slice = { inner: 89, outer: 173, inset: gap, innerCorner: 4, outerCorner: 7 };
	for (const boundary of [36, 72, 180, 324]) {
		const petals = [
			slicePath(CENTRE, { ...slice, from: boundary - 36, to: boundary }),
			slicePath(CENTRE, { ...slice, from: boundary, to: boundary + 36 }),
		];
		const angle = (boundary * Math.PI) / 180;
		for (const path of petals) {
			const distances = pathPoints(path).map((p) =>
				Math.abs((p.x - 200) * Math.cos(angle) + (p.y - 200) * Math.sin(angle)),
			);
			expect(Math.min(...distances)).toBeGreaterThan(gap - 0.15);
			expect(distances.filter((d) => Math.abs(d - gap) < 0.15).length).toBeGreaterThanOrEqual(2);
		}
	}
});

test('an outline comes back to where it began, in steps that do not drift', () => {
	for (let from = 0; from < 360; from += 36) {
		const path = slicePath(CENTRE, {
			from,
			to: from + 36,
			inner: 89,
			outer: 173,
			inset: 3.4,
			outerCorner: 7,
		});
		const points = pathPoints(path);
		expect(points.at(-1)!.x).toBeCloseTo(points[0]!.x, 5);
		expect(points.at(-1)!.y).toBeCloseTo(points[0]!.y, 5);
	}
});

test('the box of a slice holds every point of its outline', () => {
	for (const slice of [
		{ from: 0, to: 36, inner: 89, outer: 173, inset: 3.4, innerCorner: 4, outerCorner: 7 },
		{ from: 72, to: 108, inner: 89, outer: 173, inset: 3.4, innerCorner: 4, outerCorner: 7 },
		{ from: 180, to: 360, inner: 0, outer: 26, inset: 2.2 },
	]) {
		const box = sliceBox(CENTRE, slice);
		for (const { x, y } of pathPoints(slicePath(CENTRE, slice))) {
			expect(x).toBeGreaterThanOrEqual(box.left - 0.1);
			expect(x).toBeLessThanOrEqual(box.right + 0.1);
			expect(y).toBeGreaterThanOrEqual(box.top - 0.1);
			expect(y).toBeLessThanOrEqual(box.bottom + 0.1);
		}
	}
});

test('a half disc has no inner arc', () => {
	const path = slicePath(CENTRE, { from: 0, to: 180, inner: 0, outer: 26, inset: 2.2 });
	expect(path).toMatch(/^M202\.2 174\.1a26 26 0 0 1 0 51\.8v-51\.8z$/);
});
