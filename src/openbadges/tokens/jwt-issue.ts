import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { verificationKey } from '../keys/verification-key.ts';

/** The key that signs a token: the address or DID URL of its public half, and its private half. */
export interface TokenSigningKey {
	readonly kid: string;
	/** The private half in PKCS8 DER: P-256 for ES256, RSA of 2048 bits or more for RS256. */
	readonly pkcs8: Uint8Array;
}

const KINDS = { ES256: 'P-256', RS256: 'RSA' } as const;
export type TokenAlgorithm = keyof typeof KINDS;

// Imported private keys are cached, because importing a key costs more than signing with it.
const IMPORTED = new WeakMap<TokenSigningKey, { readonly alg: TokenAlgorithm; readonly secret: KeyObject }>();

function privateKey(key: TokenSigningKey, alg: TokenAlgorithm): KeyObject {
	const known = IMPORTED.get(key);
	if (known?.alg === alg) return known.secret;
	const secret = createPrivateKey({ key: Buffer.from(key.pkcs8), format: 'der', type: 'pkcs8' });
	const open = verificationKey(createPublicKey(secret));
	if (typeof open === 'string' || open.kind !== KINDS[alg]) throw new TypeError(`no key for ${alg}`);
	IMPORTED.set(key, { alg, secret });
	return secret;
}

const instant = (credential: JsonObject, name: string) => {
	const text = asText(credential[name]);
	return text === undefined ? undefined : Math.floor(Date.parse(text) / 1000);
};

const base64url = (value: JsonObject) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

/**
 * Signs a badge as a compact token (OB 3.0, JSON Web Token Proof Format): the credential itself with iss,
 * jti, sub, nbf and exp. With `issuedAt` also iat, in whole seconds: the time of signing, with which the
 * key's period of use is compared. A proof already in the badge stays inside. Throws `TypeError` if the key
 * does not fit the algorithm, or if the credential has no issuer, id, subject id or `validFrom`.
 */
export function issueJwt(
	credential: JsonObject,
	key: TokenSigningKey,
	how: { readonly alg: TokenAlgorithm; readonly issuedAt?: Date },
): string {
	const issuer = credential['issuer'];
	const [subject] = asList(credential['credentialSubject']);
	const iss = isObject(issuer) ? asText(issuer['id']) : asText(issuer);
	const sub = isObject(subject) ? asText(subject['id']) : undefined;
	const jti = asText(credential['id']);
	const [nbf, exp] = [instant(credential, 'validFrom'), instant(credential, 'validUntil')];
	if (!iss || !sub || !jti || nbf === undefined || Number.isNaN(nbf)) {
		throw new TypeError('the credential lacks an issuer, an id, a subject with an id, or validFrom');
	}
	const iat = how.issuedAt && Math.floor(how.issuedAt.getTime() / 1000);
	const claims = {
		...{ iss, jti, sub, nbf },
		...(exp === undefined ? {} : { exp }),
		...(iat === undefined ? {} : { iat }),
	};
	const header = { alg: how.alg, kid: key.kid, typ: 'JWT' };
	const signed = `${base64url(header)}.${base64url({ ...credential, ...claims })}`;
	const secret = privateKey(key, how.alg);
	const signature = sign('sha256', Buffer.from(signed, 'ascii'), { key: secret, dsaEncoding: 'ieee-p1363' });
	return `${signed}.${signature.toString('base64url')}`;
}
