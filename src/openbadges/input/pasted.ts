import { isObject } from '../json.ts';

/** Matches a text that is exactly one compact token (RFC 7515). */
export const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$/;
/** Matches a text that is exactly one web address. */
export const ADDRESS = /^https?:\/\/\S+$/i;

// Invisible characters that programs add when they copy a text: byte-order mark, zero-width characters, marks
// of direction, soft hyphen (Unicode's category Cf).
const INVISIBLE = /\p{Cf}/gu;
const QUOTES = '"\'`“”„«»‘’‹›';
/** Matches a compact token inside other text: its header starts with `{"`, hence `eyJ` in base64url. */
const AMONG =
	/(?<![A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?![A-Za-z0-9_+/=-]|\.[A-Za-z0-9_-])/g;
const AN_ADDRESS = /https?:\/\/[^\s<>"“”«»‘’`]+/gi;

/**
 * Removes from a text, in linear time, white space at both ends, the characters `before` at its start and the
 * characters `after` at its end.
 */
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

/**
 * The text inside a JSON string, as a program prints it: `"{\"@context\":…}"`, `"eyJ…"`. Any other text is
 * returned unchanged.
 */
function withinQuotes(text: string): string {
	if (!text.startsWith('"') || !text.endsWith('"')) return text;
	try {
		const inner: unknown = JSON.parse(text);
		return typeof inner === 'string' ? inner.trim() : text;
	} catch {
		return text;
	}
}

/** The text inside a fenced code block (three backquotes). Any other text is returned unchanged. */
function withinFence(text: string): string {
	if (!text.startsWith('```') || !text.endsWith('```') || text.length < 6) return text;
	return text
		.slice(3, -3)
		.replace(/^\w*\s/, '')
		.trim();
}

/**
 * Removes the white space from a token whose lines were wrapped or whose characters were separated by spaces,
 * and the word “Bearer” before it; any other text is returned unchanged.
 */
function joined(text: string): string {
	const whole = text.replace(/^bearer\s+/i, '').replace(/\s+/g, '');
	return whole.startsWith('eyJ') && TOKEN.test(whole) ? whole : text;
}

/**
 * An address without the brackets, quotes or final punctuation that surround it when it is copied from a
 * sentence.
 */
export function bareAddress(text: string): string {
	const address = without(text, `<([${QUOTES}`, `.,;:!?…>]${QUOTES}`);
	// A final bracket is part of an address that also contains an opening one.
	return address.includes('(') ? address : without(address, '', ').,;');
}

/**
 * Cleans a pasted text: removes the byte-order mark, quotes and surrounding words that copying adds, and
 * joins the wrapped lines of a token. A badge is extracted from other text only if there is exactly one; its
 * signature then shows whether it is complete.
 */
export function cleanPastedText(given: string): string {
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

/** The only badge or address inside other text; `undefined` if there is none or several. */
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
