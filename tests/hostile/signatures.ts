import { encodeMultikey, issueCredential } from '../../src/openbadges/index.ts';
import { changed, DID, ISSUED, issued, SIGNER } from '../../src/openbadges/worked-example.fixture.ts';
import { badgeOf, hostile } from './case.ts';
import type { Hostile } from './case.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/**
 * The order of Ed25519's base point: adding it to a signature's S gives another signature, which RFC 8032
 * refuses.
 */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const little = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
const bytesOf = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse();

const FIELD = 2n ** 255n - 19n;
const EIGHT = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
/**
 * Every encoding (hexadecimal) of Ed25519's eight points of small order: each y coordinate, canonical or not,
 * with either sign bit.
 */
const SMALL = [1n, FIELD - 1n, FIELD + 1n, 0n, FIELD, EIGHT, FIELD - EIGHT]
	.flatMap((height) => [height, height + 2n ** 255n])
	.map((point) => bytesOf(point).toString('hex'));
const NEUTRAL = bytesOf(1n);

/** Makes the hostile cases of signatures and public keys at the edges of what Ed25519 allows. */
export async function signatures(): Promise<readonly Hostile[]> {
	const document = await issued({ status: undefined });
	/**
	 * Makes a case of the worked example's badge whose signature was transformed by `make`, and must not
	 * match.
	 */
	const altered = async (name: string, make: (signature: Uint8Array) => Uint8Array) => {
		const key = {
			verificationMethod: SIGNER.verificationMethod,
			sign: async (bytes: Uint8Array) => make(await SIGNER.sign(bytes)),
		};
		const given = await issueCredential(badgeOf(DID), { key, created: ISSUED });
		return hostile(name, given, 'altered', 'signature broken');
	};
	/**
	 * Makes a case of a badge whose issuer is a `did:key` with this point as its public key; a careless
	 * verifier accepts its signature for any text.
	 */
	const careless = async (point: string) => {
		const did = `did:key:${encodeMultikey(hex(point))}`;
		const key = {
			verificationMethod: `${did}#${did.slice('did:key:'.length)}`,
			sign: () => Buffer.concat([NEUTRAL, new Uint8Array(32)]),
		};
		const given = await issueCredential(badgeOf(did), { key, created: ISSUED });
		return hostile(
			`the point ${point.slice(0, 4)}…${point.slice(-4)} as a key`,
			given,
			'refused',
			'signature weak-key',
		);
	};
	const valued = (
		name: string,
		value: unknown,
		verdict: Hostile['verdict'] = 'altered',
		because = 'signature broken',
	) => hostile(name, changed(document, 'proof.0.proofValue', value), verdict, because);
	return [
		await altered('S beyond the order of the group', (signature) =>
			Buffer.concat([signature.subarray(0, 32), bytesOf(little(signature.subarray(32)) + ORDER)]),
		),
		await altered('S twice beyond the order', (signature) =>
			Buffer.concat([signature.subarray(0, 32), bytesOf(little(signature.subarray(32)) + 2n * ORDER)]),
		),
		await altered('S with its highest bit', (signature) => {
			const copy = Uint8Array.from(signature);
			copy[63] = (copy[63] as number) | 0x80;
			return copy;
		}),
		await altered('S zero', (signature) => Buffer.concat([signature.subarray(0, 32), new Uint8Array(32)])),
		await altered('all zeros', () => new Uint8Array(64)),
		await altered('all ones', () => new Uint8Array(64).fill(0xff)),
		...(await Promise.all(
			SMALL.slice(0, 6).map((point) =>
				altered(`R of small order, ${point.slice(0, 2)}…${point.slice(-2)}`, (signature) =>
					Buffer.concat([hex(point), signature.subarray(32)]),
				),
			),
		)),
		await altered('R and S exchanged', (signature) =>
			Buffer.concat([signature.subarray(32), signature.subarray(0, 32)]),
		),
		await altered('63 bytes', (signature) => signature.subarray(0, 63)),
		await altered('65 bytes', (signature) => Buffer.concat([signature, new Uint8Array(1)])),
		await altered('no byte', () => new Uint8Array()),
		...(await Promise.all(SMALL.map(careless))),
		valued('a proof value of 100 kB', `z${'1'.repeat(100_000)}`),
		valued('a proof value in another base', `u${Buffer.alloc(64).toString('base64url')}`),
		valued('a proof value with a foreign letter', `${document.proof[0]['proofValue'] as string}0`),
		valued('a proof value with ones before', String(document.proof[0]['proofValue']).replace('z', 'z11')),
		valued('a proof value that is a number', 12, 'unsupported', 'signature unsupported-suite'),
		valued('a proof value that is a list', ['z'], 'unsupported', 'signature unsupported-suite'),
		valued('no proof value', undefined, 'unsupported', 'signature unsupported-suite'),
	];
}
