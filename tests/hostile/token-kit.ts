import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { JsonObject, VerifyOptions } from '../../src/openbadges/index.ts';
import { badge as whole, DID } from '../../src/openbadges/worked-example.ts';
import { hostile, unreadable } from './case.ts';
import type { Hostile } from './case.ts';

/** The name of the key of our tokens. */
export const KID = `${DID}#jeton`;
/** A part of a token, from text as it stands or from a value. */
export const part = (value: unknown) =>
	Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
/** A key as a JWK. */
export const jwkOf = (key: KeyObject) => key.export({ format: 'jwk' }) as JsonObject;

/** The issuer's document with this one key. */
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

/** What a sound token of our badge says. */
export const PAYLOAD: JsonObject = {
	...badge,
	iss: DID,
	jti: String(badge['id']),
	sub: String((badge['credentialSubject'] as JsonObject)['id']),
	nbf: Date.parse(String(badge['validFrom'])) / 1000,
};
/** A sound header. */
export const ES256 = { alg: 'ES256', kid: KID };
/** The key that the issuer lists, and another of another kind. */
export const P256: Pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const RSA: Pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Any header over any payload, signed as it stands with that key, whatever the header says. */
export function signed(header: unknown, body: unknown = PAYLOAD, pair: Pair = P256, der = false): string {
	const text = `${part(header)}.${part(body)}`;
	const key = { key: pair.privateKey, dsaEncoding: der ? 'der' : 'ieee-p1363' } as const;
	return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

/** The issuer lists the key of our tokens. */
export const own = listing(jwkOf(P256.publicKey));

/** A token whose signature is refused before or without computing. */
export const refused = (name: string, given: string, reason: string, options = own): Hostile =>
	hostile(name, given, 'refused', `signature ${reason}`, options);
/** A token whose signature does not fit. */
export const altered = (name: string, given: string, options = own): Hostile =>
	hostile(name, given, 'altered', 'signature broken', options);
/** A text that is no token. */
export const malformed = (name: string, given: string, reason: string): Hostile =>
	hostile(name, given, unreadable(reason), `receive ${reason}`, own);
/** A token whose algorithm is not read. */
export const unread = (name: string, given: string): Hostile =>
	hostile(name, given, 'unsupported', 'signature unsupported-suite', own);
