import { svgNumber, onRay, svgPoint, slicePath, type Point, type Slice } from './geometry.ts';

/** A level of competency; the wheel draws them from the inside of a petal outwards. */
export type Level = 'beginner' | 'intermediate' | 'advanced';

/** Where one of the three sources places a person in a dimension. */
export type Standing = 'not-situated' | 'starting' | Level;

/** A dimension as the wheel shows it: numbers 1 and 2 are the halves of its heart, 3 to 12 its petals. */
export interface WheelDimension {
	readonly number: number;
	readonly slug: string;
	readonly title: string;
	readonly short: string;
}

/** A person's level in one dimension by each of the three sources, never merged. */
export interface WheelMarks {
	readonly said: Standing;
	readonly shown: Standing;
	readonly observed: Level | null;
}

/**
 * One band of a petal, or the thin first part of a band for `starting`; `said` selects the tint, null for an
 * empty band.
 */
export interface PetalBand {
	readonly said: 1 | 2 | 3 | null;
	readonly path: string;
	readonly slice: Slice;
}

/**
 * A mark on a band of a petal: a ring (shown by a situation) or a diamond (observed by an adviser). `reach`
 * is the distance from its centre to its outermost ink.
 */
export interface PetalMark {
	readonly shape: 'ring' | 'diamond';
	readonly level: 1 | 2 | 3;
	/** True for the dashed ring of a situation that shows no level (`starting`), drawn on the first band. */
	readonly dashed?: true;
	readonly at: Point;
	readonly reach: number;
}

export interface Petal {
	readonly number: number;
	readonly slug: string;
	readonly bands: readonly PetalBand[];
	readonly marks: readonly PetalMark[];
	/**
	 * The outline of what the person said at an earlier date, as SVG path data; null when they said nothing,
	 * or no date is compared.
	 */
	readonly before: string | null;
	readonly label: { readonly text: string; readonly at: Point };
}

export const SIZE = 400;
export const CENTRE: Point = { x: 200, y: 200 };
/**
 * The radius and line width of the ring. `dash` is the length of a dash and of a gap; four of each go around
 * it.
 */
export const RING_MARK = { radius: 5.8, stroke: 2.8, dash: [5.1, 4] } as const;
export const DIAMOND_REACH = 8.2;
export const LABEL_SIZE = 16;

const HEART = { radii: [0, 26, 47, 68], inset: 2.2, innerCorner: 0, outerCorner: 5, sliver: 10, label: 78.5 };
const PETAL = {
	radii: [89, 117, 145, 173],
	inset: 3.4,
	innerCorner: 4,
	outerCorner: 7,
	sliver: 7,
	label: 186.5,
};
/** Width of the gap between two bands of a petal. */
const SEAM = 2;
/**
 * The circles between the bands, as SVG path data and line width. Drawn over the bands in the colour of the
 * ground, they hide the strokes of the bands where these meet: what remains is the outline of each petal.
 */
export const SEAMS = {
	path: [HEART, PETAL]
		.flatMap(({ radii }) => radii.slice(1, 3))
		.map((r) => `M${CENTRE.x - r} ${CENTRE.y}a${r} ${r} 0 1 0 ${2 * r} 0 ${r} ${r} 0 1 0-${2 * r} 0`)
		.join(''),
	width: SEAM + 0.4,
} as const;
/** Half of the distance between two marks on one band. */
const APART = 10;
const LEVELS: readonly Level[] = ['beginner', 'intermediate', 'advanced'];

/** The place of a dimension on the wheel: angles clockwise from the top, radii of its bands, corner radii. */
export function sector(number: number) {
	if (number === 1) return { ...HEART, from: 180, to: 360 };
	if (number === 2) return { ...HEART, from: 0, to: 180 };
	return { ...PETAL, from: (number - 3) * 36, to: (number - 2) * 36 };
}

type Sector = ReturnType<typeof sector>;

function bandSlice(place: Sector, level: 1 | 2 | 3): Slice {
	const { from, to, radii, inset } = place;
	const inner = radii[level - 1]!;
	return {
		from,
		to,
		inset,
		inner: level === 1 ? inner : inner + SEAM / 2,
		outer: radii[level]! - (level === 3 ? 0 : SEAM / 2),
		innerCorner: level === 1 ? place.innerCorner : 0,
		outerCorner: level === 3 ? place.outerCorner : 0,
	};
}

function levelOf(standing: Standing | null): 0 | 1 | 2 | 3 {
	return (LEVELS.indexOf(standing as Level) + 1) as 0 | 1 | 2 | 3;
}

/**
 * Places a dimension's marks on its petal: a single mark on the petal's axis; two on the same band side by
 * side, the ring on the left.
 */
function marksOf(place: Sector, marks: WheelMarks): PetalMark[] {
	const starting = marks.shown === 'starting';
	const shown = starting ? 1 : levelOf(marks.shown);
	const observed = levelOf(marks.observed);
	const axis = (place.from + place.to) / 2;
	const put = (level: 1 | 2 | 3, aside: number): Point => {
		const half = place.radii[0] === 0 && level === 1;
		const radius = (place.radii[level - 1]! + place.radii[level]!) / 2;
		return onRay(CENTRE, axis, half ? 12 : Math.sqrt(radius ** 2 - aside ** 2), aside);
	};
	const side = (level: 1 | 2 | 3) => {
		const [a, b] = [put(level, -APART), put(level, APART)];
		const first = Math.abs(a.x - b.x) > 1 ? a.x < b.x : a.y < b.y;
		return first ? -APART : APART;
	};
	const together = shown === observed && shown !== 0;
	const drawn: PetalMark[] = [];
	if (shown)
		drawn.push({
			shape: 'ring',
			level: shown,
			...(starting ? { dashed: true } : {}),
			at: put(shown, together ? side(shown) : 0),
			reach: RING_MARK.radius + RING_MARK.stroke / 2,
		});
	if (observed)
		drawn.push({
			shape: 'diamond',
			level: observed,
			at: put(observed, together ? -side(observed) : 0),
			reach: DIAMOND_REACH,
		});
	return drawn;
}

/**
 * Cache of SVG paths by slice: petals have the same geometry for everybody, and there are about a hundred
 * paths.
 */
const paths = new Map<string, string>();

function pathOf(slice: Slice): string {
	const key = JSON.stringify(slice);
	const known = paths.get(key) ?? slicePath(CENTRE, slice);
	paths.set(key, known);
	return known;
}

/**
 * The outline of the bands of a petal that a standing fills: a thin first part for `starting`, up to the rim
 * for the highest level; null for none.
 */
function edgeOf(place: Sector, standing: Standing | undefined): string | null {
	if (standing === undefined || standing === 'not-situated') return null;
	const level = levelOf(standing);
	const outer = level === 0 ? place.radii[0]! + place.sliver : place.radii[level]!;
	const { from, to, inset, innerCorner } = place;
	const outerCorner = level === 3 ? place.outerCorner : 0;
	return pathOf({ from, to, inset, inner: place.radii[0]!, outer, innerCorner, outerCorner });
}

/**
 * Computes the petals of the macaron, as paths in a 400 × 400 box; without a person's levels (`marks`) every band is
 * tinted.
 */
export function wheelPetals(wheel: {
	readonly dimensions: readonly WheelDimension[];
	readonly marks?: Readonly<Record<string, WheelMarks>> | undefined;
	/**
	 * What the person said at an earlier date, by slug of the dimension: drawn as an outline over today’s.
	 */
	readonly before?: Readonly<Record<string, Standing>> | undefined;
}): readonly Petal[] {
	return wheel.dimensions.map(({ number, slug }) => {
		const place = sector(number);
		const marks = wheel.marks?.[slug];
		const said = wheel.marks ? levelOf(marks?.said ?? null) : 3;
		const slices = ([1, 2, 3] as const).map((level) => bandSlice(place, level));
		const bands = slices.map((slice, index): PetalBand => {
			const level = (index + 1) as 1 | 2 | 3;
			return { slice, said: level <= said ? level : null, path: pathOf(slice) };
		});
		// `starting` (able with help) is drawn as a thin first part of the inner band.
		if (marks?.said === 'starting') {
			const slice = { ...slices[0]!, outer: place.radii[0]! + place.sliver };
			bands.push({ slice, said: 1, path: pathOf(slice) });
		}
		return {
			number,
			slug,
			bands,
			marks: marks ? marksOf(place, marks) : [],
			before: edgeOf(place, wheel.before?.[slug]),
			label: {
				text: String(number),
				at: onRay(CENTRE, (place.from + place.to) / 2, place.label),
			},
		};
	});
}

/** SVG path data of a diamond around its centre; `reach` is the distance from the centre to each tip. */
export function diamondPath({ x, y }: Point, reach = DIAMOND_REACH): string {
	const r = svgNumber(reach);
	return `M${svgPoint({ x, y: y - reach })}l${r} ${r}-${r} ${r}-${r}-${r}Z`;
}
