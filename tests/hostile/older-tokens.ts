import { generateKeyPairSync, sign } from 'node:crypto';
import { hostile } from './case.ts';
import type { Hostile } from './case.ts';
import { assertion, issuer, site, SITE, V2, world } from './older-world.ts';

/**
 * Makes the hostile cases of signed badges (JWS) before Open Badges 3.0, with their keys and revocation
 * lists.
 */
export async function olderTokens(): Promise<readonly Hostile[]> {
	const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
	const KEY = `${SITE}/key`;
	const body = { ...assertion, id: 'urn:uuid:1', verification: { type: 'SignedBadge', creator: KEY } };
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const signed = (header: object, pair = rsa, payload: object = body) => {
		const text = `${part(header)}.${part(payload)}`;
		return `${text}.${sign('sha256', Buffer.from(text), pair.privateKey).toString('base64url')}`;
	};
	const pem = (pair: typeof rsa) => pair.publicKey.export({ format: 'pem', type: 'spki' }) as string;
	const keyOf = (publicKeyPem: string) => ({
		'@context': V2,
		type: 'CryptographicKey',
		id: KEY,
		owner: issuer.id,
		publicKeyPem,
	});
	const list = { '@context': V2, type: 'RevocationList', id: `${SITE}/revoked`, issuer: issuer.id };
	const token = (
		name: string,
		text: string,
		verdict: Hostile['verdict'],
		because: string,
		documents: object = {},
	) =>
		hostile(
			name,
			text,
			verdict,
			because,
			site({ ...world, [KEY]: keyOf(pem(rsa)), [issuer.id]: { ...issuer, publicKey: KEY }, ...documents }),
		);
	const rs256 = { alg: 'RS256' };
	const revoking = (revokedAssertions: unknown) => ({
		[issuer.id]: { ...issuer, publicKey: KEY, revocationList: list.id },
		[list.id]: { ...list, revokedAssertions },
	});
	return [
		token('a sound token', signed(rs256), 'valid', 'signature sound'),
		token(
			'a token of no algorithm',
			`${part({ alg: 'none' })}.${part(body)}.`,
			'malformed',
			'receive not-a-badge',
		),
		token(
			'no signature, and none named',
			`${part({})}.${part(body)}.AA`,
			'refused',
			'signature forbidden-algorithm',
		),
		token(
			'a shared secret',
			`${part({ alg: 'HS256' })}.${part(body)}.AA`,
			'refused',
			'signature forbidden-algorithm',
		),
		token(
			'an extension',
			signed({ ...rs256, crit: ['b64'], b64: false }),
			'unsupported',
			'signature unsupported-suite',
		),
		token('a key brought along', signed({ ...rs256, jwk: {} }, small), 'altered', 'signature broken'),
		token('RSA of 1024 bits', signed(rs256, small), 'refused', 'signature weak-key', {
			[KEY]: keyOf(pem(small)),
		}),
		token('the key of somebody else', signed(rs256), 'refused', 'binding key-of-another', {
			[KEY]: { ...keyOf(pem(rsa)), owner: 'https://ailleurs.example' },
		}),
		token('a key that is a private one', signed(rs256), 'unknown', 'signature key-missing', {
			[KEY]: keyOf(rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string),
		}),
		token('a key that is a certificate of rubbish', signed(rs256), 'unknown', 'signature key-missing', {
			[KEY]: keyOf('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
		}),
		token('a key of 200 kB', signed(rs256), 'unknown', 'signature key-missing', {
			[KEY]: keyOf(`-----BEGIN PUBLIC KEY-----\n${'A'.repeat(200_000)}\n-----END PUBLIC KEY-----`),
		}),
		token(
			'a payload with a key twice',
			`${part(rs256)}.${Buffer.from(`{"id":"x",${JSON.stringify(body).slice(1)}`).toString('base64url')}.AA`,
			'malformed',
			'receive bad-token',
		),
		token('a list that revokes it', signed(rs256), 'revoked', 'status revoked', revoking(['urn:uuid:1'])),
		token(
			'a list of one, without brackets',
			signed(rs256),
			'revoked',
			'status revoked',
			revoking({ id: 'urn:uuid:1' }),
		),
		token(
			'a list of five thousand',
			signed(rs256),
			'valid',
			'status not-listed',
			revoking(Array.from({ length: 5_000 }, (_, i) => `urn:x:${i}`)),
		),
		token(
			'a list of a hundred thousand',
			signed(rs256),
			'unknown',
			'status list-past-limit',
			revoking(Array.from({ length: 100_000 }, (_, i) => `urn:x:${i}`)),
		),
		token('a list that is a number', signed(rs256), 'refused', 'status list-damaged', revoking(12)),
		token('a list that cannot be reached', signed(rs256), 'unknown', 'status list-unreachable', {
			[issuer.id]: { ...issuer, publicKey: KEY, revocationList: `${SITE}/nulle-part` },
		}),
	];
}
