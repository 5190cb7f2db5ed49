import { createHash } from 'node:crypto';
import { credentialText, type JsonObject, parseStrictJson } from '#openbadges';
import type { Issuance } from '../../issuance.ts';

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** A stored text that is not what was stored, or whose facts are not those of its issuance. */
export class LintFault extends Error {
	/** Whether the text changed since it was stored, rather than being wrong from the start. */
	readonly altered: boolean;
	constructor(what: string, altered = false) {
		super(`A badge was not issued: ${what}.`);
		this.name = 'LintFault';
		this.altered = altered;
	}
}

/** The stored text as an object; throws `LintFault` unless it is, byte for byte, what was stored and what will be signed. */
export function storedText({
	unsigned,
	digest,
}: Pick<Issuance, 'unsigned'> & { readonly digest: string | null }): {
	text: string;
	credential: JsonObject;
} {
	if (unsigned === null || digestOf(unsigned) !== digest)
		throw new LintFault('its text is not what was stored', true);
	const credential = parseStrictJson(unsigned) as JsonObject;
	if (credentialText(credential) !== unsigned) throw new LintFault('its text does not survive being read');
	return { text: unsigned, credential };
}

/** What a text must say at a place; null: nothing at all. */
export interface Fact {
	readonly what: string;
	/** The names that lead there. */
	readonly path: readonly string[];
	readonly wanted: string | null;
}

/** A value down a path of names; `undefined` where there is none. */
const at = (credential: JsonObject, path: readonly string[]): unknown =>
	path.reduce<unknown>((value, name) => (value as JsonObject | undefined)?.[name], credential);

/** Throws `LintFault` unless a text says what it must. */
export function holdFacts(credential: JsonObject, facts: readonly Fact[]): void {
	for (const { what, path, wanted } of facts) {
		if (at(credential, path) !== (wanted ?? undefined))
			throw new LintFault(`its ${what} is not the one intended`);
	}
}
