import { isIP } from 'node:net';
import type { FetchRefusal } from './answer.ts';

/** What an address must obey before anybody is asked. */
export interface AddressRules {
	/** The host of the service itself, lower case. */
	readonly ownHost: string;
	readonly plainHttp: boolean;
	readonly longest: number;
	readonly isInside: (address: string) => boolean;
}

/** The name or numeric address of a host, without brackets or the dot of the root. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();

/** The address as it may be asked, without its fragment; else why not. */
export function admitted(address: string, rules: AddressRules): URL | FetchRefusal {
	if (address.length > rules.longest) return 'address';
	const url = URL.parse(address);
	if (!url || url.username !== '' || url.password !== '') return 'address';
	const scheme = url.protocol === 'https:' || (rules.plainHttp && url.protocol === 'http:');
	// The usual port of a scheme is never written in a parsed address.
	if (!scheme || url.port !== '') return 'address';
	const host = bareHost(url.hostname);
	if (host === '' || host.length > 253) return 'address';
	if (host === rules.ownHost) return 'own-host';
	// Every way of writing an IPv4 address (2130706433, 0x7f.1, ①②⑦.0.0.1) was made plain by the parser.
	if (isIP(host) !== 0 && rules.isInside(host)) return 'address';
	url.hash = '';
	return url;
}
