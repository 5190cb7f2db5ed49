import { createHash } from 'node:crypto';

/**
 * The namespace of the UUIDs. It must never change: every CASE identifier that the project has published is
 * derived from it.
 */
const NAMESPACE = 'b1f8a6f2-5c0e-4d1b-8a56-3d9f0c7e2a41';

/**
 * Makes the identifier of a CASE resource from its name (path and language): a UUID version 5 (RFC 9562,
 * 5.5). The host is not part of it, so a service keeps its identifiers when it moves, and two services give a
 * dimension the same one.
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
