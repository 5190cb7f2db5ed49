import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { parseStrictJson } from '../json.ts';
import { keyFromJwk, keyFromMultikey } from './verification-key.ts';
import type { KeyFault } from './verification-key.ts';

function readJwk(encoded: string): JsonObject | undefined {
	try {
		const value = parseStrictJson(Buffer.from(encoded, 'base64url').toString('utf8'));
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function documentOf(did: string, fragment: string, key: JsonObject): JsonObject {
	const method = { id: `${did}#${fragment}`, controller: did, ...key };
	return { id: did, verificationMethod: [method], assertionMethod: [method.id] };
}

/** Whether a DID contains its own key, so that its document needs no network: did:key or did:jwk. */
export function isKeyDid(id: string): boolean {
	return id.startsWith('did:key:') || id.startsWith('did:jwk:');
}

/**
 * The document of a did:key (Ed25519, P-256, P-384, RSA) or did:jwk, built from the DID itself; `undefined`
 * if its key cannot be read.
 */
export function keyDidDocument(did: string): JsonObject | undefined {
	const [, , encoded = ''] = did.split(':');
	if (did.startsWith('did:key:')) {
		if (typeof keyFromMultikey(encoded) === 'string') return undefined;
		return documentOf(did, encoded, { type: 'Multikey', publicKeyMultibase: encoded });
	}
	const jwk = did.startsWith('did:jwk:') ? readJwk(encoded) : undefined;
	if (!jwk || typeof keyFromJwk(jwk) === 'string') return undefined;
	return documentOf(did, '0', { type: 'JsonWebKey', publicKeyJwk: jwk });
}

/** Why the key of a did:key or did:jwk cannot be used, for a DID whose `keyDidDocument` is undefined. */
export function keyDidFault(did: string): KeyFault {
	const [, , encoded = ''] = did.split(':');
	const jwk = did.startsWith('did:jwk:') ? readJwk(encoded) : undefined;
	const key = did.startsWith('did:key:') ? keyFromMultikey(encoded) : jwk && keyFromJwk(jwk);
	return typeof key === 'string' ? key : 'unreadable';
}
