import { base58Decode, base58Encode } from './multibase.ts';

/** The public half of an Ed25519 key. */
export interface PublicKey {
	/** Multikey form, z6Mk… (48 letters). */
	readonly multikey: string;
	/** The 32 raw bytes. */
	readonly bytes: Uint8Array;
}

// Multicodec ed25519-pub, as a varint.
const PREFIX = [0xed, 0x01] as const;

/** Writes 32 public bytes as a multikey (z6Mk…). */
export function encodeMultikey(bytes: Uint8Array): string {
	if (bytes.length !== 32) throw new TypeError(`the Ed25519 public key has ${bytes.length} bytes, not 32`);
	return `z${base58Encode(Uint8Array.from([...PREFIX, ...bytes]))}`;
}

/** Reads a multikey; throws `TypeError` unless it is an Ed25519 one. */
export function decodeMultikey(multikey: string): PublicKey {
	if (!multikey.startsWith('z6Mk')) throw new TypeError('not an Ed25519 multikey');
	const bytes = base58Decode(multikey.slice(1));
	if (bytes.length !== 34 || bytes[0] !== PREFIX[0] || bytes[1] !== PREFIX[1]) {
		throw new TypeError('not an Ed25519 multikey');
	}
	return { multikey, bytes: bytes.slice(2) };
}
