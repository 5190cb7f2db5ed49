import { isKeyDid, keyDidDocument, keyDidFault } from '../keys/did-offline.ts';
import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { library, ownWord } from '../legacy/documents.ts';
import { keyFromJwk } from '../keys/verification-key.ts';
import type { KeyFault, KeyKind, VerificationKey } from '../keys/verification-key.ts';
import { findIssuer } from './issuer.ts';
import { heldKey, keyOfMethod } from './key-forms.ts';
import type { IssuerAnswer, VerifyOptions } from './options.ts';
import type { Sealed } from './sealed.ts';

/** A key, and where it was found: only the issuer's own document says whose it is. */
export type FoundKey =
	| {
			readonly key: VerificationKey;
			readonly from: 'issuer' | 'address' | 'elsewhere';
			/** What is said of it where it was found. */
			readonly method?: JsonObject;
	  }
	| { readonly fault: KeyFault | 'missing' };

/** A name of a key up to its fragment: that of the document which would hold it. */
const withoutFragment = (name: string) => name.replace(/#.*/s, '');

const absolute = (id: string, base: string) => (id.startsWith('#') ? `${base}${id}` : id);

const idOf = (entry: Json): string | undefined => (isObject(entry) ? asText(entry['id']) : asText(entry));

/** What a document says of the keys of its subject, whether whole or by name alone. */
function entriesOf(document: JsonObject): readonly Json[] {
	return ['verificationMethod', 'assertionMethod', 'publicKey', 'keys'].flatMap((name) =>
		asList(document[name]),
	);
}

/** The keys that a document holds, wherever they stand there. */
export function listedMethods(document: JsonObject): readonly JsonObject[] {
	return entriesOf(document).filter(isObject);
}

/** Whether a name is that of a key as its document writes it: in full, from the fragment on, or as the `kid` of its JWK. */
function isNamed(method: JsonObject, name: string, base: string): boolean {
	const id = asText(method['id']);
	if (id !== undefined && absolute(id, base) === name) return true;
	const jwk = method['publicKeyJwk'];
	const kid = asText((isObject(jwk) ? jwk : method)['kid']);
	return kid !== undefined && (kid === name || `${base}#${kid}` === name);
}

/** The key that a document holds under a name; of a document that holds one key only, that one, under the document's. */
export function listedMethod(
	document: JsonObject,
	name: string,
	kinds: readonly KeyKind[] = [],
): JsonObject | undefined {
	const base = asText(document['id']) ?? withoutFragment(name);
	const methods = listedMethods(document);
	const named = methods.find((method) => isNamed(method, name, base));
	// The document itself as the name of its only key.
	if (named || name !== base) return named;
	const fitting = methods.filter((method) => {
		const key = keyOfMethod(method);
		return typeof key === 'string' || kinds.length === 0 || kinds.includes(key.kind);
	});
	const distinct = new Set(fitting.map((method) => asText(method['id']) ?? JSON.stringify(method)));
	return distinct.size === 1 ? fitting[0] : undefined;
}

/** Whether a document says anything of the keys of its subject. */
export const lists = (document: JsonObject): boolean => entriesOf(document).length > 0;

/** Whether a document names a key, held there or elsewhere. */
export function namesKey(document: JsonObject, name: string): boolean {
	return isAmong(entriesOf(document), document, name);
}

function isAmong(entries: readonly Json[], document: JsonObject, name: string): boolean {
	const base = asText(document['id']) ?? '';
	return entries.some((entry) => absolute(idOf(entry) ?? '', base) === name);
}

/** Whether the issuer's document lets that key speak for it; `undefined` if it says nothing of who may. */
export function mayAssert(document: JsonObject, name: string): boolean | undefined {
	if (!('assertionMethod' in document)) return String(document['id']).startsWith('did:') ? undefined : true;
	return isAmong(asList(document['assertionMethod']), document, name);
}

function found(method: JsonObject, from: 'issuer' | 'address' | 'elsewhere'): FoundKey {
	const key = keyOfMethod(method);
	return typeof key === 'string' ? { fault: key } : { key, from, method };
}

const named = (
	document: JsonObject | undefined,
	sealed: Sealed,
	name: string,
	from: 'issuer' | 'elsewhere',
): FoundKey => {
	const method = document && listedMethod(document, name, sealed.kinds);
	return method ? found(method, from) : { fault: 'missing' };
};

/** Reads what stands at the address that names a key: a JWK, a set of them, a verification method, or a document of keys. */
async function keyAt(sealed: Sealed, name: string, options: VerifyOptions): Promise<FoundKey> {
	const served = ownWord(await library(options.fetchDocument)(name));
	if (served.kind === 'text') {
		const key = heldKey(served.text);
		return typeof key === 'string' ? { fault: 'missing' } : { key, from: 'address' };
	}
	if (served.kind !== 'document') return { fault: 'missing' };
	const { document } = served;
	const method = listedMethod(document, name, sealed.kinds);
	if (method) return found(method, 'address');
	return entriesOf(document).length > 0 ? { fault: 'missing' } : found(document, 'address');
}

/** The full name of a signature's key: a bare `kid` is one of its issuer's. */
export const nameOfKey = (method: string, issuer: string): string => absolute(method, issuer);

/**
 * The key of a signature: the issuer's own; else the one its name holds or leads to. The latter only tells that the
 * content is whole; who signed is another step.
 */
export async function findKey(
	sealed: Sealed,
	issuer: { readonly id: string; readonly answer: IssuerAnswer },
	options: VerifyOptions,
): Promise<FoundKey> {
	const { embedded } = sealed;
	const document = issuer.answer.kind === 'found' ? issuer.answer.document : undefined;
	if (sealed.method === '') {
		if (embedded) return heldBy(embedded);
		return named(document, sealed, issuer.id, 'issuer');
	}
	const name = nameOfKey(sealed.method, issuer.id);
	const own = document && listedMethod(document, name, sealed.kinds);
	if (own) return found(own, 'issuer');
	const base = withoutFragment(name);
	const fragment = name.split('#')[1];
	if (isKeyDid(base)) {
		const keyed = keyDidDocument(base);
		return keyed ? named(keyed, sealed, name, 'elsewhere') : { fault: keyDidFault(base) };
	}
	if (fragment !== undefined) {
		const held = heldKey(fragment);
		if (typeof held !== 'string') return { key: held, from: 'elsewhere' };
	}
	if (embedded) return heldBy(embedded);
	if (base === issuer.id && issuer.answer.kind === 'found') return { fault: 'missing' };
	if (/^https?:/.test(base)) return keyAt(sealed, name, options);
	if (fragment === undefined || base === issuer.id) return { fault: 'missing' };
	const other = await findIssuer(base, options);
	return named(other.kind === 'found' ? other.document : undefined, sealed, name, 'elsewhere');
}

function heldBy(embedded: JsonObject): FoundKey {
	const key = keyFromJwk(embedded);
	return typeof key === 'string' ? { fault: key } : { key, from: 'elsewhere' };
}
