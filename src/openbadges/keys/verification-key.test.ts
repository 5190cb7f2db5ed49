import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { decodeCbor } from '../proof/cbor.ts';
import { keyFromVerificationMethod } from '../verify/key-forms.ts';
import { keyDidDocument, keyDidFault } from './did-offline.ts';
import type { JsonObject } from '../json.ts';
import { base58Decode, base58Encode } from './multibase.ts';
import { keyFromJwk, keyFromMultikey, verificationKey } from './verification-key.ts';

const multikey = (code: string, raw: Uint8Array) =>
	`z${base58Encode(Buffer.concat([Buffer.from(code, 'hex'), raw]))}`;

/** The compressed point of an EC key given as a JWK. */
function compressed(jwk: JsonObject): Buffer {
	const [x, y] = [jwk['x'], jwk['y']].map((part) => Buffer.from(String(part), 'base64url'));
	return Buffer.concat([Buffer.from([2 + ((y?.at(-1) ?? 0) & 1)]), x as Buffer]);
}

test.each([
	['P-256', '8024'],
	['P-384', '8124'],
] as const)('a %s key is one and the same as Multikey, as JWK and as did:key', (curve, code) => {
	const { publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
	const jwk = publicKey.export({ format: 'jwk' }) as JsonObject;
	const text = multikey(code, compressed(jwk));
	const [one, two, three] = [keyFromMultikey(text), keyFromJwk(jwk), verificationKey(publicKey)];
	expect(one).toMatchObject({ kind: curve });
	expect([two, three]).toMatchObject(
		[one, one].map((key) => ({ thumbprint: (key as { thumbprint: string }).thumbprint })),
	);
	const did = `did:key:${text}`;
	expect(keyDidDocument(did)).toMatchObject({ id: did, assertionMethod: [`${did}#${text}`] });
	const encoded = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
	expect(keyDidDocument(encoded)).toMatchObject({ assertionMethod: [`${encoded}#0`] });
});

/** A public RSA key with a modulus of so many bits, which nobody can sign with. */
function rsa(bits: number) {
	const modulus = Buffer.alloc(bits / 8, 0xc7);
	const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' };
	return {
		jwk,
		pkcs1: createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'pkcs1' }),
	};
}

test.each([2048, 3072, 4096, 8192])(
	'an RSA key of %i bits is one and the same as Multikey, as JWK and as did:key',
	(bits) => {
		const { jwk, pkcs1 } = rsa(bits);
		const text = multikey('8524', pkcs1);
		const key = keyFromMultikey(text);
		expect(key).toMatchObject({ kind: 'RSA' });
		expect(keyFromJwk(jwk)).toMatchObject({ thumbprint: (key as { thumbprint: string }).thumbprint });
		const did = `did:key:${text}`;
		expect(keyDidDocument(did)).toMatchObject({ id: did, assertionMethod: [`${did}#${text}`] });
	},
);

test('an RSA key in a Multikey is as strong as one in a JWK must be', () => {
	expect(keyFromMultikey(multikey('8524', rsa(1024).pkcs1))).toBe('weak');
	expect(keyFromMultikey(multikey('8524', new Uint8Array(270)))).toBe('unreadable');
});

test('a key of a kind that is not supported is never called unreadable, however long it is', () => {
	// The prefixes of ml-dsa-44-pub, ml-dsa-65-pub and ml-dsa-87-pub, with the lengths of their keys (FIPS 204).
	for (const [code, length] of [
		['9024', 1312],
		['9124', 1952],
		['9224', 2592],
	] as const) {
		const key = multikey(code, new Uint8Array(length).fill(7));
		expect([keyFromMultikey(key), keyDidFault(`did:key:${key}`)]).toEqual(['unsupported', 'unsupported']);
		const older = { type: 'Ed25519VerificationKey2018', publicKeyBase58: key.slice(1) };
		expect(keyFromVerificationMethod(older)).toBe('unsupported');
	}
	expect(keyFromMultikey(`z${'0'.repeat(2_000)}`)).toBe('unreadable');
	expect(keyFromMultikey(`z${'z'.repeat(4_000)}`)).toBe('unsupported');
	expect(keyFromMultikey(`z${'z'.repeat(4_001)}`)).toBe('unreadable');
});

test('base58 is decoded to the bytes that were encoded, zeros before them included', () => {
	for (const hex of ['', '00', '0000ff', 'ff', '0100', '8524ff00ff', `00${'f1'.repeat(40)}`]) {
		const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
		expect(base58Decode(base58Encode(bytes))).toEqual(bytes);
	}
	expect(() => base58Decode('Il0O')).toThrow(TypeError);
	expect(() => base58Decode('z'.repeat(1_501))).toThrow(RangeError);
});

test('a key that proves nothing is told apart from one that is not read', () => {
	const zeros = new Uint8Array(32);
	expect(keyFromMultikey(multikey('ed01', zeros))).toBe('weak');
	expect(keyFromMultikey(multikey('ed01', zeros.slice(1)))).toBe('unreadable');
	expect(keyFromMultikey(multikey('e701', new Uint8Array(33)))).toBe('unsupported');
	expect(keyFromMultikey('uABC')).toBe('unreadable');
	expect(keyFromMultikey('z0')).toBe('unreadable');
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	expect(keyFromJwk(privateKey.export({ format: 'jwk' }) as JsonObject)).toBe('weak');
	expect(keyFromJwk({ kty: 'oct', k: 'AA' })).toBe('weak');
	expect(keyFromJwk({ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' })).toBe('unreadable');
	expect(keyFromJwk({})).toBe('unreadable');
	const foreign = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey;
	expect(verificationKey(foreign)).toBe('unsupported');
	expect(verificationKey(publicKey)).toMatchObject({ kind: 'P-256' });
	expect(keyDidDocument('did:key:zQ3sh')).toBeUndefined();
	expect(keyDidDocument('did:jwk:e30')).toBeUndefined();
});

test('CBOR is read within the few forms that a proof has', () => {
	const read = (hex: string) => decodeCbor(Buffer.from(hex, 'hex'));
	// Examples of RFC 8949, appendix A.
	expect(read('1903e8')).toBe(1000);
	expect(read('29')).toBe(-10);
	expect(read('4401020304')).toEqual(Uint8Array.from([1, 2, 3, 4]));
	expect(read('62c3bc')).toBe('ü');
	expect(read('8301820203820405')).toEqual([1, [2, 3], [4, 5]]);
	expect(read('a201020304')).toEqual(
		new Map([
			[1, 2],
			[3, 4],
		]),
	);
	expect(read('d8404101')).toEqual(Uint8Array.from([1]));
	for (const bad of [
		'',
		'83',
		'830102',
		'0000',
		'1bffffffffffffffff',
		'9f01ff',
		'f5',
		'c001',
		'9affffffff',
		'61ff',
	]) {
		expect(() => read(bad), bad).toThrow();
	}
	expect(() => read(`${'81'.repeat(20)}01`)).toThrow('deep');
});
