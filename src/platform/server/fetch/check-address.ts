import { isIP } from 'node:net';
import type { FetchRefusal } from './fetch-result.ts';

/** Rules that an address must satisfy before any request is sent. */
export interface AddressRules {
	/** The host of the service itself, lower case. */
	readonly ownHost: string;
	readonly plainHttp: boolean;
	readonly longest: number;
	readonly isInside: (address: string) => boolean;
}

/**
 * Normalises the host of a URL: lower case, without the brackets of IPv6 or the trailing dot of the DNS root.
 */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();

/**
 * Checks an address before any request is sent: returns its URL without the fragment, or the reason why it
 * may not be fetched.
 */
export function checkAddress(address: string, rules: AddressRules): URL | FetchRefusal {
	if (address.length > rules.longest) return 'address';
	const url = URL.parse(address);
	if (!url || url.username !== '' || url.password !== '') return 'address';
	const scheme = url.protocol === 'https:' || (rules.plainHttp && url.protocol === 'http:');
	// URL parsing removes a scheme's default port: a port that is left is another one, and refused.
	if (!scheme || url.port !== '') return 'address';
	const host = bareHost(url.hostname);
	if (host === '' || host.length > 253) return 'address';
	if (host === rules.ownHost) return 'own-host';
	// URL parsing has already normalised every way to write an IPv4 address (2130706433, 0x7f.1, ①②⑦.0.0.1).
	if (isIP(host) !== 0 && rules.isInside(host)) return 'address';
	url.hash = '';
	return url;
}
