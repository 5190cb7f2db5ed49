import { createHash } from 'node:crypto';

/** Never change it: every identifier we ever published in CASE rests on it. */
const NAMESPACE = 'b1f8a6f2-5c0e-4d1b-8a56-3d9f0c7e2a41';

/**
 * The identifier of a thing in CASE: a UUID of version 5 (RFC 9562, 5.5) made from its address and its language.
 * The host is no part of it: a service that moves keeps its identifiers, and two services name the same dimension alike.
 */
export function caseIdentifier(name: string): string {
	const bytes = createHash('sha1')
		.update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex'))
		.update(name, 'utf8')
		.digest()
		.subarray(0, 16);
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
