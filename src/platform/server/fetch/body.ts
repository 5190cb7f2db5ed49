import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { FetchRefusedError } from './refused.ts';

type Body = AsyncIterable<Uint8Array>;

/** True if a body starts with a zlib header (RFC 1950). */
const isFramed = (start: Uint8Array) => start.subarray(0, 1).some((byte) => (byte & 0x0f) === 8);

const DECODERS: Readonly<Record<string, (start: Uint8Array) => Transform>> = {
	gzip: () => createGunzip(),
	'x-gzip': () => createGunzip(),
	br: () => createBrotliDecompress(),
	// Servers send `deflate` with the zlib header (RFC 9110) or without.
	deflate: (start) => (isFramed(start) ? createInflate() : createInflateRaw()),
};

/**
 * True if a body with this Content-Encoding can be decoded (gzip, deflate, br); empty and `identity` mean
 * that there is nothing to decode.
 */
export const isReadableCoding = (coding: string): boolean =>
	coding === '' || coding === 'identity' || coding in DECODERS;

/** Reads the first piece of a body; returns it, and the whole body with that piece. */
async function begun(body: Body): Promise<{ first: Uint8Array; whole: Body }> {
	const parts = body[Symbol.asyncIterator]();
	const start = await parts.next();
	const first = start.value ?? new Uint8Array();
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
	// An error in either stream destroys both, and reaches whoever reads the decoded stream.
	pipeline(Readable.from(whole), unpacking, () => undefined);
	return unpacking;
}

/**
 * Reads a response body and decodes it (`coding` is its Content-Encoding). Throws `FetchRefusedError`
 * (`too-large`) if the body has more than `most` decoded bytes, and does so without reading it if its
 * Content-Length (`said`) is above `most`.
 */
export async function readDecodedBody(
	body: Body,
	{ said, coding, most }: { readonly said: string; readonly coding: string; readonly most: number },
): Promise<Uint8Array> {
	if (Number(said) > most) throw new FetchRefusedError('too-large');
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of await decoded(body, coding)) {
		size += part.length;
		if (size > most) throw new FetchRefusedError('too-large');
		parts.push(part);
	}
	return new Uint8Array(Buffer.concat(parts));
}
