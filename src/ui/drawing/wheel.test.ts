import { expect, test } from 'vitest';
import { onRay, sliceBox } from './geometry.ts';
import {
	CENTRE,
	DIAMOND_REACH,
	wheelPetals,
	LABEL_SIZE,
	RING_MARK,
	SEAMS,
	SIZE,
	type PetalMark,
	type Standing,
	type WheelMarks,
} from './wheel.ts';

const dimensions = Array.from({ length: 12 }, (_, index) => ({
	number: index + 1,
	slug: `dimension-${index + 1}`,
	title: `Dimension ${index + 1}`,
	short: `D${index + 1}`,
}));
const STANDINGS: readonly Standing[] = ['not-situated', 'starting', 'beginner', 'intermediate', 'advanced'];
const OBSERVED = [null, 'beginner', 'intermediate', 'advanced'] as const;

const everywhere = (marks: WheelMarks) => Object.fromEntries(dimensions.map(({ slug }) => [slug, marks]));
const draw = (marks: WheelMarks) => wheelPetals({ dimensions, marks: everywhere(marks) });
const all = STANDINGS.flatMap((said) =>
	STANDINGS.flatMap((shown) => OBSERVED.flatMap((observed) => draw({ said, shown, observed }))),
);
const distance = (a: PetalMark, b: PetalMark) => Math.hypot(a.at.x - b.at.x, a.at.y - b.at.y);

test('the heart is 1 on the left and 2 on the right, the petals follow clockwise from the top', () => {
	const petals = wheelPetals({ dimensions });
	const boxes = petals.map(({ bands }) => sliceBox(CENTRE, bands[2]!.slice));
	expect(boxes[0]!.right).toBeLessThan(CENTRE.x);
	expect(boxes[1]!.left).toBeGreaterThan(CENTRE.x);
	expect(boxes[2]!.bottom).toBeLessThan(CENTRE.y - 80);
	expect(boxes[2]!.left).toBeGreaterThan(CENTRE.x);
	expect(boxes[11]!.right).toBeLessThan(CENTRE.x);
	expect(petals.map(({ label }) => label.text)).toEqual([
		'1',
		'2',
		'3',
		'4',
		'5',
		'6',
		'7',
		'8',
		'9',
		'10',
		'11',
		'12',
	]);
});

test('the seams are circles that cover the space between two bands of every petal', () => {
	const radii = [...SEAMS.path.matchAll(/a([\d.]+) /g)].map(([, radius]) => Number(radius));
	expect(radii).toHaveLength(4);
	for (const { bands } of wheelPetals({ dimensions }))
		for (const [within, beyond] of [
			[bands[0]!.slice.outer, bands[1]!.slice.inner],
			[bands[1]!.slice.outer, bands[2]!.slice.inner],
		] as const) {
			expect(radii).toContain((within + beyond) / 2);
			expect(SEAMS.width).toBeGreaterThan(beyond - within);
		}
});

test('no seam runs over a mark', () => {
	const radii = [26, 47, 117, 145];
	for (const { marks } of all)
		for (const { at, reach } of marks) {
			const away = Math.hypot(at.x - CENTRE.x, at.y - CENTRE.y);
			for (const radius of radii)
				expect(Math.abs(away - radius)).toBeGreaterThanOrEqual(reach + SEAMS.width / 2);
		}
});

test('without marks every band is tinted, as an invitation', () => {
	for (const petal of wheelPetals({ dimensions })) {
		expect(petal.bands.map(({ said }) => said)).toEqual([1, 2, 3]);
		expect(petal.marks).toEqual([]);
	}
});

test.each([
	['not-situated', [null, null, null]],
	['starting', [null, null, null, 1]],
	['beginner', [1, null, null]],
	['intermediate', [1, 2, null]],
	['advanced', [1, 2, 3]],
] as const)('said %s fills %j', (said, filled) => {
	for (const petal of draw({ said, shown: 'not-situated', observed: null }))
		expect(petal.bands.map((band) => band.said)).toEqual(filled);
});

test('a dimension that nothing was said of stays empty beside the others', () => {
	const [first, second] = wheelPetals({
		dimensions,
		marks: { 'dimension-1': { said: 'advanced', shown: 'advanced', observed: 'beginner' } },
	});
	expect(first!.marks).toMatchObject([
		{ shape: 'ring', level: 3 },
		{ shape: 'diamond', level: 1 },
	]);
	expect(second!.bands.every(({ said }) => said === null)).toBe(true);
	expect(second!.marks).toEqual([]);
});

test('a mark reads at 280 pixels: at least 4 pixels from its centre to its edge, numbers at least 11 high', () => {
	const scale = 280 / SIZE;
	expect(Math.min(...all.flatMap(({ marks }) => marks.map(({ reach }) => reach))) * scale).toBeGreaterThan(4);
	expect((RING_MARK.radius - RING_MARK.stroke / 2) * scale).toBeGreaterThan(3);
	expect(DIAMOND_REACH * scale).toBeGreaterThan(5);
	expect(LABEL_SIZE * scale).toBeGreaterThan(11);
});

/** Least distance between two marks, so that each stands out from the band. */
const LEAST_GAP = 1.5;

test('marks never touch each other, and each keeps its ground within its own band', () => {
	expect(all.length).toBe(12 * 5 * 5 * 4);
	for (const { marks, bands } of all) {
		const [ring, diamond] = marks;
		if (ring && diamond)
			expect(distance(ring, diamond)).toBeGreaterThan(ring.reach + diamond.reach + LEAST_GAP);
		for (const mark of marks) {
			const { inner, outer, from, to, inset } = bands[mark.level - 1]!.slice;
			const fromCentre = Math.hypot(mark.at.x - CENTRE.x, mark.at.y - CENTRE.y);
			expect(fromCentre + mark.reach).toBeLessThan(outer);
			if (inner > 0) expect(fromCentre - mark.reach).toBeGreaterThan(inner);
			for (const side of [from, to]) {
				const ray = onRay({ x: 0, y: 0 }, side, 1);
				const aside = Math.abs((mark.at.x - CENTRE.x) * ray.y - (mark.at.y - CENTRE.y) * ray.x);
				expect(aside - mark.reach).toBeGreaterThan(inset);
			}
		}
	}
});

test('the ring comes first as one reads', () => {
	for (const { marks } of draw({ said: 'advanced', shown: 'intermediate', observed: 'intermediate' })) {
		const [ring, diamond] = marks as [PetalMark, PetalMark];
		const dx = diamond.at.x - ring.at.x;
		expect(Math.abs(dx) > 1 ? dx : diamond.at.y - ring.at.y).toBeGreaterThan(0);
	}
});

test('nothing leaves the box, and no number meets a petal', () => {
	const petals = wheelPetals({ dimensions });
	const slices = petals.flatMap(({ bands }) => bands.map(({ slice }) => slice));
	for (const box of slices.map((slice) => sliceBox(CENTRE, slice))) {
		expect(Math.min(box.left, box.top)).toBeGreaterThan(0);
		expect(Math.max(box.right, box.bottom)).toBeLessThan(SIZE);
	}
	for (const { label } of petals) {
		const half = { width: label.text.length * LABEL_SIZE * 0.31, height: LABEL_SIZE * 0.36 };
		for (const x of [label.at.x - half.width, label.at.x + half.width])
			for (const y of [label.at.y - half.height, label.at.y + half.height]) {
				expect(Math.min(x, y, SIZE - x, SIZE - y)).toBeGreaterThan(0);
				const fromCentre = Math.hypot(x - CENTRE.x, y - CENTRE.y);
				for (const { inner, outer } of slices) expect(fromCentre > inner && fromCentre < outer).toBe(false);
			}
	}
});
