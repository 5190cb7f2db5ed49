import { createHash } from 'node:crypto';
import { serializeCredential, type JsonObject, parseStrictJson } from '#openbadges';
import type { Issuance } from '../../issuance.ts';

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Thrown when a stored text was altered, or does not contain the values that its issuance expects. */
export class LintFault extends Error {
	/** True if the text changed after it was stored; false if it was wrong from the start. */
	readonly altered: boolean;
	constructor(what: string, altered = false) {
		super(`A badge was not issued: ${what}.`);
		this.name = 'LintFault';
		this.altered = altered;
	}
}

/**
 * Parses the text of an issuance; returns the text and the parsed credential. Throws `LintFault` unless the
 * text is, byte for byte, what was stored (by its digest) and what will be signed.
 */
export function parseUnalteredText({
	unsigned,
	digest,
}: Pick<Issuance, 'unsigned'> & { readonly digest: string | null }): {
	text: string;
	credential: JsonObject;
} {
	if (unsigned === null || digestOf(unsigned) !== digest)
		throw new LintFault('its text is not what was stored', true);
	const credential = parseStrictJson(unsigned) as JsonObject;
	if (serializeCredential(credential) !== unsigned)
		throw new LintFault('its text does not survive being read');
	return { text: unsigned, credential };
}

/**
 * One value that the JSON of a badge must contain at `path`; with `value` null, nothing may be there.
 * Checked before a badge is signed, and before it is signed again.
 */
export interface ExpectedValue {
	readonly what: string;
	/** Property names from the root to the value. */
	readonly path: readonly string[];
	readonly value: string | null;
}

/** The value at a path of property names; `undefined` if there is none. */
const at = (credential: JsonObject, path: readonly string[]): unknown =>
	path.reduce<unknown>((value, name) => (value as JsonObject | undefined)?.[name], credential);

/** Throws `LintFault` unless the credential contains every one of these values. */
export function mustHaveExpectedValues(credential: JsonObject, expected: readonly ExpectedValue[]): void {
	for (const { what, path, value } of expected) {
		if (at(credential, path) !== (value ?? undefined))
			throw new LintFault(`its ${what} is not the one intended`);
	}
}
