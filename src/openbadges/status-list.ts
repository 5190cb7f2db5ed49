import { createGunzip, gunzipSync, gzipSync } from 'node:zlib';
import { CREDENTIALS_V2 } from './contexts.ts';
import { wholeSecond } from './keys/did.ts';
import type { JsonObject } from './json.ts';

/** Entries of a list: the smallest allowed, so that one badge hides among 131,072. */
export const STATUS_LIST_LENGTH = 131_072;

// Decompressed bytes of a list that is kept whole: eight times the smallest.
const LARGEST = 1024 * 1024;

// A list of the usual length is 16 KiB unpacked: up to four times that, it is kept from one badge to the next.
const SMALL = 64 * 1024;

/** Entries of the longest list that is looked into: 2^26, the most that the W3C foresees, 8 MiB unpacked. */
export const MOST_ENTRIES = 67_108_864;
/** The same, as sentences say it. */
export const MOST_ENTRIES_TOLD = String(MOST_ENTRIES);

/** An empty status list: nothing is revoked. */
export function createStatusList(length: number = STATUS_LIST_LENGTH): Uint8Array {
	if (length < STATUS_LIST_LENGTH || length % 8 !== 0)
		throw new RangeError('the list has fewer than 131,072 entries');
	return new Uint8Array(length / 8);
}

/** The bit of one entry, most significant bit first. */
export function statusAt(list: Uint8Array, index: number): boolean {
	const byte = Number.isInteger(index) && index >= 0 ? list[index >> 3] : undefined;
	if (byte === undefined) throw new RangeError(`the list has no entry ${index}`);
	return (byte & (0x80 >> (index & 7))) !== 0;
}

/** A copy of the list with one entry set (or cleared). */
export function setStatus(list: Uint8Array, index: number, value = true): Uint8Array {
	statusAt(list, index);
	const copy = Uint8Array.from(list);
	const mask = 0x80 >> (index & 7);
	copy[index >> 3] = value ? (copy[index >> 3] as number) | mask : (copy[index >> 3] as number) & ~mask;
	return copy;
}

/** Writes a list as `u` + base64url(gzip). */
export function encodeStatusList(list: Uint8Array): string {
	const packed = gzipSync(list, { level: 9 });
	// The byte that names the operating system: the same list gives the same bytes everywhere.
	packed[9] = 0xff;
	return `u${packed.toString('base64url')}`;
}

/** Reads a list back; throws `TypeError` if it is none or is larger than 1 MiB once unpacked. */
export function decodeStatusList(encoded: string): Uint8Array {
	if (!/^u[A-Za-z0-9_-]+$/.test(encoded)) throw new TypeError('not a status list');
	try {
		const packed = Buffer.from(encoded.slice(1), 'base64url');
		return new Uint8Array(gunzipSync(packed, { maxOutputLength: LARGEST }));
	} catch {
		throw new TypeError('not a status list');
	}
}

/** The packed bytes of a list: in base64url or base64, with or without the letter that names its base (Multibase). */
function packedList(encoded: string): Buffer | undefined {
	// The two bytes that every gzip begins with, in base64: a list that names no base.
	const [base, text] = encoded.startsWith('H4s') ? ['u', encoded] : [encoded[0], encoded.slice(1)];
	if (base !== 'u' && base !== 'm') return undefined;
	return /^[A-Za-z0-9_+/-]+={0,2}$/.test(text ?? '') ? Buffer.from(text ?? '', 'base64') : undefined;
}

/** The bits of an encoded list of the usual length, or nothing: it is longer, or no list. */
export function smallList(encoded: string): Uint8Array | undefined {
	const packed = packedList(encoded);
	try {
		return packed && new Uint8Array(gunzipSync(packed, { maxOutputLength: SMALL }));
	} catch {
		return undefined;
	}
}

/** One entry of a list that was read: its bit, and how many entries the list has. */
export interface EntryRead {
	/** `undefined`: the list is shorter than that. */
	readonly set: boolean | undefined;
	readonly length: number;
}

/**
 * Looks one entry up in an encoded list without ever holding the list: it is unpacked piece by piece, to its end, away
 * from the thread that asks. `damaged` if it is no list; `too-large` past `MOST_ENTRIES`.
 */
export async function entryAt(encoded: string, index: number): Promise<EntryRead | 'damaged' | 'too-large'> {
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
			if (length * 8 > MOST_ENTRIES) {
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

/** The entry that a badge carries: where to learn whether it is revoked. */
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

/** The place that an entry states, a text of digits (or, from some issuers, a whole number); `undefined` if it is none. */
export function statusIndexOf({ statusListIndex: stated }: JsonObject): number | undefined {
	if (typeof stated !== 'string' && typeof stated !== 'number') return undefined;
	return /^\d{1,15}$/.test(String(stated)) ? Number(stated) : undefined;
}

/** The unsigned credential that publishes a list at its address. */
export function statusListCredential(values: {
	/** The https address of the list, which is the credential's id. */
	readonly url: string;
	/** The issuer's DID; must be the same as that of the badges. */
	readonly issuer: string;
	readonly list: Uint8Array;
	readonly validFrom: Date;
	/** After this instant a verifier must fetch the list anew. */
	readonly validUntil: Date;
}): JsonObject {
	return {
		'@context': [CREDENTIALS_V2],
		id: values.url,
		type: ['VerifiableCredential', 'BitstringStatusListCredential'],
		issuer: values.issuer,
		validFrom: wholeSecond(values.validFrom),
		validUntil: wholeSecond(values.validUntil),
		credentialSubject: {
			id: `${values.url}#list`,
			type: 'BitstringStatusList',
			statusPurpose: 'revocation',
			encodedList: encodeStatusList(values.list),
		},
	};
}
