import { base58Decode, base58Encode } from './multibase.ts';

/** The public half of an Ed25519 key. */
export interface Ed25519PublicKey {
	/** The key as a multikey, z6Mk… (48 characters). */
	readonly multikey: string;
	/** The 32 raw bytes of the key. */
	readonly bytes: Uint8Array;
}

// The multicodec prefix ed25519-pub, as a varint.
const PREFIX = [0xed, 0x01] as const;

/** Encodes a 32-byte public key as a multikey (z6Mk…); throws `TypeError` on another length. */
export function encodeMultikey(bytes: Uint8Array): string {
	if (bytes.length !== 32) throw new TypeError(`the Ed25519 public key has ${bytes.length} bytes, not 32`);
	return `z${base58Encode(Uint8Array.from([...PREFIX, ...bytes]))}`;
}

/** Decodes an Ed25519 multikey (z6Mk…); throws `TypeError` on any other text. */
export function decodeMultikey(multikey: string): Ed25519PublicKey {
	if (!multikey.startsWith('z6Mk')) throw new TypeError('not an Ed25519 multikey');
	const bytes = base58Decode(multikey.slice(1));
	if (bytes.length !== 34 || bytes[0] !== PREFIX[0] || bytes[1] !== PREFIX[1]) {
		throw new TypeError('not an Ed25519 multikey');
	}
	return { multikey, bytes: bytes.slice(2) };
}
