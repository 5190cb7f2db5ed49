import { createHash, timingSafeEqual } from 'node:crypto';

/** Who a badge was given to, as it says it. */
export interface Identity {
	/** The address, or its hash with or without the name of its method (`sha256$…`). */
	readonly held: string;
	readonly salt: string;
}

const HASHED = /^(?:(sha256|sha512|sha1|md5)\$)?((?:[0-9a-f]{2})+)$/i;
/** The method of a hash that does not name it, by its number of hexadecimal digits. */
const METHODS: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };

const digest = (text: string) => createHash('sha256').update(text.toLowerCase()).digest();
const same = (left: string, right: string) => timingSafeEqual(digest(left), digest(right));

/** An address as people and badges write it: spaces around and `mailto:` say nothing. */
const bare = (address: string) => address.trim().replace(/^mailto:/i, '');

/**
 * Whether an identity is that of an address (OB 2.0, IdentityHash; OB 3.0, IdentityHash): in clear, or hashed as it was
 * typed or in lower case, its salt after it (the standard) or before it (some issuers).
 */
export function isIdentityOf({ held, salt }: Identity, typed: string): 'hashed' | 'in-clear' | undefined {
	const address = bare(typed);
	const [, named = '', hex = ''] = HASHED.exec(held.trim()) ?? [];
	const method = named.toLowerCase() || METHODS[hex.length];
	// Whatever it says of itself: what is no hash can only be the address.
	if (method === undefined) return same(bare(held), address) ? 'in-clear' : undefined;
	const written = [...new Set([address, address.toLowerCase(), typed.trim()])];
	const salted = written.flatMap((one) => [`${one}${salt}`, `${salt}${one}`]);
	const found = salted.some((one) => same(hex, createHash(method).update(one, 'utf8').digest('hex')));
	return found ? 'hashed' : undefined;
}
