import { SaxesParser } from 'saxes';

/** Most characters of a drawing; one of the common badges has some 13,000. */
export const LARGEST_DRAWING = 60_000;
/** Most elements of a drawing, and how deep they may stand in one another. */
const MOST_ELEMENTS = 2_000;
const DEEPEST = 20;

/** Why a drawing is refused. */
export type DrawingFaultReason =
	| 'too-large'
	| 'not-svg'
	| 'damaged'
	| 'doctype'
	| 'runs'
	| 'style'
	| 'outside'
	| 'text'
	| 'picture'
	| 'element'
	| 'attribute'
	| 'too-many'
	| 'not-square';

/** A drawing that is refused, with the word of it that shows where: an element or an attribute. */
export interface DrawingFault {
	readonly reason: DrawingFaultReason;
	readonly word: string;
}

class Found extends Error {
	readonly fault: DrawingFault;
	constructor(reason: DrawingFaultReason, word = '') {
		super(reason);
		this.fault = { reason, word: word.slice(0, 60) };
	}
}

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const XML = 'http://www.w3.org/XML/1998/namespace';

const words = (list: string) => new Set(list.split(' '));
/** What draws a shape or fills one. Nothing that repeats another element: a few of those draw millions. */
const ELEMENTS = words(
	'svg g defs title desc path circle ellipse rect line polyline polygon clipPath linearGradient radialGradient stop',
);
/** What runs, or opens something where the drawing is looked at. */
const RUNNING = words('script foreignObject handler animate animateMotion animateTransform set a iframe');
const TEXTS = words('text tspan textPath tref font glyph');
const PICTURES = words('image feImage video audio');
const ATTRIBUTES = words(
	'id class version xmlns viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points pathLength transform ' +
		'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit ' +
		'stroke-dasharray stroke-dashoffset opacity color clip-path clip-rule clipPathUnits gradientUnits ' +
		'gradientTransform spreadMethod offset stop-color stop-opacity href style display visibility overflow ' +
		'preserveAspectRatio paint-order vector-effect shape-rendering role focusable enable-background',
);
/** A reference into the same drawing. */
const INSIDE = /^#[\w.-]+$/;
const URLS = /url\(\s*(['"]?)([^)'"]*)\1\s*\)/gi;

/** Throws if the value of an attribute refers to anything but the drawing itself, or escapes what it says. */
function checkValue(name: string, value: string): void {
	for (const [, , target = ''] of value.matchAll(URLS))
		if (!INSIDE.test(target.trim())) throw new Found('outside', name);
	const rest = value.replace(URLS, '');
	if (/url\s*\(|@import|expression\s*\(|javascript:|data:|https?:|\\|\/\*/i.test(rest))
		throw new Found('outside', name);
}

interface Attribute {
	readonly uri: string;
	readonly local: string;
	readonly name: string;
	readonly value: string;
}

function checkAttribute({ uri, local, name, value }: Attribute): void {
	// A declaration of a namespace draws nothing, and is never fetched.
	if (uri === XMLNS || name === 'xmlns') return;
	if (/^on/i.test(local)) throw new Found('runs', name);
	if (local === 'href' && (uri === '' || uri === XLINK)) {
		if (!INSIDE.test(value.trim())) throw new Found('outside', name);
		return;
	}
	if (uri === XML && (local === 'space' || local === 'lang')) return;
	if (uri !== '') throw new Found('attribute', name);
	if (!ATTRIBUTES.has(local) && !/^(data|aria)-[\w-]+$/.test(local)) throw new Found('attribute', name);
	checkValue(name, value);
}

function checkElement({ uri, local, name }: { uri: string; local: string; name: string }): void {
	if (uri === SVG && ELEMENTS.has(local)) return;
	if (local === 'style') throw new Found('style', name);
	if (RUNNING.has(local)) throw new Found('runs', name);
	if (TEXTS.has(local)) throw new Found('text', name);
	if (PICTURES.has(local)) throw new Found('picture', name);
	throw new Found('element', name);
}

/** Throws unless the drawing says its size by a `viewBox` as wide as it is high. */
function checkSquare(attributes: Readonly<Record<string, Attribute>>): void {
	const box =
		attributes['viewBox']?.value
			.trim()
			.split(/[\s,]+/)
			.map(Number) ?? [];
	const [, , wide = NaN, high = NaN] = box;
	const isSquare =
		box.length === 4 && box.every(Number.isFinite) && wide === high && wide >= 1 && wide <= 10_000;
	const side = (name: string) => attributes[name]?.value.trim() ?? '';
	const [width, height] = [side('width'), side('height')];
	const isPlain = /^(\d{1,5}(\.\d+)?(px)?|100%)?$/;
	if (!isSquare || width !== height || !isPlain.test(width)) throw new Found('not-square', 'viewBox');
}

function walk(drawing: string): void {
	if (drawing.length > LARGEST_DRAWING) throw new Found('too-large');
	if (!/^\uFEFF?\s*</.test(drawing) || !/<svg[\s>]/.test(drawing)) throw new Found('not-svg');
	const parser = new SaxesParser({ xmlns: true });
	let depth = 0;
	let elements = 0;
	parser.on('doctype', () => {
		throw new Found('doctype', '<!DOCTYPE');
	});
	parser.on('processinginstruction', ({ target }) => {
		throw new Found('runs', `<?${target}`);
	});
	parser.on('error', () => {
		throw new Found('damaged');
	});
	parser.on('opentag', (tag) => {
		if (++depth > DEEPEST || ++elements > MOST_ELEMENTS) throw new Found('too-many');
		if ((depth === 1) !== (tag.local === 'svg'))
			throw new Found(depth === 1 ? 'not-svg' : 'element', tag.name);
		checkElement(tag);
		for (const attribute of Object.values(tag.attributes)) checkAttribute(attribute);
		if (depth === 1) checkSquare(tag.attributes);
	});
	parser.on('closetag', () => {
		depth -= 1;
	});
	parser.write(drawing).close();
	if (elements === 0) throw new Found('not-svg');
}

/**
 * Returns why a drawing is refused as the picture of a badge, or undefined. It may hold shapes and colours
 * alone: nothing that runs or is fetched, no text (letters must be shapes, as nobody has the same fonts), and
 * nothing that a short drawing could make long to draw.
 */
export function drawingFault(drawing: string): DrawingFault | undefined {
	try {
		walk(drawing);
		return undefined;
	} catch (problem) {
		if (problem instanceof Found) return problem.fault;
		throw problem;
	}
}
