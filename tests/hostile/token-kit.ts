import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { JsonObject, VerifyOptions } from '../../src/openbadges/index.ts';
import { badge as whole, DID } from '../../src/openbadges/worked-example.fixture.ts';
import { hostile, unreadable } from './case.ts';
import type { Hostile } from './case.ts';

/** The `kid` (key id) of the key that signs the tokens of these hostile cases. */
export const KID = `${DID}#jeton`;
/** Encodes one part of a JWT in base64url: a string verbatim, anything else as JSON. */
export const part = (value: unknown) =>
	Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
export const jwkOf = (key: KeyObject) => key.export({ format: 'jwk' }) as JsonObject;

/**
 * Makes options for a verification in which only the worked example's issuer can be resolved, with a DID
 * document that lists this one key.
 */
export const listing = (jwk: JsonObject): Partial<VerifyOptions> => ({
	resolveIssuer: (id) => {
		if (id !== DID) return { kind: 'absent' };
		const method = { id: KID, type: 'JsonWebKey', controller: DID, publicKeyJwk: jwk };
		return { kind: 'found', document: { id: DID, verificationMethod: [method], assertionMethod: [KID] } };
	},
});

interface Pair {
	readonly privateKey: KeyObject;
	readonly publicKey: KeyObject;
}

const badge = whole({ status: undefined });

/** The payload of a valid token (VC-JWT) of the worked example's badge. */
export const PAYLOAD: JsonObject = {
	...badge,
	iss: DID,
	jti: String(badge['id']),
	sub: String((badge['credentialSubject'] as JsonObject)['id']),
	nbf: Date.parse(String(badge['validFrom'])) / 1000,
};
/** The header of a valid token, signed with ES256. */
export const ES256 = { alg: 'ES256', kid: KID };
/** The P-256 key pair of the tokens, which the issuer's DID document lists by default. */
export const P256: Pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** An RSA key pair, for tokens whose key is not the one that the issuer lists by default. */
export const RSA: Pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

/**
 * Makes a JWT of any header and payload, signed with ECDSA or RSA by this key pair, whatever algorithm the
 * header names; `der` encodes an ECDSA signature in DER instead of r‖s.
 */
export function signed(header: unknown, body: unknown = PAYLOAD, pair: Pair = P256, der = false): string {
	const text = `${part(header)}.${part(body)}`;
	const key = { key: pair.privateKey, dsaEncoding: der ? 'der' : 'ieee-p1363' } as const;
	return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

/**
 * Options for a verification in which the issuer's DID document lists the P-256 key that signs the tokens of
 * these hostile cases.
 */
export const own = listing(jwkOf(P256.publicKey));

/**
 * Makes a case of a token that must be refused because of its signature, before or after the signature is
 * computed.
 */
export const refused = (name: string, given: string, reason: string, options = own): Hostile =>
	hostile(name, given, 'refused', `signature ${reason}`, options);
/** Makes a case of a token whose signature does not match its text: the verdict must be `altered`. */
export const altered = (name: string, given: string, options = own): Hostile =>
	hostile(name, given, 'altered', 'signature broken', options);
/** Makes a case of a text that is not a readable token, for this reason. */
export const malformed = (name: string, given: string, reason: string): Hostile =>
	hostile(name, given, unreadable(reason), `receive ${reason}`, own);
/** Makes a case of a token whose algorithm the engine does not support. */
export const unread = (name: string, given: string): Hostile =>
	hostile(name, given, 'unsupported', 'signature unsupported-suite', own);
