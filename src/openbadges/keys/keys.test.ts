import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import {
	decodeMultikey,
	didDocument,
	didWeb,
	didWebUrl,
	encodeMultikey,
	generateEd25519Key,
	pkcs8FromSeed,
	publicJwk,
	signerFromPkcs8,
} from '../index.ts';
import { DID, KEY } from '../worked-example.fixture.ts';

test('a seed gives the key that RFC 8032 gives it (test 1)', () => {
	const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
	const { key, sign } = signerFromPkcs8(pkcs8FromSeed(seed), DID);
	expect(Buffer.from(key.bytes).toString('hex')).toBe(
		'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
	);
	expect(Buffer.from(sign(new Uint8Array()) as Uint8Array).toString('hex')).toBe(
		'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
	);
});

test('a new key signs, and its JWK and multikey are the same public key', async () => {
	const { pkcs8, multikey, bytes } = generateEd25519Key();
	expect(multikey).toMatch(/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/);
	expect(decodeMultikey(multikey)).toEqual({ multikey, bytes });
	expect(encodeMultikey(bytes)).toBe(multikey);
	const signer = signerFromPkcs8(pkcs8, DID);
	expect(signer.verificationMethod).toBe(`${DID}#${multikey}`);
	const data = new TextEncoder().encode('Ada');
	const jwk = publicJwk(multikey);
	expect(jwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', kid: multikey });
	const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
	expect(verify(null, data, publicKey, await signer.sign(data))).toBe(true);
});

test('other kinds of key are refused', () => {
	const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
	expect(() => signerFromPkcs8(p256.export({ format: 'der', type: 'pkcs8' }), DID)).toThrow(TypeError);
	for (const bad of ['', 'z6Mk', 'zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv', 'z6MkOIl0']) {
		expect(() => decodeMultikey(bad)).toThrow(TypeError);
	}
	expect(() => pkcs8FromSeed(new Uint8Array(31))).toThrow(TypeError);
	expect(() => encodeMultikey(new Uint8Array(31))).toThrow(TypeError);
});

test('a did:web and its address', () => {
	expect(didWeb('https://macaron.example', ['i', 'demo'])).toBe('did:web:macaron.example:i:demo');
	expect(didWeb('http://localhost:3000', ['i', 'demo'])).toBe('did:web:localhost%3A3000:i:demo');
	expect(didWebUrl('did:web:macaron.example:i:demo')).toBe('https://macaron.example/i/demo/did.json');
	expect(didWebUrl('did:web:localhost%3A3000:i:demo')).toBe('https://localhost:3000/i/demo/did.json');
	expect(didWebUrl('did:web:macaron.example')).toBe('https://macaron.example/.well-known/did.json');
	for (const bad of [
		'did:key:z6Mk',
		'did:web:',
		'did:web:a.example:..:x',
		'did:web:a%2Fb',
		'did:web:u@a.example',
		'x',
	]) {
		expect(didWebUrl(bad)).toBeUndefined();
	}
	expect(() => didWeb('https://macaron.example', ['..'])).toThrow(TypeError);
	expect(() => didWeb('ftp://macaron.example')).toThrow(TypeError);
});

test('a DID document lists every key ever used; a withdrawn one speaks no more', () => {
	const [retired, compromised, planned] = [
		generateEd25519Key(),
		generateEd25519Key(),
		generateEd25519Key(),
	].map((key) => key.multikey);
	const endedAt = new Date('2026-10-01T12:00:00Z');
	const document = didDocument({
		did: DID,
		keys: [
			KEY,
			{ ...KEY, multikey: retired as string, state: 'retired', endedAt },
			{ ...KEY, multikey: compromised as string, state: 'compromised', endedAt },
			{ ...KEY, multikey: planned as string, state: 'planned' },
		],
	});
	expect(document.id).toBe(DID);
	expect(document.verificationMethod.map(({ publicKeyMultibase }) => publicKeyMultibase)).toEqual([
		KEY.multikey,
		retired,
		compromised,
	]);
	expect(document.verificationMethod[2]).toMatchObject({ controller: DID, revoked: '2026-10-01T12:00:00Z' });
	expect(document.assertionMethod).toEqual([`${DID}#${KEY.multikey}`, `${DID}#${retired}`]);
});
