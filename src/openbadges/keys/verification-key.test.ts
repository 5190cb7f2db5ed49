import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { decodeCbor } from '../proof/cbor.ts';
import { keyDidDocument } from './did-offline.ts';
import type { JsonObject } from '../json.ts';
import { base58Encode } from './multibase.ts';
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
