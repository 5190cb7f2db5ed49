export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json;
}

export type JsonFaultReason =
	'not-json' | 'duplicate-key' | 'forbidden-key' | 'bad-text' | 'too-deep' | 'too-many-values';

/**
 * Whether JSON text was refused because it exceeds a limit of this parser, rather than because it is faulty.
 */
export const isLimitReason = (reason: string): reason is 'too-deep' | 'too-many-values' =>
	reason === 'too-deep' || reason === 'too-many-values';

/** Thrown by `parseStrictJson` when it refuses a text; `reason` tells why. */
export class JsonFault extends Error {
	readonly reason: JsonFaultReason;
	constructor(reason: JsonFaultReason) {
		super(reason);
		this.reason = reason;
	}
}

/** The deepest nesting of objects and lists accepted in a JSON text. */
export const MAX_DEPTH = 32;
/**
 * Most tokens accepted in a JSON text, punctuation included; a full badge has some 1,000. The limit bounds
 * the time that canonicalization can take.
 */
export const MAX_TOKENS = 16_000;

const SIGNS = '{}[]:,';
const SPACES = ' \t\n\r';
const ENDS = SIGNS + SPACES;

/** The index of the quote that closes the string opened at `from`. */
function closing(text: string, from: number): number {
	let end = from;
	for (let escaped = true; escaped;) {
		end = text.indexOf('"', end + 1);
		escaped = false;
		for (let at = end - 1; text[at] === '\\'; at -= 1) escaped = !escaped;
	}
	return end;
}

/**
 * The tokens (punctuation, strings, numbers, words) of valid JSON text. No regular expression is used: V8
 * would keep a backtracking position for each character of a long string, and overflow its stack within our
 * limits.
 */
function* tokensOf(text: string): Generator<string> {
	for (let at = 0; at < text.length;) {
		const sign = text[at] ?? '';
		let end = at + 1;
		if (sign === '"') end = closing(text, at) + 1;
		else if (!SIGNS.includes(sign) && !SPACES.includes(sign))
			while (end < text.length && !ENDS.includes(text[end] ?? '')) end += 1;
		if (!SPACES.includes(sign)) yield text.slice(at, end);
		at = end;
	}
}

/** The text between the quotes of a token; throws `JsonFault` if an escape leaves a lone surrogate in it. */
function unquoted(token: string): string {
	if (!token.includes('\\')) return token.slice(1, -1);
	const text = JSON.parse(token) as string;
	if (!text.isWellFormed()) throw new JsonFault('bad-text');
	return text;
}

function scan(text: string): void {
	// A lone surrogate is refused: UTF-8 turns it into U+FFFD, so two different texts could have the same
	// signature.
	if (!text.isWellFormed()) throw new JsonFault('bad-text');
	const open: (Set<string> | null)[] = [];
	let tokens = 0;
	let key: string | undefined;
	// Duplicate keys are refused: JSON.parse keeps the last one, so a badge could show one claim and sign
	// another.
	for (const token of tokensOf(text)) {
		if (token === '{' || token === '[') {
			if (open.push(token === '{' ? new Set() : null) > MAX_DEPTH) throw new JsonFault('too-deep');
		} else if (token === '}' || token === ']') {
			open.pop();
		} else if (token === ':') {
			const keys = open.at(-1);
			if (key === undefined || !keys) continue;
			if (key === '__proto__') throw new JsonFault('forbidden-key');
			if (keys.has(key)) throw new JsonFault('duplicate-key');
			keys.add(key);
		}
		key = token.startsWith('"') ? unquoted(token) : undefined;
		if (++tokens > MAX_TOKENS) throw new JsonFault('too-many-values');
	}
}

/**
 * Parses JSON text strictly; throws `JsonFault` for invalid JSON, a duplicate key, the key `__proto__`, a
 * lone surrogate, or text beyond `MAX_DEPTH` or `MAX_TOKENS`.
 */
export function parseStrictJson(text: string): Json {
	let value: Json;
	try {
		// `JSON.parse` runs first because the scan that follows relies on valid JSON.
		value = JSON.parse(text) as Json;
	} catch {
		throw new JsonFault('not-json');
	}
	scan(text);
	return value;
}

/** Whether a JSON value is an object (not a list, not null). */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A JSON-LD value as a list: empty if it is missing or null, and of one item if it is written without
 * brackets, as JSON-LD allows.
 */
export function asList(value: Json | undefined): readonly Json[] {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? (value as readonly Json[]) : [value as Json];
}

/** A value without its brackets if it is a list of one: in JSON-LD that is the same value. */
export function withoutBrackets(value: Json | undefined): Json | undefined {
	return Array.isArray(value) && value.length === 1 ? (value[0] as Json) : value;
}

/** The value if it is a string, else `undefined`. */
export function asText(value: Json | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** Whether the `type` of an object (a text or a list of texts) includes one of `types`. */
export function hasType(value: Json | undefined, ...types: readonly string[]): boolean {
	return isObject(value) && asList(value['type']).some((type) => types.includes(type as string));
}

/** Serializes a signed credential as it is written to a file: JSON on one line, keys in their order. */
export function serializeCredential(credential: JsonObject): string {
	return JSON.stringify(credential);
}
