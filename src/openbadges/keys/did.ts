import type { JsonObject } from '../json.ts';
import type { TokenJwk } from '../tokens/token-key.ts';

/** Where a key stands in its life: not used yet, signing, replaced but trusted, no longer trusted. */
export type KeyState = 'planned' | 'active' | 'retired' | 'compromised';

/** The window of use of an issuer's key. */
interface KeyLife {
	readonly state: KeyState;
	/** From when it may sign. */
	readonly notBefore: Date;
	/** Since when it signs no more (retired or compromised), else null. */
	readonly endedAt: Date | null;
}

/** An issuer's key and its window of use. */
export interface IssuerKey extends KeyLife {
	/** z6Mk… */
	readonly multikey: string;
}

/** A key that an issuer signs tokens with, and its window of use. */
export interface IssuerTokenKey extends KeyLife {
	readonly jwk: TokenJwk;
}

/** A key as a DID document lists it (Controlled Identifiers v1.0, Verification Methods). */
export interface VerificationMethod extends JsonObject {
	readonly id: string;
	readonly type: string;
	readonly controller: string;
	// And publicKeyMultibase, or publicKeyJwk.
}

/** The public document of an issuer. */
export interface DidDocument extends JsonObject {
	readonly id: string;
	readonly verificationMethod: readonly VerificationMethod[];
	readonly assertionMethod: readonly string[];
}

const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i;
const SEGMENT = /^[A-Za-z0-9._~-]+$/;

/** The DID of an issuer at an origin; throws `TypeError` if origin or path cannot stand in a did:web. */
export function didWeb(origin: string, path: readonly string[] = []): string {
	const { host, protocol } = new URL(origin);
	if (!/^https?:$/.test(protocol) || !HOST.test(host)) throw new TypeError(`no did:web for ${origin}`);
	if (!path.every((part) => SEGMENT.test(part) && !/^\.+$/.test(part))) throw new TypeError('bad path');
	return ['did:web', host.replace(':', '%3A'), ...path].join(':');
}

/** Whether a part of a DID can stand in a path: plain, or with signs that are percent-encoded and stay so (did:web, Read). */
function isSegment(part: string): boolean {
	if (SEGMENT.test(part)) return true;
	// Neither a bar nor a point may hide there: they would climb out of the place.
	return /^([A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+$/.test(part) && !/%(2e|2f|5c|00)/i.test(part);
}

/** The https address of a did:web document, or `undefined`. */
export function didWebUrl(did: string): string | undefined {
	const [scheme, method, domain, ...path] = did.split(':');
	if (scheme !== 'did' || method !== 'web' || domain === undefined) return undefined;
	const host = domain.replace(/%3A/i, ':');
	if (!HOST.test(host) || !path.every((part) => !/^\.+$/.test(part) && isSegment(part))) return undefined;
	return `https://${host}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`;
}

const nameOf = (key: IssuerKey | IssuerTokenKey) => ('jwk' in key ? key.jwk.kid : key.multikey);

/** The public half, in the form that those who read it expect: a Multikey for proofs, a JWK for tokens. */
const halfOf = (key: IssuerKey | IssuerTokenKey) =>
	'jwk' in key
		? { type: 'JsonWebKey', publicKeyJwk: key.jwk }
		: { type: 'Multikey', publicKeyMultibase: key.multikey };

/** The DID document of an issuer. */
export function didDocument(issuer: {
	did: string;
	keys: readonly (IssuerKey | IssuerTokenKey)[];
}): DidDocument {
	const { did } = issuer;
	// A planned key has signed nothing: it appears the day it becomes active.
	const used = issuer.keys.filter((key) => key.state !== 'planned');
	const jwk = used.some((key) => 'jwk' in key) ? ['https://w3id.org/security/jwk/v1'] : [];
	return {
		'@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1', ...jwk],
		id: did,
		verificationMethod: used.map((key) => {
			const { type, ...half } = halfOf(key);
			const ended = key.state === 'compromised' ? key.endedAt : null;
			const revoked = ended ? { revoked: wholeSecond(ended) } : {};
			return { id: `${did}#${nameOf(key)}`, type, controller: did, ...half, ...revoked };
		}),
		assertionMethod: used.filter((key) => key.state !== 'compromised').map((key) => `${did}#${nameOf(key)}`),
	};
}

/** An instant as `2026-10-08T14:00:00Z`: whole seconds, because a token's `nbf` must equal `validFrom`. */
export function wholeSecond(instant: Date): string {
	return `${instant.toISOString().slice(0, 19)}Z`;
}
