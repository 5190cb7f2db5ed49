import { createHmac, generateKeyPairSync } from 'node:crypto';
import { hostile } from './case.ts';
import type { Hostile } from './case.ts';
import {
	altered,
	ES256,
	jwkOf,
	KID,
	listing,
	own,
	P256,
	part,
	PAYLOAD,
	refused,
	signed,
	unread,
} from './token-kit.ts';

/**
 * Makes the hostile cases of tokens that try to choose how they are verified (`alg`, embedded keys, shared
 * secrets).
 */
export async function tokens(): Promise<readonly Hostile[]> {
	const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
	const [, body = '', tail = ''] = signed(ES256).split('.');
	const header = (name: string, more: object, reason: string) =>
		refused(name, signed({ ...ES256, ...more }), reason);
	const pem = P256.publicKey.export({ format: 'pem', type: 'spki' }) as string;
	const shared = (secret: string) => {
		const text = `${part({ alg: 'HS256', kid: KID })}.${body}`;
		return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
	};
	return [
		...['none', 'None', 'NONE', 'nOnE'].map((alg) =>
			refused(`the algorithm ${alg}`, `${part({ alg, kid: KID })}.${body}.${tail}`, 'forbidden-algorithm'),
		),
		refused('no algorithm named', signed({ kid: KID }), 'forbidden-algorithm'),
		...[12, null, ['ES256'], { a: 1 }].map((alg) =>
			refused(`the algorithm ${JSON.stringify(alg)}`, signed({ alg, kid: KID }), 'forbidden-algorithm'),
		),
		refused('a public key taken for a shared secret', shared(pem), 'forbidden-algorithm'),
		refused('an empty shared secret', shared(''), 'forbidden-algorithm'),
		...['HS384', 'HS512', 'hs256'].map((alg) =>
			refused(`the algorithm ${alg}`, `${part({ alg, kid: KID })}.${body}.${tail}`, 'forbidden-algorithm'),
		),
		...[
			'',
			'es256',
			'ES256 ',
			'ES256K',
			'ES384',
			'PS256',
			'RS1',
			'RS512',
			'ML-DSA-44',
			'__proto__',
			'constructor',
		].map((alg) => unread(`the algorithm ${alg}`, signed({ alg, kid: KID }))),
		altered('EdDSA with a key of another curve', signed({ alg: 'EdDSA', kid: KID })),
		altered('ES256 with a key of P-384', signed(ES256, PAYLOAD, p384), listing(jwkOf(p384.publicKey))),
		header('an extension', { crit: ['b64'] }, 'forbidden-header'),
		header('an empty list of extensions', { crit: [] }, 'forbidden-header'),
		header('a payload as it stands', { b64: false, crit: ['b64'] }, 'forbidden-header'),
		header('b64 true', { b64: true }, 'forbidden-header'),
		header('keys at an address', { jku: 'http://127.0.0.1/keys' }, 'forbidden-header'),
		header('a certificate at an address', { x5u: 'http://127.0.0.1/cert' }, 'forbidden-header'),
		header('certificates', { x5c: ['MIIB'] }, 'forbidden-header'),
		header('packed content', { zip: 'DEF' }, 'forbidden-header'),
		header('encryption', { enc: 'A256GCM' }, 'forbidden-header'),
		header('a token of another kind', { typ: 'at+jwt' }, 'forbidden-header'),
		header('a kind that is a list', { typ: ['JWT'] }, 'forbidden-header'),
		header('a key that is a text', { jwk: 'x' }, 'forbidden-header'),
		header('a private key', { jwk: jwkOf(P256.privateKey) }, 'forbidden-header'),
		header('a name of a key that is a number', { kid: 7 }, 'forbidden-header'),
		hostile(
			'the key of somebody else, brought along',
			signed({ alg: 'ES256', jwk: jwkOf(other.publicKey) }, PAYLOAD, other),
			'refused',
			'binding key-not-listed',
			own,
		),
		hostile(
			'the key of somebody else under the name of ours',
			signed(ES256, PAYLOAD, other),
			'altered',
			'signature broken',
			own,
		),
		altered('a signature in DER', signed(ES256, PAYLOAD, P256, true)),
	];
}
