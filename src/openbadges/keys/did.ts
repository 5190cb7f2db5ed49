import type { JsonObject } from '../json.ts';
import type { TokenJwk } from '../tokens/token-key.ts';

/** The state of an issuer's key: not used yet, signing, replaced but still trusted, or no longer trusted. */
export type KeyState = 'planned' | 'active' | 'retired' | 'compromised';

/** The state of an issuer's key and the period in which it may sign. */
interface KeyLife {
	readonly state: KeyState;
	/** The first instant at which the key may sign. */
	readonly notBefore: Date;
	/** When the key stopped signing (retired or compromised), else null. */
	readonly endedAt: Date | null;
}

/** An issuer's Ed25519 key for signing badges, and the period in which it may sign. */
export interface IssuerKey extends KeyLife {
	/** The public key as a multikey, z6Mk… */
	readonly multikey: string;
}

/** An issuer's key for signing tokens (P-256 or RSA), and the period in which it may sign. */
export interface IssuerTokenKey extends KeyLife {
	readonly jwk: TokenJwk;
}

/** A key as a DID document lists it (Controlled Identifiers v1.0, Verification Methods). */
export interface VerificationMethod extends JsonObject {
	readonly id: string;
	readonly type: string;
	readonly controller: string;
	// Also has publicKeyMultibase or publicKeyJwk.
}

/** The public DID document of an issuer. */
export interface DidDocument extends JsonObject {
	readonly id: string;
	readonly verificationMethod: readonly VerificationMethod[];
	readonly assertionMethod: readonly string[];
}

const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i;
const SEGMENT = /^[A-Za-z0-9._~-]+$/;

/**
 * The did:web of an issuer at an origin and a path; throws `TypeError` if the origin or the path cannot be
 * written in a did:web.
 */
export function didWeb(origin: string, path: readonly string[] = []): string {
	const { host, protocol } = new URL(origin);
	if (!/^https?:$/.test(protocol) || !HOST.test(host)) throw new TypeError(`no did:web for ${origin}`);
	if (!path.every((part) => SEGMENT.test(part) && !/^\.+$/.test(part))) throw new TypeError('bad path');
	return ['did:web', host.replace(':', '%3A'), ...path].join(':');
}

/**
 * Whether a part of a DID can be a path segment: plain characters, or percent-encoded ones, which stay
 * encoded (did:web, Read).
 */
function isSegment(part: string): boolean {
	if (SEGMENT.test(part)) return true;
	// A percent-encoded slash or dot is refused: it could climb to a parent directory.
	return /^([A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+$/.test(part) && !/%(2e|2f|5c|00)/i.test(part);
}

/** The https address of a did:web document; `undefined` if the DID is not a valid did:web. */
export function didWebUrl(did: string): string | undefined {
	const [scheme, method, domain, ...path] = did.split(':');
	if (scheme !== 'did' || method !== 'web' || domain === undefined) return undefined;
	const host = domain.replace(/%3A/i, ':');
	if (!HOST.test(host) || !path.every((part) => !/^\.+$/.test(part) && isSegment(part))) return undefined;
	return `https://${host}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`;
}

const nameOf = (key: IssuerKey | IssuerTokenKey) => ('jwk' in key ? key.jwk.kid : key.multikey);

/**
 * The properties of a verification method that hold the public key: a Multikey for Data Integrity proofs, a
 * JWK for tokens.
 */
const halfOf = (key: IssuerKey | IssuerTokenKey) =>
	'jwk' in key
		? { type: 'JsonWebKey', publicKeyJwk: key.jwk }
		: { type: 'Multikey', publicKeyMultibase: key.multikey };

/**
 * Builds the DID document of an issuer. It lists every key ever used; a compromised key is marked `revoked`
 * and left out of `assertionMethod`.
 */
export function didDocument(issuer: {
	did: string;
	keys: readonly (IssuerKey | IssuerTokenKey)[];
}): DidDocument {
	const { did } = issuer;
	// A planned key has signed nothing: it is listed once it is active.
	const used = issuer.keys.filter((key) => key.state !== 'planned');
	const jwk = used.some((key) => 'jwk' in key) ? ['https://w3id.org/security/jwk/v1'] : [];
	return {
		'@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1', ...jwk],
		id: did,
		verificationMethod: used.map((key) => {
			const { type, ...half } = halfOf(key);
			const ended = key.state === 'compromised' ? key.endedAt : null;
			const revoked = ended ? { revoked: isoToSecond(ended) } : {};
			return { id: `${did}#${nameOf(key)}`, type, controller: did, ...half, ...revoked };
		}),
		assertionMethod: used.filter((key) => key.state !== 'compromised').map((key) => `${did}#${nameOf(key)}`),
	};
}

/**
 * Writes an instant as `2026-10-08T14:00:00Z`, in whole seconds, because a token's `nbf` must equal
 * `validFrom`.
 */
export function isoToSecond(instant: Date): string {
	return `${instant.toISOString().slice(0, 19)}Z`;
}
