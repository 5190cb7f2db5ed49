import { JsonFault, isLimitReason, isObject, parseStrictJson } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { enveloped } from '../input/unwrap.ts';
import { parseToken } from '../tokens/jwt.ts';
import type { Token } from '../tokens/jwt.ts';
import { credentialOf } from '../tokens/jwt-claims.ts';
import type { TokenCredential } from '../tokens/jwt-claims.ts';
import { withSingleValues } from '../tokens/one-value.ts';
import { LARGEST_BADGE_FILE, LARGEST_JSON } from '../limits.ts';

/** A credential and what secures it: its own proofs, or the token around it. */
export interface SecuredCredential {
	readonly credential: JsonObject;
	readonly token?: Token | undefined;
	readonly claims?: TokenCredential | undefined;
	/** Paths of properties of one value that the token writes as lists of one. */
	readonly bracketed?: readonly string[] | undefined;
}

/**
 * Takes the credential out of a token, with the token that secures it. A token signs its text, so only the
 * issuer can have written a list of one in place of a single value: the list is read as its value.
 */
export function securedByToken(token: Token): SecuredCredential {
	const { vc, ...beside } = token.payload;
	const around = withSingleValues(beside);
	const inner = isObject(vc) ? withSingleValues(vc) : undefined;
	const held = inner?.credential ?? vc;
	const payload = { ...around.credential, ...(held === undefined ? {} : { vc: held }) };
	const claims = credentialOf({ ...token, payload });
	return { credential: claims.credential, token, claims, bracketed: (inner ?? around).paths };
}

/** The credential of a document: that of the token in it if it is an envelope, else the document itself. */
function securedInDocument(document: JsonObject): SecuredCredential | undefined {
	const held = enveloped(document);
	if (held === undefined) return { credential: document };
	const token = parseToken(held.trim());
	return token && securedByToken(token);
}

/**
 * Reads a credential from a source: parsed, as JSON text, as a token, or as an envelope of a token.
 * `undefined` if it is none of these, `too-large` if it exceeds our limits.
 */
export function readSecuredCredential(
	content: JsonObject | string,
): SecuredCredential | 'too-large' | undefined {
	if (typeof content !== 'string') return securedInDocument(content);
	const text = content.trim();
	if (text.length > LARGEST_BADGE_FILE) return 'too-large';
	if (!text.startsWith('{')) {
		const token = parseToken(text);
		return token && securedByToken(token);
	}
	if (Buffer.byteLength(text) > LARGEST_JSON) return 'too-large';
	try {
		const value = parseStrictJson(text);
		return isObject(value) ? securedInDocument(value) : undefined;
	} catch (fault) {
		if (!(fault instanceof JsonFault)) throw fault;
		return isLimitReason(fault.reason) ? 'too-large' : undefined;
	}
}
