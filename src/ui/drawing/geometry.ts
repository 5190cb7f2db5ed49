/** A point of a drawing; y grows downwards. */
export interface Point {
	readonly x: number;
	readonly y: number;
}

/** The smallest rectangle around a shape; y grows downwards. */
export interface Box {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** A slice of a ring around a centre: angles in degrees clockwise from the top, radii from the centre. */
export interface Slice {
	readonly from: number;
	readonly to: number;
	readonly inner: number;
	readonly outer: number;
	/**
	 * Half the width of the gap between this slice and its neighbours, along each side, so that neighbouring
	 * sides are parallel.
	 */
	readonly inset: number;
	/** Radius of the rounded corners at the inner and outer arcs. */
	readonly innerCorner?: number;
	readonly outerCorner?: number;
}

/**
 * The point at distance `along` from the centre on the ray at `degrees` (clockwise from the top), moved
 * sideways by `aside` (clockwise positive).
 */
export function onRay(centre: Point, degrees: number, along: number, aside = 0): Point {
	const angle = (degrees * Math.PI) / 180;
	const sin = Math.sin(angle);
	const cos = Math.cos(angle);
	return { x: centre.x + along * sin + aside * cos, y: centre.y - along * cos + aside * sin };
}

/** Writes a number for SVG path data. One decimal in a 400-unit box is finer than a printer's dot. */
export function svgNumber(value: number, decimals = 1): string {
	const text = value.toFixed(decimals).replace(/\.?0+$/, '');
	return text === '-0' ? '0' : text;
}

export function svgPoint(point: Point, decimals = 1): string {
	return `${svgNumber(point.x, decimals)} ${svgNumber(point.y, decimals)}`;
}

/**
 * Computes a rounded corner between a straight side of a slice and the arc of `radius`: where the rounding
 * leaves the side, and where it meets the arc. `rounding` is positive when the slice lies outside the arc,
 * negative when inside.
 */
function corner(radius: number, rounding: number, inset: number) {
	const middle = { radius: radius + rounding, aside: inset + Math.abs(rounding) };
	const onSide = Math.sqrt(middle.radius ** 2 - middle.aside ** 2);
	const scale = radius / middle.radius;
	return { onSide, along: onSide * scale, aside: middle.aside * scale };
}

/**
 * Writes SVG path data in relative coordinates between rounded points: shorter, and rounding errors do not
 * add up.
 */
class Pen {
	#factor: number;
	#x: number;
	#y: number;
	path: string;

	constructor(start: Point, decimals: number) {
		this.#factor = 10 ** decimals;
		this.#x = Math.round(start.x * this.#factor);
		this.#y = Math.round(start.y * this.#factor);
		this.path = `M${this.#write(this.#x)} ${this.#write(this.#y)}`;
	}

	#write(steps: number): string {
		return String(steps / this.#factor).replace(/^(-?)0\./, '$1.');
	}

	#step(to: Point): string {
		const [x, y] = [Math.round(to.x * this.#factor), Math.round(to.y * this.#factor)];
		const [dx, dy] = [this.#write(x - this.#x), this.#write(y - this.#y)];
		[this.#x, this.#y] = [x, y];
		return dx + (dy.startsWith('-') ? '' : ' ') + dy;
	}

	line(to: Point): void {
		this.path += `l${this.#step(to)}`.replace(/^l0 ?(.+)$/, 'v$1');
	}

	arc(radius: number, sweep: 0 | 1, to: Point): void {
		if (radius === 0) return;
		const r = this.#write(Math.round(radius * this.#factor));
		this.path += `a${r} ${r} 0 0 ${sweep} ${this.#step(to)}`.replace(' -', '-');
	}
}

/** The outline of a slice of a ring as SVG path data: outer arc, sides parallel to the rays, inner arc. */
export function slicePath(centre: Point, slice: Slice, decimals = 1): string {
	const { from, to, inner, outer, inset, innerCorner = 0, outerCorner = 0 } = slice;
	const start = (along: number, aside: number) => onRay(centre, from, along, aside);
	const end = (along: number, aside: number) => onRay(centre, to, along, -aside);

	const out = corner(outer, -outerCorner, inset);
	const pen = new Pen(start(out.along, out.aside), decimals);
	pen.arc(outer, 1, end(out.along, out.aside));
	pen.arc(outerCorner, 1, end(out.onSide, inset));
	if (inner > inset) {
		const into = corner(inner, innerCorner, inset);
		pen.line(end(into.onSide, inset));
		pen.arc(innerCorner, 1, end(into.along, into.aside));
		pen.arc(inner, 0, start(into.along, into.aside));
		pen.arc(innerCorner, 1, start(into.onSide, inset));
	}
	if (outerCorner > 0 || inner <= inset) pen.line(start(out.onSide, inset));
	pen.arc(outerCorner, 1, start(out.along, out.aside));
	return `${pen.path}z`;
}

/**
 * The box of a slice of a ring, as if its corners were not rounded: the extremes of its outer arc, its
 * corners and its inner arc.
 */
export function sliceBox(centre: Point, { from, to, inner, outer, inset }: Slice): Box {
	const points: Point[] = [];
	for (const radius of [inner, outer]) {
		const turn = radius > inset ? (Math.asin(inset / radius) * 180) / Math.PI : 0;
		points.push(onRay(centre, from + turn, radius), onRay(centre, to - turn, radius));
		for (let quarter = 0; quarter < 720; quarter += 90)
			if (quarter > from + turn && quarter < to - turn) points.push(onRay(centre, quarter, radius));
	}
	return {
		left: Math.min(...points.map((p) => p.x)),
		top: Math.min(...points.map((p) => p.y)),
		right: Math.max(...points.map((p) => p.x)),
		bottom: Math.max(...points.map((p) => p.y)),
	};
}
