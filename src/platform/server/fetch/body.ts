import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { Refused } from './refused.ts';

type Body = AsyncIterable<Uint8Array>;

/** Whether a body begins with the frame of zlib (RFC 1950). */
const isFramed = (start: Uint8Array) => start.subarray(0, 1).some((byte) => (byte & 0x0f) === 8);

const DECODERS: Readonly<Record<string, (start: Uint8Array) => Transform>> = {
	gzip: () => createGunzip(),
	'x-gzip': () => createGunzip(),
	br: () => createBrotliDecompress(),
	// Servers send « deflate » with its frame (RFC 9110) and without.
	deflate: (start) => (isFramed(start) ? createInflate() : createInflateRaw()),
};

/** Whether a body in this coding can be read; empty or `identity` is no coding. */
export const isReadableCoding = (coding: string): boolean =>
	coding === '' || coding === 'identity' || coding in DECODERS;

/** A body with what it begins with looked at. */
async function begun(body: Body): Promise<{ first: Uint8Array; whole: Body }> {
	const parts = body[Symbol.asyncIterator]();
	const start = await parts.next();
	const first = start.done ? new Uint8Array() : start.value;
	async function* whole() {
		yield first;
		for (let next = await parts.next(); !next.done; next = await parts.next()) yield next.value;
	}
	return { first, whole: whole() };
}

async function decoded(body: Body, coding: string): Promise<Body> {
	const decoder = DECODERS[coding];
	if (!decoder) return body;
	const { first, whole } = await begun(body);
	const unpacking = decoder(first);
	// A fault on either side ends the other: whoever reads sees it.
	pipeline(Readable.from(whole), unpacking, () => undefined);
	return unpacking;
}

/** Reads a body to its end, unpacked piece by piece if need be, and no further than it may be long; throws `Refused`. */
export async function bytesOf(
	body: Body,
	{ said, coding, most }: { readonly said: string; readonly coding: string; readonly most: number },
): Promise<Uint8Array> {
	if (Number(said) > most) throw new Refused('too-large');
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of await decoded(body, coding)) {
		size += part.length;
		if (size > most) throw new Refused('too-large');
		parts.push(part);
	}
	return new Uint8Array(Buffer.concat(parts));
}
