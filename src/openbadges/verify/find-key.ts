import { isKeyDid, keyDidDocument } from '../did-offline.ts';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { library } from '../legacy/documents.ts';
import { keyFromJwk, keyFromMultikey } from '../verification-key.ts';
import type { KeyFault, VerificationKey } from '../verification-key.ts';
import { findIssuer } from './issuer.ts';
import type { IssuerAnswer, VerifyOptions } from './options.ts';
import type { Sealed } from './sealed.ts';

/** A key, and where it was found: only the issuer's own document (or address) says whose it is. */
export type FoundKey =
	| { readonly key: VerificationKey; readonly from: 'issuer' | 'address' | 'elsewhere' }
	| { readonly fault: KeyFault | 'missing' };

function absolute(document: JsonObject, id: unknown): string | undefined {
	if (typeof id !== 'string') return undefined;
	return id.startsWith('#') ? `${asText(document['id']) ?? ''}${id}` : id;
}

/** The keys that a document lists, wherever they stand there. */
export function listedMethods(document: JsonObject): readonly JsonObject[] {
	return [...asList(document['verificationMethod']), ...asList(document['assertionMethod'])].filter(isObject);
}

/** A key as the issuer's document lists it. */
export function listedMethod(document: JsonObject, id: string): JsonObject | undefined {
	return listedMethods(document).find((method) => absolute(document, method['id']) === id);
}

/** Whether the issuer's document lets that key speak for it. */
export function mayAssert(document: JsonObject, id: string): boolean {
	return asList(document['assertionMethod'])
		.map((entry) => absolute(document, isObject(entry) ? entry['id'] : entry))
		.includes(id);
}

/** The key that a verification method (or a bare JWK) holds. */
export function keyOfMethod(method: JsonObject): VerificationKey | KeyFault {
	const multikey = asText(method['publicKeyMultibase']);
	if (multikey !== undefined) return keyFromMultikey(multikey);
	const jwk = method['publicKeyJwk'];
	if (isObject(jwk)) return keyFromJwk(jwk);
	return 'kty' in method ? keyFromJwk(method) : 'unreadable';
}

const found = (key: VerificationKey | KeyFault, from: 'issuer' | 'address' | 'elsewhere'): FoundKey =>
	typeof key === 'string' ? { fault: key } : { key, from };

/** Reads the document that an address names: a JWK (OB 3.0, JWT key by `kid`) or a verification method. */
async function keyAt(url: string, options: VerifyOptions): Promise<FoundKey> {
	const standing = await library(options.fetchDocument)(url);
	return standing.kind === 'document'
		? found(keyOfMethod(standing.document), 'address')
		: { fault: 'missing' };
}

/**
 * The key of a signature: the issuer's own; else the one its name holds or leads to. The latter only tells that the
 * content is whole; who signed is another step.
 */
export async function findKey(
	sealed: Sealed,
	issuer: { readonly id: string; readonly answer: IssuerAnswer },
	options: VerifyOptions,
): Promise<FoundKey> {
	const { method, embedded } = sealed;
	if (method === '') return embedded ? found(keyFromJwk(embedded), 'elsewhere') : { fault: 'missing' };
	if (issuer.answer.kind === 'found') {
		const listed = listedMethod(issuer.answer.document, method);
		if (listed) return found(keyOfMethod(listed), 'issuer');
	}
	const [base = '', fragment] = method.split('#');
	if (isKeyDid(base)) {
		const document = keyDidDocument(base);
		const listed = document && listedMethod(document, method);
		return found(listed ? keyOfMethod(listed) : 'unreadable', 'elsewhere');
	}
	const held = fragment === undefined ? 'unreadable' : keyFromMultikey(fragment);
	if (typeof held !== 'string') return { key: held, from: 'elsewhere' };
	if (embedded) return found(keyFromJwk(embedded), 'elsewhere');
	if (fragment === undefined && /^https?:/.test(base)) return keyAt(base, options);
	if (fragment === undefined || base === issuer.id) return { fault: 'missing' };
	const other = await findIssuer(base, options);
	const listed = other.kind === 'found' ? listedMethod(other.document, method) : undefined;
	return listed ? found(keyOfMethod(listed), 'elsewhere') : { fault: 'missing' };
}
