import { createGunzip, gunzipSync, gzipSync } from 'node:zlib';
import { CREDENTIALS_V2 } from './contexts.ts';
import { isoToSecond } from './keys/did.ts';
import type { JsonObject } from './json.ts';

/**
 * The number of entries in one of our status lists: the minimum of the specification (Bitstring Status List
 * v1.0), so that a request for a list does not tell which of 131,072 badges it is about.
 */
export const STATUS_LIST_LENGTH = 131_072;

// Largest list decoded as a whole (unpacked bytes): 64 times the smallest list allowed.
const LARGEST = 1024 * 1024;

// Largest list cached from one badge to the next (unpacked bytes): four times a list of the usual length,
// which has 16 KiB.
const SMALL = 64 * 1024;

/**
 * Entries of the longest status list that is examined: 2^26, the most that the W3C foresees, 8 MiB unpacked.
 */
export const MOST_ENTRIES_OF_LIST = 67_108_864;
/** `MOST_ENTRIES_OF_LIST` as a text, for the sentences of a report. */
export const MOST_ENTRIES_TEXT = String(MOST_ENTRIES_OF_LIST);

/**
 * Creates an empty status list, with nothing revoked. Throws `RangeError` if the length is too small or not a
 * multiple of 8.
 */
export function createStatusList(length: number = STATUS_LIST_LENGTH): Uint8Array {
	if (length < STATUS_LIST_LENGTH || length % 8 !== 0)
		throw new RangeError('the list has fewer than 131,072 entries');
	return new Uint8Array(length / 8);
}

/**
 * Whether one entry of a status list is set, counting from the most significant bit of each byte. Throws
 * `RangeError` if the index is outside the list.
 */
export function isStatusSet(list: Uint8Array, index: number): boolean {
	const byte = Number.isInteger(index) && index >= 0 ? list[index >> 3] : undefined;
	if (byte === undefined) throw new RangeError(`the list has no entry ${index}`);
	return (byte & (0x80 >> (index & 7))) !== 0;
}

/**
 * A copy of a status list with one entry set (or cleared). Throws `RangeError` if the index is outside the
 * list.
 */
export function withStatus(list: Uint8Array, index: number, value = true): Uint8Array {
	isStatusSet(list, index);
	const copy = Uint8Array.from(list);
	const mask = 0x80 >> (index & 7);
	copy[index >> 3] = value ? (copy[index >> 3] as number) | mask : (copy[index >> 3] as number) & ~mask;
	return copy;
}

/** Encodes a status list as `u` + base64url(gzip(bits)) (Bitstring Status List v1.0). */
export function encodeStatusList(list: Uint8Array): string {
	const packed = gzipSync(list, { level: 9 });
	// Byte 9 of a gzip header names the operating system: a fixed value makes the same list give the same
	// bytes everywhere.
	packed[9] = 0xff;
	return `u${packed.toString('base64url')}`;
}

/** Decodes a status list; throws `TypeError` if the text is no list or is larger than 1 MiB unpacked. */
export function decodeStatusList(encoded: string): Uint8Array {
	if (!/^u[A-Za-z0-9_-]+$/.test(encoded)) throw new TypeError('not a status list');
	try {
		const packed = Buffer.from(encoded.slice(1), 'base64url');
		return new Uint8Array(gunzipSync(packed, { maxOutputLength: LARGEST }));
	} catch {
		throw new TypeError('not a status list');
	}
}

/**
 * The compressed bytes of an encoded status list, in base64url or base64, with or without a multibase prefix;
 * undefined if it is no list.
 */
function packedList(encoded: string): Buffer | undefined {
	// In base64, gzip data begins with `H4s`: such a text has no multibase prefix.
	const [base, text] = encoded.startsWith('H4s') ? ['u', encoded] : [encoded[0], encoded.slice(1)];
	if (base !== 'u' && base !== 'm') return undefined;
	return /^[A-Za-z0-9_+/-]+={0,2}$/.test(text ?? '') ? Buffer.from(text ?? '', 'base64') : undefined;
}

/**
 * The bits of an encoded status list of at most 64 KiB unpacked (the usual length is 16); undefined if it is
 * longer, or no list.
 */
export function decodeSmallStatusList(encoded: string): Uint8Array | undefined {
	const packed = packedList(encoded);
	try {
		return packed && new Uint8Array(gunzipSync(packed, { maxOutputLength: SMALL }));
	} catch {
		return undefined;
	}
}

/** The result of reading one entry of a status list: its bit, and how many entries the list has. */
export interface StatusEntryReading {
	/** The entry's bit; `undefined` if the index is beyond the end of the list. */
	readonly set: boolean | undefined;
	readonly length: number;
}

/**
 * Reads one entry of an encoded status list without keeping the whole list: the list is unpacked piece by
 * piece, to its end, outside the calling thread. `damaged` if the text is no list; `too-large` above
 * `MOST_ENTRIES_OF_LIST`.
 */
export async function readStatusEntry(
	encoded: string,
	index: number,
): Promise<StatusEntryReading | 'damaged' | 'too-large'> {
	const packed = packedList(encoded);
	if (!packed) return 'damaged';
	const unpacking = createGunzip({ chunkSize: 64 * 1024 });
	let length = 0;
	let byte: number | undefined;
	try {
		unpacking.end(packed);
		for await (const piece of unpacking as AsyncIterable<Buffer>) {
			byte ??= piece[Math.floor(index / 8) - length];
			length += piece.length;
			if (length * 8 > MOST_ENTRIES_OF_LIST) {
				unpacking.destroy();
				return 'too-large';
			}
		}
	} catch {
		return 'damaged';
	}
	const set = byte === undefined ? undefined : (byte & (0x80 >> (index & 7))) !== 0;
	return { set, length: length * 8 };
}

/**
 * The `credentialStatus` of a badge: the address of its status list, and its index in the list. Throws
 * `TypeError` if the index is not a whole number, 0 or more.
 */
export function statusEntry(list: string, index: number): JsonObject {
	if (!Number.isInteger(index) || index < 0) throw new TypeError('the index is not a whole number');
	return {
		id: `${list}#${index}`,
		type: 'BitstringStatusListEntry',
		statusPurpose: 'revocation',
		statusListIndex: String(index),
		statusListCredential: list,
	};
}

/**
 * The index that the status entry of a badge states, as a text of digits or (from some issuers) as an
 * integer; `undefined` if it is invalid.
 */
export function statusIndexOf({ statusListIndex: stated }: JsonObject): number | undefined {
	if (typeof stated !== 'string' && typeof stated !== 'number') return undefined;
	return /^\d{1,15}$/.test(String(stated)) ? Number(stated) : undefined;
}

/**
 * The unsigned credential that publishes a status list at its address. Throws `RangeError` on an invalid
 * date.
 */
export function statusListCredential(values: {
	/** The https address of the list, which is the credential's id. */
	readonly url: string;
	/** The DID of the list's issuer, which must also be the issuer of the badges. */
	readonly issuer: string;
	readonly list: Uint8Array;
	readonly validFrom: Date;
	/** After this instant a verifier must fetch the list again. */
	readonly validUntil: Date;
}): JsonObject {
	return {
		'@context': [CREDENTIALS_V2],
		id: values.url,
		type: ['VerifiableCredential', 'BitstringStatusListCredential'],
		issuer: values.issuer,
		validFrom: isoToSecond(values.validFrom),
		validUntil: isoToSecond(values.validUntil),
		credentialSubject: {
			id: `${values.url}#list`,
			type: 'BitstringStatusList',
			statusPurpose: 'revocation',
			encodedList: encodeStatusList(values.list),
		},
	};
}
