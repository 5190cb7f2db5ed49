import { generateKeyPairSync } from 'node:crypto';
import { generateEd25519Key, signerFromPkcs8 } from '../../src/openbadges/index.ts';
import type { JsonObject, VerifyOptions } from '../../src/openbadges/index.ts';
import { base58Encode } from '../../src/openbadges/keys/multibase.ts';
import { changed, DID, issued, KEY, SIGNER } from '../../src/openbadges/worked-example.fixture.ts';
import { badgeOf, hostile } from './case.ts';
import type { Hostile } from './case.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/** The multibase value of a derived proof (ecdsa-sd-2023) whose header this CBOR (in hexadecimal) follows. */
const derived = (cbor: string) => `u${Buffer.from(`d95d01${cbor}`, 'hex').toString('base64url')}`;

/**
 * Makes the hostile cases of keys that are invalid or belong to somebody else, and of derived proofs made to
 * exhaust the verifier.
 */
export async function keys(): Promise<readonly Hostile[]> {
	const document = await issued({ status: undefined });
	const pair = generateEd25519Key();
	const stranger = signerFromPkcs8(pair.pkcs8, `did:key:${pair.multikey}`);
	const named = (name: string, method: unknown, verdict: Hostile['verdict'], because: string) =>
		hostile(name, changed(document, 'proof.0.verificationMethod', method), verdict, because);
	const listing = (method: object): Partial<VerifyOptions> => ({
		resolveIssuer: () => ({
			kind: 'found',
			document: {
				id: DID,
				verificationMethod: [{ id: SIGNER.verificationMethod, controller: DID, type: 'Multikey', ...method }],
				assertionMethod: [SIGNER.verificationMethod],
			} as JsonObject,
		}),
	});
	const under = (name: string, method: object, because: string) =>
		hostile(name, document, 'refused', because, listing(method));
	const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const jwk = p256.publicKey.export({ format: 'jwk' }) as { x: string; y: string };
	const compressed = Buffer.concat([
		Buffer.from([0x80, 0x24, 2 + ((Buffer.from(jwk.y, 'base64url').at(-1) ?? 0) & 1)]),
		Buffer.from(jwk.x, 'base64url'),
	]);
	const disclosed = (name: string, cbor: string) =>
		hostile(
			`a derived proof: ${name}`,
			changed(changed(document, 'proof.0.cryptosuite', 'ecdsa-sd-2023'), 'proof.0.proofValue', derived(cbor)),
			'altered',
			'signature broken',
			listing({ publicKeyMultibase: `z${base58Encode(compressed)}` }),
		);
	const jwt = (text: string) => Buffer.from(text).toString('base64url');
	const byDid = (name: string, did: string, verdict: Hostile['verdict'], because: string) =>
		hostile(
			name,
			{ ...badgeOf(did), proof: [{ ...document.proof[0], verificationMethod: `${did}#0` }] } as JsonObject,
			verdict,
			because,
		);
	return [
		named('a key that is a number', 12, 'unsupported', 'signature unsupported-suite'),
		named('a key that is a list', [SIGNER.verificationMethod], 'unsupported', 'signature unsupported-suite'),
		named(
			'a key written in place',
			{ id: `did:key:${pair.multikey}#${pair.multikey}`, publicKeyMultibase: KEY.multikey },
			'refused',
			'vocabulary undefined-terms',
		),
		named('a key without name', '', 'altered', 'signature broken'),
		named(
			'a key of which the name is 100 kB long',
			`did:key:z${'6'.repeat(100_000)}`,
			'refused',
			'signature bad-key',
		),
		named('the key of somebody else', stranger.verificationMethod, 'altered', 'signature broken'),
		named(
			'a key at an address on this machine',
			'http://127.0.0.1:1/key',
			'unknown',
			'signature key-missing',
		),
		named('a key in a file', 'file:///etc/passwd', 'unknown', 'signature key-missing'),
		under('a key of 100 kB', { publicKeyMultibase: `z${'6'.repeat(100_000)}` }, 'signature bad-key'),
		hostile(
			'a key of no known kind',
			document,
			'unsupported',
			'signature unsupported-suite',
			listing({ publicKeyMultibase: `z${base58Encode(new Uint8Array(34).fill(7))}` }),
		),
		under(
			'a key of 31 bytes',
			{ publicKeyMultibase: `z${base58Encode(Buffer.concat([hex('ed01'), new Uint8Array(31)]))}` },
			'signature bad-key',
		),
		under(
			'a key that is a private one',
			{ publicKeyJwk: p256.privateKey.export({ format: 'jwk' }) },
			'signature weak-key',
		),
		hostile('no key', document, 'unsupported', 'signature unsupported-suite', listing({})),
		hostile(
			'a key of another curve',
			document,
			'altered',
			'signature broken',
			listing({ publicKeyMultibase: `z${base58Encode(compressed)}` }),
		),
		disclosed('nothing', ''),
		disclosed('a list of four billion', '9affffffff'),
		disclosed('a map of four billion', 'baffffffff'),
		disclosed('bytes of four gigabytes', '5affffffff'),
		disclosed('a length of eight bytes', '9bffffffffffffffff'),
		disclosed('a list without end', '9f'.repeat(1_000)),
		disclosed('lists ten thousand deep', '81'.repeat(10_000)),
		disclosed('tags ten thousand deep', 'd840'.repeat(10_000)),
		disclosed('a number that is none', 'f97e00'),
		disclosed('100 kB of zeros', '00'.repeat(100_000)),
		byDid(
			'a did:jwk with a private half',
			`did:jwk:${jwt(JSON.stringify(p256.privateKey.export({ format: 'jwk' })))}`,
			'refused',
			'signature weak-key',
		),
		byDid(
			'a did:jwk of 150 kB',
			`did:jwk:${jwt(JSON.stringify({ kty: 'RSA', e: 'AQAB', n: 'A'.repeat(100_000) }))}`,
			'refused',
			'signature weak-key',
		),
		byDid('a did:jwk that is no JSON', 'did:jwk:AAAA', 'refused', 'signature bad-key'),
		byDid('a did:key of nothing', 'did:key:', 'refused', 'signature bad-key'),
		byDid('a did of no method', 'did:', 'refused', 'issuer absent'),
		byDid('a did:web that climbs', 'did:web:macaron.example:..:..:etc', 'refused', 'issuer absent'),
		byDid('a did:web with a slash in disguise', 'did:web:macaron.example%2Fetc', 'refused', 'issuer absent'),
		byDid('a did:web of this machine', 'did:web:127.0.0.1%3A1', 'refused', 'issuer absent'),
		byDid('an issuer that is a script', 'javascript:alert(1)', 'refused', 'issuer absent'),
		byDid('an issuer of 100 kB', `https://x.example/${'a'.repeat(100_000)}`, 'refused', 'issuer absent'),
	];
}
