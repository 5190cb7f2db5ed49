import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { hostile } from './case.ts';
import type { Hostile } from './case.ts';
import {
	altered,
	ES256,
	jwkOf,
	KID,
	listing,
	malformed,
	own,
	part,
	PAYLOAD,
	refused,
	RSA,
	signed,
} from './token-kit.ts';

/**
 * The order of the curve P-256: ECDSA allows no r or s as large, so a signature made of it must be refused.
 */
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');

/** Makes the hostile cases of JWT badges that are malformed, badly signed, or contradict the badge inside. */
export async function claims(): Promise<readonly Hostile[]> {
	const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
	const [head = '', body = '', tail = ''] = signed(ES256).split('.');
	const signature = (bytes: Uint8Array) => `${head}.${body}.${Buffer.from(bytes).toString('base64url')}`;
	const pss = (() => {
		const text = `${part({ alg: 'RS256', kid: KID })}.${body}`;
		const how = { key: RSA.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
		return `${text}.${sign('sha256', Buffer.from(text), how).toString('base64url')}`;
	})();
	const rs256 = (n: string, e: string) => listing({ kty: 'RSA', n, e });
	const saying = (name: string, more: object) =>
		refused(name, signed(ES256, { ...PAYLOAD, ...more }), 'claims-differ');
	return [
		malformed('no algorithm and no signature', `${part({ alg: 'none' })}.${body}.`, 'not-a-badge'),
		altered('an algorithm of RSA with a key of a curve', signed({ alg: 'RS256', kid: KID })),
		altered('an algorithm of a curve with a key of RSA', signed(ES256), listing(jwkOf(RSA.publicKey))),
		altered('another padding of RSA', pss, listing(jwkOf(RSA.publicKey))),
		altered('the signature of zeros', signature(new Uint8Array(64))),
		altered('the order of the curve as a signature', signature(Buffer.concat([ORDER, ORDER]))),
		altered(
			'r alone',
			signature(Buffer.concat([Buffer.from(tail, 'base64url').subarray(0, 32), new Uint8Array(32)])),
		),
		altered(
			'a signature one byte longer',
			signature(Buffer.concat([Buffer.from(tail, 'base64url'), new Uint8Array(1)])),
		),
		altered('a signature of a hundred thousand bytes', signature(new Uint8Array(100_000))),
		refused(
			'RSA of 1024 bits',
			signed({ alg: 'RS256', kid: KID }, PAYLOAD, small),
			'weak-key',
			listing(jwkOf(small.publicKey)),
		),
		refused(
			'RSA of exponent 1',
			signed({ alg: 'RS256', kid: KID }, PAYLOAD, RSA),
			'weak-key',
			rs256(String(jwkOf(RSA.publicKey)['n']), 'AQ'),
		),
		hostile(
			'RSA of a million bits',
			signed({ alg: 'RS256', kid: KID }, PAYLOAD, RSA),
			'altered',
			'signature broken',
			rs256(Buffer.alloc(125_000, 0xff).toString('base64url'), 'AQAB'),
		),
		hostile(
			'RSA of an exponent of a thousand bits',
			signed({ alg: 'RS256', kid: KID }, PAYLOAD, RSA),
			'altered',
			'signature broken',
			rs256(String(jwkOf(RSA.publicKey)['n']), Buffer.alloc(125, 0xff).toString('base64url')),
		),
		hostile(
			'a point that is on no curve',
			signed(ES256),
			'refused',
			'signature bad-key',
			listing({ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }),
		),
		hostile(
			'the point at infinity',
			signed(ES256),
			'refused',
			'signature bad-key',
			listing({
				kty: 'EC',
				crv: 'P-256',
				x: Buffer.alloc(32).toString('base64url'),
				y: Buffer.alloc(32).toString('base64url'),
			}),
		),
		hostile(
			'a shared secret as a key',
			signed(ES256),
			'refused',
			'signature weak-key',
			listing({ kty: 'oct', k: part('secret') }),
		),
		malformed('padding', `${head}=.${body}.${tail}`, 'not-a-badge'),
		malformed('the letters of plain base64', `${head}.${body}.${tail.slice(0, -2)}+/`, 'not-a-badge'),
		hostile('a space inside', `${head}.${body} .${tail}`, 'valid', 'signature sound', own),
		hostile(
			'a line break inside',
			`${head}.${body.slice(0, 50)}\n${body.slice(50)}.${tail}`,
			'valid',
			'signature sound',
			own,
		),
		malformed(
			'loose bits at the end',
			`${head}.${body}.${tail.slice(0, -1)}${tail.endsWith('B') ? 'C' : 'B'}`,
			'bad-token',
		),
		malformed('loose bits in the header', `${part('{"alg":"ES256"}')}B.${body}.${tail}`, 'bad-token'),
		malformed('two parts', `${head}.${body}`, 'not-a-badge'),
		malformed('four parts', `${head}.${body}.${tail}.${tail}`, 'not-a-badge'),
		malformed('an encrypted token', [head, tail, tail, body, tail].join('.'), 'not-a-badge'),
		malformed('no payload', `${head}..${tail}`, 'bad-token'),
		malformed('a payload that is a list', signed(ES256, [PAYLOAD]), 'bad-token'),
		malformed('a payload that is no JSON', signed(ES256, '<html>'), 'bad-token'),
		malformed(
			'a payload with a key twice',
			signed(ES256, `{"a":1,${JSON.stringify(PAYLOAD).slice(1, -1)},"a":2}`),
			'bad-token',
		),
		malformed('a header with a key twice', signed('{"alg":"ES256","alg":"none"}'), 'bad-token'),
		malformed('a header that is a list', signed(['ES256']), 'bad-token'),
		malformed('a header under a byte-order mark', signed('\uFEFF{"alg":"ES256"}'), 'bad-token'),
		malformed(
			'a payload that is no UTF-8',
			`${head}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.${tail}`,
			'bad-token',
		),
		malformed(
			'a payload of a thousand floors',
			signed(ES256, `{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`),
			'bad-token',
		),
		malformed('the key __proto__', signed(ES256, '{"__proto__":{"iss":"x"}}'), 'bad-token'),
		malformed('a token of 10 MB', `${head}.${'A'.repeat(10_000_000)}.${tail}`, 'too-large'),
		malformed(
			'a token of 2 MB',
			`${head}.${part(JSON.stringify({ a: 'x'.repeat(1_500_000) }))}.${tail}`,
			'read',
		),
		malformed('a million dots', '.'.repeat(1_000_000), 'not-a-badge'),
		saying('another issuer in the claims', { iss: 'did:web:ailleurs.example' }),
		saying('another id in the claims', { jti: 'urn:uuid:0' }),
		saying('another person in the claims', { sub: 'urn:uuid:0' }),
		saying('another beginning in the claims', { nbf: 1 }),
		saying('a beginning before time', { nbf: -1e300 }),
		saying('an end beyond numbers', { exp: 1e300 }),
		saying('an end that is a text', { exp: '2030-01-01' }),
		hostile(
			'an end that only the claims state',
			signed(ES256, { ...PAYLOAD, exp: 1 }),
			'expired',
			'dates expired',
			own,
		),
		refused(
			'an end beyond all numbers',
			signed(ES256, JSON.stringify({ ...PAYLOAD, exp: 0 }).replace('"exp":0', '"exp":1e400')),
			'claims-differ',
		),
		saying('a subject that is nobody', { sub: null }),
	];
}
