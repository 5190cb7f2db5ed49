import { SaxesParser } from 'saxes';
import { LARGEST_BADGE_FILE } from '../limits.ts';
import { PictureFault } from './picture-fault.ts';
import type { BakedBadge } from './png.ts';

const SVG = 'http://www.w3.org/2000/svg';
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const OURS = `${NAMESPACE} credential`;
const NAMESPACE_2 = 'http://openbadges.org';
/**
 * XML elements (namespace and name) that hold a badge in an SVG: of Open Badges 3, and of Open Badges 1 and
 * 2.
 */
const ELEMENTS: ReadonlySet<string> = new Set([OURS, `${NAMESPACE_2} assertion`]);
const DEEPEST = 100;
/**
 * Most tags, attributes, texts, comments and the like read in an SVG: a drawing has thousands, and their
 * number determines the time to parse it.
 */
const MOST_PARTS = 100_000;
const QUOTED = /"[^"]*"|'[^']*'/g;
// Characters allowed in a JSON string but nowhere in XML: in an SVG they are written as JSON escapes, which
// mean the same.
const NOT_XML = /[\uFFFE\uFFFF]/g;
const escape = (sign: string) => `\\u${sign.charCodeAt(0).toString(16)}`;

interface Element {
	readonly name: string;
	readonly start: number;
	end: number;
	/** The `verify` attribute of the element, which may hold a token in place of the JSON text. */
	readonly verify: string | undefined;
	text: string;
}

interface Drawing {
	/** The index in the text right after the `>` of the opening `<svg …>`. */
	readonly inside: number;
	/** The namespace that the prefix `openbadges` has on `<svg …>`, if any. */
	readonly prefix: string | undefined;
	readonly badges: readonly Element[];
}

/** Whether a text may be an SVG: it looks like XML and contains an `<svg` tag. */
export function looksLikeSvg(text: string): boolean {
	return /^\s*</.test(text) && /<(?:[\w-]+:)?svg[\s>/]/.test(text);
}

function walk(text: string): Drawing {
	if (Buffer.byteLength(text) > LARGEST_BADGE_FILE) throw new PictureFault('too-large');
	const parser = new SaxesParser({ xmlns: true });
	const badges: Element[] = [];
	let depth = 0;
	let inside: number | undefined;
	let prefix: string | undefined;
	let start = 0;
	let open: { badge: Element; depth: number } | undefined;
	let parts = 0;
	const count = () => {
		if (++parts > MOST_PARTS) throw new PictureFault('too-complex');
	};

	// An internal DTD subset could define entities, to expand or to fetch. The simple DOCTYPE that SVG
	// editors write defines nothing, and the DTD that it names is never fetched.
	parser.on('doctype', (declaration) => {
		if (declaration.replace(QUOTED, '').includes('[')) throw new PictureFault('doctype');
	});
	parser.on('error', () => {
		throw new PictureFault('damaged');
	});
	parser.on('attribute', count);
	parser.on('comment', count);
	parser.on('processinginstruction', count);
	parser.on('opentagstart', () => {
		count();
		start = text.lastIndexOf('<', parser.position - 1);
	});
	parser.on('opentag', (tag) => {
		if (++depth > DEEPEST) throw new PictureFault('too-complex');
		if (depth === 1) {
			if (tag.uri !== SVG || tag.local !== 'svg' || tag.isSelfClosing) throw new PictureFault('damaged');
			inside = parser.position;
			prefix = tag.ns['openbadges'];
		}
		const name = `${tag.uri} ${tag.local}`;
		if (!ELEMENTS.has(name)) return;
		if (open) throw new PictureFault('damaged');
		const badge = { name, start, end: start, verify: tag.attributes['verify']?.value, text: '' };
		badges.push(badge);
		open = { badge, depth };
	});
	const add = (part: string) => {
		count();
		if (open) open.badge.text += part;
	};
	parser.on('text', add);
	parser.on('cdata', add);
	parser.on('closetag', () => {
		if (open?.depth === depth) {
			open.badge.end = parser.position;
			open = undefined;
		}
		depth--;
	});
	parser.write(text).close();
	if (inside === undefined) throw new PictureFault('damaged');
	return { inside, prefix, badges };
}

/**
 * The badge stored in an SVG. Throws `PictureFault` if the SVG is damaged, holds no badge, or holds two: a
 * page could show one and verify the other.
 */
export function extractSvg(drawing: string): BakedBadge {
	const { badges } = walk(drawing);
	const [badge] = badges;
	if (!badge) throw new PictureFault('no-badge');
	if (badges.length > 1) throw new PictureFault('several-badges');
	// An SVG of Open Badges 2 has the badge's address in `verify` beside the complete badge: use the badge
	// itself.
	const whole = /^\s*\{/.test(badge.text) && /^\s*https?:/i.test(badge.verify ?? '');
	const text = whole ? badge.text : (badge.verify ?? badge.text);
	return { text: text.trim(), usual: badge.name === OURS };
}

/**
 * The version of Open Badges whose form is used to store a badge in an SVG (OB 3.0, Document Formats, SVG; OB
 * 2.0, Baking).
 */
export type SvgBakingVersion = '3.0' | '2.0';

/**
 * The XML element that stores a badge in an SVG, with a namespace declaration unless the root element has it.
 */
function element(credential: string, form: SvgBakingVersion, declaration: string): string {
	// A CDATA section cannot contain its own end marker `]]>`: split it into two sections there.
	const data = credential.replaceAll(']]>', ']]]]><![CDATA[>').replace(NOT_XML, escape);
	if (form === '3.0')
		return `<openbadges:credential${declaration}><![CDATA[${data}]]></openbadges:credential>`;
	const token = !credential.trimStart().startsWith('{');
	const verify = token ? credential : String((JSON.parse(credential) as { id?: string }).id ?? '');
	const escaped = verify.replace(/[&<"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
	const inside = token ? '' : `<![CDATA[${data}]]>`;
	return `<openbadges:assertion${declaration} verify="${escaped}">${inside}</openbadges:assertion>`;
}

/**
 * Bakes the text of a credential into an SVG, right after `<svg …>`, replacing any badge it held. Throws
 * `PictureFault`.
 */
export function bakeSvg(drawing: string, credential: string, form: SvgBakingVersion = '3.0'): string {
	const text = drawing.replace(/^\uFEFF/, '');
	const { inside, prefix, badges } = walk(text);
	const namespace = form === '3.0' ? NAMESPACE : NAMESPACE_2;
	const declaration = ` xmlns:openbadges="${namespace}"`;
	const onRoot = prefix === undefined;
	const badge = element(credential, form, onRoot || prefix === namespace ? '' : declaration);
	const head = text.slice(0, inside - 1) + (onRoot ? declaration : '') + '>';
	let rest = '';
	let at = inside;
	for (const old of badges) {
		rest += text.slice(at, old.start);
		at = old.end;
	}
	const baked = head + badge + rest + text.slice(at);
	if (Buffer.byteLength(baked) > LARGEST_BADGE_FILE) throw new PictureFault('too-large');
	return baked;
}
