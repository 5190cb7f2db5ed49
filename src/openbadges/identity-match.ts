import { createHash, timingSafeEqual } from 'node:crypto';

/** The recipient of a badge, as the badge states it. */
export interface RecipientIdentity {
	/**
	 * The recipient's e-mail or other identifier, in clear or hashed; a hash may begin with its algorithm
	 * (`sha256$…`).
	 */
	readonly held: string;
	readonly salt: string;
}

const HASHED = /^(?:(sha256|sha512|sha1|md5)\$)?((?:[0-9a-f]{2})+)$/i;
/** The algorithm of a hash that does not name its algorithm, by the number of its hexadecimal digits. */
const METHODS: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };

const digest = (text: string) => createHash('sha256').update(text.toLowerCase()).digest();
const same = (left: string, right: string) => timingSafeEqual(digest(left), digest(right));

/** An identifier without surrounding spaces and `mailto:`. */
const bare = (address: string) => address.trim().replace(/^mailto:/i, '');

/**
 * How the recipient stated in a badge matches the identifier that somebody typed: as a hash, in clear, or not
 * at all (undefined) (OB 2.0 and OB 3.0, IdentityHash). A hash may be of the text as typed or in lower case,
 * with the salt after it (the standard) or before it (some issuers).
 */
export function identityMatch(
	{ held, salt }: RecipientIdentity,
	typed: string,
): 'hashed' | 'in-clear' | undefined {
	const address = bare(typed);
	const [, named = '', hex = ''] = HASHED.exec(held.trim()) ?? [];
	const method = named.toLowerCase() || METHODS[hex.length];
	// A value that does not have the form of a hash is compared as the identifier itself, even if the badge
	// says that it is hashed.
	if (method === undefined) return same(bare(held), address) ? 'in-clear' : undefined;
	const written = [...new Set([address, address.toLowerCase(), typed.trim()])];
	const salted = written.flatMap((one) => [`${one}${salt}`, `${salt}${one}`]);
	const found = salted.some((one) => same(hex, createHash(method).update(one, 'utf8').digest('hex')));
	return found ? 'hashed' : undefined;
}
