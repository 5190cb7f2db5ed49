import { gunzipSync, gzipSync } from 'node:zlib';
import { CREDENTIALS_V2 } from './contexts.ts';
import { wholeSecond } from './did.ts';
import type { JsonObject } from './json.ts';

/** Entries of a list: the smallest allowed, so that one badge hides among 131,072. */
export const STATUS_LIST_LENGTH = 131_072;

// Decompressed bytes: eight times the smallest list; beyond that, a list is more likely a bomb.
const LARGEST = 1024 * 1024;

/** An empty status list: nothing is revoked. */
export function createStatusList(length: number = STATUS_LIST_LENGTH): Uint8Array {
	if (length < STATUS_LIST_LENGTH || length % 8 !== 0)
		throw new RangeError('a list has at least 131,072 entries');
	return new Uint8Array(length / 8);
}

/** The bit of one entry, most significant bit first. */
export function statusAt(list: Uint8Array, index: number): boolean {
	const byte = Number.isInteger(index) && index >= 0 ? list[index >> 3] : undefined;
	if (byte === undefined) throw new RangeError(`no entry ${index}`);
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

/** The entry that a badge carries: where to learn whether it is revoked. */
export function statusEntry(list: string, index: number): JsonObject {
	if (!Number.isInteger(index) || index < 0) throw new TypeError('an index is a whole number');
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
