import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { checkResult } from '../report.ts';
import type { LegacyVersion } from './assertion.ts';
import type { ServedDocument } from './documents.ts';
import type { LegacyIssuer } from './issuer.ts';
import { jwsVerdict, publicKeyFromPem, readJws } from './jws.ts';
import type { Jws } from './jws.ts';
import { checkSignedAssertion } from './signed.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = ({ publicKey }: { publicKey: KeyObject }) =>
	publicKey.export({ type: 'spki', format: 'pem' }).toString();
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(header: object, pair: { privateKey: KeyObject } = ec): string {
	const input = `${part(header)}.${part({ id: 'urn:uuid:a' })}`;
	const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
	return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}
const jws = (header: object, pair?: { privateKey: KeyObject }) => readJws(token(header, pair)) as Jws;

const SITE = 'https://x.example';
const ID = `${SITE}/issuer`;
const KEY = `${SITE}/key`;
const key = { id: KEY, type: 'CryptographicKey', owner: ID, publicKeyPem: pem(ec) };
const profile: JsonObject = { id: ID, publicKey: key };

interface Situation {
	readonly profile?: JsonObject | undefined;
	/** The id of the key that the signed badge names. */
	readonly named?: string | undefined;
	readonly version?: LegacyVersion;
	/** What is served at the address of the key. */
	readonly there?: ServedDocument;
	readonly jws?: Jws | undefined;
}

async function found(given: Situation) {
	const asked: string[] = [];
	const whole = { profile, named: KEY, version: '2.0' as const, jws: jws({ alg: 'ES256' }), ...given };
	const issuer: LegacyIssuer = {
		id: ID,
		profile: whole.profile,
		stated: undefined,
		check: checkResult('issuer', 'found', { address: ID }),
	};
	const [signature, binding] = await checkSignedAssertion(
		whole.jws,
		{ kind: 'signed', key: whole.named },
		issuer,
		whole.version,
		async (id) => {
			asked.push(id);
			return given.there ?? { kind: 'unknown', why: 'unreachable' };
		},
	);
	return [signature.reason, binding.reason, asked];
}
const document = (value: object): ServedDocument => ({ kind: 'document', document: value as JsonObject });
const http = (address: string) => address.replace('https:', 'http:');
const listing = (publicKey: unknown): JsonObject => ({ id: ID, publicKey }) as JsonObject;
const { owner: _owner, ...ownerless } = key;
const { id: _id, ...nameless } = key;

const KEYS: readonly (readonly [string, Situation, ...string[]])[] = [
	['written in the profile', {}, 'sound', 'bound'],
	['the only one, unnamed', { named: undefined }, 'sound', 'bound'],
	[
		'one of two, unnamed',
		{ named: undefined, profile: listing([key, `${KEY}/2`]) },
		'key-missing',
		'not-reached',
	],
	['none, unnamed', { named: undefined, profile: listing([]) }, 'key-missing', 'not-reached'],
	['one of two', { profile: listing([`${KEY}/2`, key]) }, 'sound', 'bound'],
	[
		'named in the profile, at its address',
		{ profile: listing(KEY), there: document(key) },
		'sound',
		'bound',
		KEY,
	],
	[
		'at its address, unnamed by the badge',
		{ named: undefined, profile: listing(KEY), there: document(key) },
		'sound',
		'bound',
		KEY,
	],
	[
		'in a document of several',
		{
			profile: listing(KEY),
			there: document({ publicKey: [{ ...key, id: `${KEY}/2`, publicKeyPem: pem(other) }, key] }),
		},
		'sound',
		'bound',
		KEY,
	],
	[
		'in a document of others',
		{ profile: listing(KEY), there: document({ id: KEY, publicKey: { ...key, id: `${KEY}/2` } }) },
		'key-missing',
		'not-reached',
		KEY,
	],
	['named without its text', { profile: listing({ id: KEY }), there: document(key) }, 'sound', 'bound', KEY],
	['not listed', { profile: listing(`${KEY}/2`), there: document(key) }, 'sound', 'key-not-listed', KEY],
	[
		'not listed, for want of any',
		{ profile: { id: ID }, there: document(key) },
		'sound',
		'key-not-listed',
		KEY,
	],
	[
		'of another owner',
		{ profile: listing({ ...key, owner: 'https://y.example' }) },
		'sound',
		'key-of-another',
	],
	['of its owner in an object', { profile: listing({ ...key, owner: { id: ID } }) }, 'sound', 'bound'],
	['of no stated owner', { profile: listing(ownerless) }, 'sound', 'unproven'],
	['of no stated owner, in 1.1', { version: '1.1', profile: listing(ownerless) }, 'sound', 'bound'],
	[
		'under another name',
		{ profile: listing(KEY), there: document({ ...key, id: `${KEY}/2` }) },
		'sound',
		'key-of-another',
		KEY,
	],
	['without a name', { profile: listing(KEY), there: document(nameless) }, 'sound', 'bound', KEY],
	[
		'under its address over http',
		{ profile: listing(KEY), there: document({ ...key, id: http(KEY), owner: http(ID) }) },
		'sound',
		'bound',
		KEY,
	],
	[
		'under its address with a last slash',
		{ profile: listing(`${KEY}/`), there: document({ ...key, id: `${KEY}/`, owner: `${ID}/` }) },
		'sound',
		'bound',
		KEY,
	],
	['listed over http', { profile: listing(http(KEY)), there: document(key) }, 'sound', 'bound', KEY],
	['written in the profile over http', { profile: listing({ ...key, id: http(KEY) }) }, 'sound', 'bound'],
	[
		'in a document of several, over http',
		{
			profile: listing(KEY),
			there: document({
				publicKey: [
					{ ...key, id: `${KEY}/2` },
					{ ...key, id: http(KEY) },
				],
			}),
		},
		'sound',
		'bound',
		KEY,
	],
	[
		'whose document has lists of one value',
		{
			profile: listing([KEY]),
			there: document({ ...key, id: [KEY], owner: [ID], publicKeyPem: [pem(ec)] }),
		},
		'sound',
		'bound',
		KEY,
	],
	[
		'of another owner in brackets',
		{ profile: listing({ ...key, owner: ['https://y.example'] }) },
		'sound',
		'key-of-another',
	],
	[
		'under another name in brackets',
		{ profile: listing(KEY), there: document({ ...key, id: [`${KEY}/2`] }) },
		'sound',
		'key-of-another',
		KEY,
	],
	// Over http anybody on the way could answer with another key.
	[
		'named over http, listed over https',
		{ named: http(KEY), profile: listing(KEY), there: document(key) },
		'sound',
		'bound',
		KEY,
	],
	[
		'named and listed over http',
		{ named: http(KEY), profile: listing(http(KEY)), there: document(key) },
		'sound',
		'bound',
		http(KEY),
	],
	[
		'named over http, not listed',
		{ named: http(KEY), profile: listing(`${KEY}/2`), there: document(key) },
		'sound',
		'key-not-listed',
		http(KEY),
	],
	[
		'whose document has no readable name',
		{ profile: listing(KEY), there: document({ ...key, id: 12 }) },
		'sound',
		'key-of-another',
		KEY,
	],
	['as a text', { profile: listing(KEY), there: { kind: 'text', text: pem(ec) } }, 'sound', 'unproven', KEY],
	[
		'as a text, in 1.0',
		{ version: '1.0', profile: listing(KEY), there: { kind: 'text', text: pem(ec) } },
		'sound',
		'bound',
		KEY,
	],
	[
		'beside its issuer, in 1.0',
		{ version: '1.0', profile: { id: ID }, there: { kind: 'text', text: pem(ec) } },
		'sound',
		'bound',
		KEY,
	],
	[
		'elsewhere, in 1.0',
		{
			version: '1.0',
			named: 'https://y.example/key',
			profile: { id: ID },
			there: { kind: 'text', text: pem(ec) },
		},
		'sound',
		'unproven',
		'https://y.example/key',
	],
	['of nobody found', { profile: undefined, there: document(key) }, 'sound', 'unproven', KEY],
	['withdrawn', { profile: listing({ ...key, revoked: true }) }, 'sound', 'key-withdrawn'],
	['said not to be withdrawn', { profile: listing({ ...key, revoked: false }) }, 'sound', 'bound'],
	['withdrawn on no day', { profile: listing({ ...key, revokedAt: null }) }, 'sound', 'bound'],
	['withdrawn on a day', { profile: listing({ ...key, revokedAt: '2026-01-01' }) }, 'sound', 'key-withdrawn'],
	[
		'withdrawn, of nobody found',
		{ profile: undefined, there: document({ ...key, revoked: true }) },
		'sound',
		'key-withdrawn',
		KEY,
	],
	[
		'taken away',
		{ profile: listing(KEY), there: { kind: 'gone', document: undefined } },
		'key-missing',
		'key-withdrawn',
		KEY,
	],
	['nowhere', { profile: listing(KEY), there: { kind: 'absent' } }, 'key-missing', 'not-reached', KEY],
	['silent', { profile: listing(KEY) }, 'key-missing', 'not-reached', KEY],
	[
		'a page',
		{ profile: listing(KEY), there: { kind: 'text', text: 'x' } },
		'key-missing',
		'not-reached',
		KEY,
	],
	[
		'on another site',
		{
			profile: listing(KEY),
			there: { kind: 'moved', to: 'https://y.example', held: { kind: 'document', document: key } },
		},
		'key-missing',
		'not-reached',
		KEY,
	],
	[
		'another than signed',
		{ profile: listing({ ...key, publicKeyPem: pem(other) }) },
		'broken',
		'not-reached',
	],
	[
		'of another kind',
		{ profile: listing({ ...key, publicKeyPem: pem(rsa) }) },
		'unsupported-suite',
		'not-reached',
	],
	['there, and no signature', { jws: undefined }, 'no-proof', 'not-reached'],
	[
		'there, and an empty signature',
		{ jws: { ...jws({ alg: 'ES256' }), signature: Buffer.alloc(0) } },
		'no-proof',
		'not-reached',
	],
	[
		'there, and no algorithm',
		{ jws: { ...jws({ alg: 'ES256' }), alg: 'None' } },
		'forbidden-algorithm',
		'not-reached',
	],
	[
		'there, and a shared secret',
		{ jws: { ...jws({ alg: 'ES256' }), alg: 'HS256' } },
		'forbidden-algorithm',
		'not-reached',
	],
	[
		'there, and another algorithm',
		{ jws: { ...jws({ alg: 'ES256' }), alg: 'PS256' } },
		'unsupported-suite',
		'not-reached',
	],
];

test.each(KEYS.map(([what, given, ...expected]) => [what, given, expected] as const))(
	'a key %s',
	async (_what, given, [signature, binding, ...asked]) => {
		expect(await found(given)).toEqual([signature, binding, asked]);
	},
);

test('what was refused is named', async () => {
	const issuer: LegacyIssuer = { id: ID, profile, stated: undefined, check: checkResult('issuer', 'found') };
	const of = async (alg: string) =>
		(
			await checkSignedAssertion(
				{ ...jws({ alg: 'ES256' }), alg },
				{ kind: 'signed', key: KEY },
				issuer,
				'2.0',
				async () => ({
					kind: 'absent',
				}),
			)
		)[0].params;
	expect(await of('HS512')).toEqual({ algorithm: 'HS512' });
	expect(await of('PS256')).toEqual({ suite: 'PS256' });
	// Only the exact names of algorithms are forbidden, not names that contain one.
	expect(await of('xHS512')).toEqual({ suite: 'xHS512' });
	expect(await of('HS512x')).toEqual({ suite: 'HS512x' });
});

test.each([
	['ES256', ec, 'sound'],
	['ES256', p384, 'unsupported'],
	['ES256', rsa, 'unsupported'],
	['RS256', rsa, 'sound'],
	['RS256', ec, 'unsupported'],
	['ES384', ec, 'unsupported'],
] as const)('a token of %s under its key', (alg, pair, verdict) => {
	const read = jws({ alg }, pair);
	expect(read.alg).toBe(alg);
	expect(jwsVerdict(read, pair.publicKey)).toBe(verdict);
	const signature = Buffer.from(read.signature);
	signature[5] = (signature[5] ?? 0) ^ 1;
	if (verdict === 'sound') expect(jwsVerdict({ ...read, signature }, pair.publicKey)).toBe('broken');
	expect(jwsVerdict({ ...read, header: { alg, crit: null } }, pair.publicKey)).toBe('unsupported');
});

test('an RSA key with an exponent of one signs nothing', () => {
	const { n = '' } = rsa.publicKey.export({ format: 'jwk' });
	const weak = {
		...rsa.publicKey,
		asymmetricKeyType: 'rsa',
		asymmetricKeyDetails: { modulusLength: 2048, publicExponent: 1n },
	};
	expect(n).not.toBe('');
	expect(jwsVerdict(jws({ alg: 'RS256' }, rsa), weak as unknown as KeyObject)).toBe('weak');
});

test('a token is three parts of base64url, each written in its one way, around two objects', () => {
	const good = token({ alg: 'ES256' });
	expect(readJws(` ${good}\n`)).toMatchObject({ alg: 'ES256', payload: { id: 'urn:uuid:a' } });
	expect(readJws(`${part({})}.${part({})}.`)).toMatchObject({ alg: 'none' });
	const [head = '', body = '', tail = ''] = good.split('.');
	for (const bad of [
		`${head}.${body}`,
		`${head}.${body}.${tail}.x`,
		`x.${good}`,
		`${head}.${body}.${tail}=`,
		`${part([])}.${body}.${tail}`,
		`${head}.${part('x')}.${tail}`,
		`${head}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.${tail}`,
		// Two tokens that end a part with unused base64url bits that are not zero.
		`${part({ a: 1 }).slice(0, -1)}R.${body}.${tail}`,
		`${head}.${body}.AB`,
	])
		expect([bad, readJws(bad)]).toEqual([bad, undefined]);
});

test('a key in PEM is public, and read whole', () => {
	expect(publicKeyFromPem(pem(ec))?.asymmetricKeyType).toBe('ec');
	expect(publicKeyFromPem(`\n ${pem(ec)}`)?.asymmetricKeyType).toBe('ec');
	const pkcs1 = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
	expect(publicKeyFromPem(pkcs1)?.asymmetricKeyType).toBe('rsa');
	const secret = ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	for (const bad of [
		undefined,
		'',
		secret,
		`x${pem(ec)}`,
		'-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----',
	])
		expect(publicKeyFromPem(bad)).toBeUndefined();
});
