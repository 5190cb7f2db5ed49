import { isKeyDid, keyDidDocument, keyDidFault } from '../keys/did-offline.ts';
import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { documentFetcher, treatMovedAsUnreachable } from '../legacy/documents.ts';
import { keyFromJwk } from '../keys/verification-key.ts';
import type { KeyFault, KeyKind, VerificationKey } from '../keys/verification-key.ts';
import { findIssuer } from './issuer.ts';
import { keyFromText, keyFromVerificationMethod } from './key-forms.ts';
import type { IssuerDocumentAnswer, VerifyOptions } from './options.ts';
import type { BadgeSignature } from './badge-signature.ts';

/**
 * The key found for a signature and where it was found, since only the issuer's own document proves whose a
 * key is; or, when no key was found, why (`fault`).
 */
export type SignatureKeyResult =
	| {
			readonly key: VerificationKey;
			readonly from: 'issuer' | 'address' | 'elsewhere';
			/** The entry that describes the key at the place where it was found. */
			readonly method?: JsonObject;
			/**
			 * For a key in the document of a DID other than the issuer: whether that document allows the key
			 * to assert.
			 */
			readonly allowedByItsDocument?: boolean;
	  }
	| { readonly fault: KeyFault | 'missing' | 'too-many-documents' };

/** Why a key is unknown: no document has it, or our own limit prevented the request for the document. */
const missing = (looked?: { readonly kind: string; readonly why?: string }): SignatureKeyResult => ({
	fault: looked?.why === 'too-many-documents' ? looked.why : 'missing',
});

/** A key id without its fragment: the address of the document that should list the key. */
const withoutFragment = (name: string) => name.replace(/#.*/s, '');

const absolute = (id: string, base: string) => (id.startsWith('#') ? `${base}${id}` : id);

const idOf = (entry: Json): string | undefined => (isObject(entry) ? asText(entry['id']) : asText(entry));

/** The entries for keys in the document of an issuer or of a key; each is a whole key or only its id. */
function entriesOf(document: JsonObject): readonly Json[] {
	return ['verificationMethod', 'assertionMethod', 'publicKey', 'keys'].flatMap((name) =>
		asList(document[name]),
	);
}

/**
 * The keys that a document contains whole, in `verificationMethod`, `assertionMethod`, `publicKey` or `keys`.
 */
export function verificationMethodsIn(document: JsonObject): readonly JsonObject[] {
	return entriesOf(document).filter(isObject);
}

/**
 * Whether an entry for a key has the id `name`, written in full, as a fragment, or as the `kid` of its JWK.
 */
function isNamed(method: JsonObject, name: string, base: string): boolean {
	const id = asText(method['id']);
	if (id !== undefined && absolute(id, base) === name) return true;
	const jwk = method['publicKeyJwk'];
	const kid = asText((isObject(jwk) ? jwk : method)['kid']);
	return kid !== undefined && (kid === name || `${base}#${kid}` === name);
}

/**
 * The entry for a key that a document contains whole under the id `name`; undefined if there is none. The id
 * of the document itself means its only key of these kinds.
 */
export function verificationMethodById(
	document: JsonObject,
	name: string,
	kinds: readonly KeyKind[] = [],
): JsonObject | undefined {
	const base = asText(document['id']) ?? withoutFragment(name);
	const methods = verificationMethodsIn(document);
	const named = methods.find((method) => isNamed(method, name, base));
	// The id of the document itself stands for its only key.
	if (named || name !== base) return named;
	const fitting = methods.filter((method) => {
		const key = keyFromVerificationMethod(method);
		return typeof key === 'string' || kinds.length === 0 || kinds.includes(key.kind);
	});
	const distinct = new Set(fitting.map((method) => asText(method['id']) ?? JSON.stringify(method)));
	return distinct.size === 1 ? fitting[0] : undefined;
}

/** Whether a document has any entry for a key, whole or by its id. */
export const hasAnyKey = (document: JsonObject): boolean => entriesOf(document).length > 0;

/** Whether a document lists the key id `name`, for a key that is in the document or elsewhere. */
export function hasKeyId(document: JsonObject, name: string): boolean {
	return isAmong(entriesOf(document), document, name);
}

function isAmong(entries: readonly Json[], document: JsonObject, name: string): boolean {
	const base = asText(document['id']) ?? '';
	return entries.some((entry) => absolute(idOf(entry) ?? '', base) === name);
}

/**
 * Whether the issuer's document allows the key `name` to sign for the issuer (`assertionMethod`); without
 * that property, `undefined` for a DID document and true for any other document.
 */
export function mayAssert(document: JsonObject, name: string): boolean | undefined {
	if (!('assertionMethod' in document)) return String(document['id']).startsWith('did:') ? undefined : true;
	return isAmong(asList(document['assertionMethod']), document, name);
}

function found(method: JsonObject, from: 'issuer' | 'address' | 'elsewhere'): SignatureKeyResult {
	const key = keyFromVerificationMethod(method);
	return typeof key === 'string' ? { fault: key } : { key, from, method };
}

const named = (
	answer: IssuerDocumentAnswer,
	sealed: BadgeSignature,
	name: string,
	from: 'issuer' | 'elsewhere',
): SignatureKeyResult => {
	if (answer.kind !== 'found') return missing(answer);
	const method = verificationMethodById(answer.document, name, sealed.kinds);
	if (!method) return missing();
	const read = found(method, from);
	if ('fault' in read || from === 'issuer') return read;
	return { ...read, allowedByItsDocument: mayAssert(answer.document, name) === true };
};

/**
 * Fetches the key at an address, which may serve a PEM or Multikey, a JWK, a JWK set, a verification method,
 * or a document that lists keys.
 */
async function keyAt(
	sealed: BadgeSignature,
	name: string,
	options: VerifyOptions,
): Promise<SignatureKeyResult> {
	const served = treatMovedAsUnreachable(await documentFetcher(options.fetchDocument)(name));
	if (served.kind === 'text') {
		const key = keyFromText(served.text);
		return typeof key === 'string' ? missing() : { key, from: 'address' };
	}
	if (served.kind !== 'document') return missing(served);
	const { document } = served;
	const method = verificationMethodById(document, name, sealed.kinds);
	if (method) return found(method, 'address');
	return entriesOf(document).length > 0 ? missing() : found(document, 'address');
}

/** The full id of the key that a signature names: a fragment alone means a key of the issuer. */
export const fullKeyId = (method: string, issuer: string): string => absolute(method, issuer);

/**
 * Finds the key of a signature: in the issuer's document, else in the key's own id or at its address. A key
 * from elsewhere than the issuer's document only proves that the content is unchanged; the step `binding`
 * tells who signed.
 */
export async function findSignatureKey(
	sealed: BadgeSignature,
	issuer: { readonly id: string; readonly answer: IssuerDocumentAnswer },
	options: VerifyOptions,
): Promise<SignatureKeyResult> {
	const { embedded } = sealed;
	const document = issuer.answer.kind === 'found' ? issuer.answer.document : undefined;
	if (sealed.method === '') {
		if (embedded) return heldBy(embedded);
		return named(issuer.answer, sealed, issuer.id, 'issuer');
	}
	const name = fullKeyId(sealed.method, issuer.id);
	const own = document && verificationMethodById(document, name, sealed.kinds);
	if (own) return found(own, 'issuer');
	const base = withoutFragment(name);
	const fragment = name.split('#')[1];
	if (isKeyDid(base)) {
		const keyed = keyDidDocument(base);
		if (!keyed) return { fault: keyDidFault(base) };
		return named({ kind: 'found', document: keyed }, sealed, name, 'elsewhere');
	}
	if (fragment !== undefined) {
		const held = keyFromText(fragment);
		if (typeof held !== 'string') return { key: held, from: 'elsewhere' };
	}
	if (embedded) return heldBy(embedded);
	if (base === issuer.id && issuer.answer.kind === 'found') return missing();
	if (/^https?:/.test(base)) return keyAt(sealed, name, options);
	if (base === issuer.id) return missing(issuer.answer);
	if (fragment === undefined) return missing();
	return named(await findIssuer(base, options), sealed, name, 'elsewhere');
}

function heldBy(embedded: JsonObject): SignatureKeyResult {
	const key = keyFromJwk(embedded);
	return typeof key === 'string' ? { fault: key } : { key, from: 'elsewhere' };
}
