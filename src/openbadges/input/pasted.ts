import { isObject } from '../json.ts';

/** A compact token (RFC 7515), whole. */
export const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$/;
/** A Web address, alone. */
export const ADDRESS = /^https?:\/\/\S+$/i;

// Byte-order mark, signs of no width, soft hyphen: what programmes leave when they copy.
const INVISIBLE = /[\uFEFF\u200B-\u200D\u2060\u00AD]/g;
const QUOTES = '"\'`“”„«»‘’‹›';
/** A token among other words: it begins with the `{"` of its header, in base64url. */
const AMONG =
	/(?<![A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?![A-Za-z0-9_+/=-]|\.[A-Za-z0-9_-])/g;
const AN_ADDRESS = /https?:\/\/[^\s<>"“”«»‘’`]+/gi;

/** A text without these signs, nor white space, at its two ends; one pass, whatever the text. */
function without(text: string, before: string, after: string): string {
	let [from, to] = [0, text.length];
	const drop = (sign: string, signs: string) => signs.includes(sign) || /\s/.test(sign);
	while (from < to && drop(text.charAt(from), before)) from += 1;
	while (to > from && drop(text.charAt(to - 1), after)) to -= 1;
	return text.slice(from, to);
}

function isJson(text: string): boolean {
	try {
		return isObject(JSON.parse(text));
	} catch {
		return false;
	}
}

/** A JSON text that holds another text, as a programme prints it: `"{\"@context\":…}"`, `"eyJ…"`. */
function withinQuotes(text: string): string {
	if (!text.startsWith('"') || !text.endsWith('"')) return text;
	try {
		const inner: unknown = JSON.parse(text);
		return typeof inner === 'string' ? inner.trim() : text;
	} catch {
		return text;
	}
}

/** A text between the three marks of a block of code. */
function withinFence(text: string): string {
	if (!text.startsWith('```') || !text.endsWith('```') || text.length < 6) return text;
	return text
		.slice(3, -3)
		.replace(/^\w*\s/, '')
		.trim();
}

/** A token whose lines were wrapped, or whose letters were spaced. */
function joined(text: string): string {
	const whole = text.replace(/^bearer\s+/i, '').replace(/\s+/g, '');
	return whole.startsWith('eyJ') && TOKEN.test(whole) ? whole : text;
}

/** An address as people paste it: between brackets or quotes, with the full stop of its sentence. */
export function bareAddress(text: string): string {
	const address = without(text, `<([${QUOTES}`, `.,;:!?…>]${QUOTES}`);
	// A bracket that closes one opened before the address.
	return address.includes('(') ? address : without(address, '', ').,;');
}

/**
 * The text that was meant, without what a copy adds to it: marks of encoding, quotes, wrapped lines, words around. A badge
 * is taken out of other words only if there is one alone; what is signed then tells whether it is whole.
 */
export function plainText(given: string): string {
	const text = given.replace(/^\uFEFF/, '').trim();
	if (text === '' || (text.startsWith('<') && !/^<https?:/i.test(text))) return text;
	if (text.startsWith('{') && isJson(text)) return text;
	const bare = without(withinQuotes(withinFence(text)).replace(INVISIBLE, ''), QUOTES, `${QUOTES},;`);
	if (TOKEN.test(bare)) return bare;
	const whole = joined(bare);
	if (whole !== bare) return whole;
	const address = bareAddress(bare);
	if (ADDRESS.test(address)) return address;
	return among(bare) ?? (/^[{[]/.test(text) ? text : bare);
}

/** The one badge or address that stands among other words. */
function among(text: string): string | undefined {
	const [open, close] = [text.indexOf('{'), text.lastIndexOf('}')];
	if (open !== -1) {
		const json = text.slice(open, close + 1);
		return isJson(json) ? json : undefined;
	}
	const tokens = new Set(text.match(AMONG) ?? []);
	if (tokens.size === 1) return [...tokens][0];
	const addresses = new Set((text.match(AN_ADDRESS) ?? []).map(bareAddress));
	return tokens.size === 0 && addresses.size === 1 ? [...addresses][0] : undefined;
}
