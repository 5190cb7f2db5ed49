export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json;
}

export type JsonReason =
	'not-json' | 'duplicate-key' | 'forbidden-key' | 'bad-text' | 'too-deep' | 'too-many-values';

/** Whether a reason is a limit of this reader rather than a fault of the text. */
export const isLimit = (reason: string): reason is 'too-deep' | 'too-many-values' =>
	reason === 'too-deep' || reason === 'too-many-values';

/** Why JSON text was refused. */
export class JsonFault extends Error {
	readonly reason: JsonReason;
	constructor(reason: JsonReason) {
		super(reason);
		this.reason = reason;
	}
}

/** Deepest nesting read. */
export const MAX_DEPTH = 32;
/** Most signs read, punctuation included; a full badge has some 1,000. It bounds the time that canonicalization can take. */
export const MAX_TOKENS = 16_000;

const SIGNS = '{}[]:,';
const SPACES = ' \t\n\r';
const ENDS = SIGNS + SPACES;

/** Where the string that opens at `from` closes. */
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
 * The signs, strings, numbers and words of sound JSON text. By hand: a regular expression keeps a place to come back to for
 * each character of a long string, and its stack overflows within our limits.
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

/** The text between quotes; throws `JsonFault` if an escape makes a lone surrogate of it. */
function unquoted(token: string): string {
	if (!token.includes('\\')) return token.slice(1, -1);
	const text = JSON.parse(token) as string;
	if (!text.isWellFormed()) throw new JsonFault('bad-text');
	return text;
}

function scan(text: string): void {
	// A lone surrogate becomes U+FFFD in UTF-8, so that two different texts would carry the same signature.
	if (!text.isWellFormed()) throw new JsonFault('bad-text');
	const open: (Set<string> | null)[] = [];
	let tokens = 0;
	let key: string | undefined;
	// JSON.parse keeps the last of two equal keys: a badge could then show one claim and sign another.
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

/** Reads JSON text strictly; throws `JsonFault`. */
export function parseStrictJson(text: string): Json {
	let value: Json;
	try {
		// First: past this point the text is sound JSON, which the scan below relies on.
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

/** A value as a list: JSON-LD lets a set of one value stand without its brackets. */
export function asList(value: Json | undefined): readonly Json[] {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? (value as readonly Json[]) : [value as Json];
}

/** A text, or nothing. */
export function asText(value: Json | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** Whether a set of types (a text or a list of texts) holds one. */
export function hasType(value: Json | undefined, ...types: readonly string[]): boolean {
	return isObject(value) && asList(value['type']).some((type) => types.includes(type as string));
}

/** The exact file form of a signed credential. */
export function credentialText(credential: JsonObject): string {
	return JSON.stringify(credential);
}
