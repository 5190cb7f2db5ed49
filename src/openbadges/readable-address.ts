import { didWebUrl } from './keys/did.ts';

/** The longest address shown, in characters: a longer path is cut, a valid host never is. */
const LONGEST = 160;
/** The longest name of a host (RFC 1035, 2.3.4), in characters. */
const LONGEST_HOST = 253;
/** The most characters of an address that are parsed: a badge may state an address of millions. */
const MOST_PARSED = 4096;
// Matches a web address whose host has at most 260 characters and no user name (`user@`) before it.
const HOST_FIRST = /^https?:\/\/[^/?#\\@]{1,260}[/?#]/i;

/**
 * The whole host of an address, because the end of the name tells who owns it. Of a name longer than any host
 * can have, only the end is kept.
 */
function wholeHost({ host }: URL): string {
	return host.length > LONGEST_HOST ? `…${host.slice(-LONGEST)}` : host;
}

/**
 * The address of a did:web or of a web address as a person reads it: `did:web:ecole.example:i:x` →
 * `ecole.example/i/x`. The scheme is shown only if it is http. Then comes the host to which the address
 * leads, in punycode (`xn--…`) if it has letters outside ASCII, and without a user name (`user@`). The path
 * stays percent-encoded. `undefined` for anything else.
 */
export function readableAddress(id: string): string | undefined {
	if (id.length > MOST_PARSED && !HOST_FIRST.test(id)) return undefined;
	const given = id.slice(0, MOST_PARSED);
	const document = didWebUrl(given);
	const url = URL.parse(document ?? given);
	if (!url || !/^https?:$/.test(url.protocol)) return undefined;
	const path =
		document === undefined ? url.pathname : url.pathname.replace(/(\/\.well-known)?\/did\.json$/, '');
	const scheme = url.protocol === 'http:' ? 'http://' : '';
	const host = wholeHost(url);
	const rest = (path === '/' ? '' : path) + url.search + url.hash;
	const room = Math.max(0, LONGEST - scheme.length - host.length);
	return scheme + host + (rest.length > room ? `${rest.slice(0, room)}…` : rest);
}
