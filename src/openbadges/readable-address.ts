import { didWebUrl } from './keys/did.ts';

/** The longest address shown, in characters; a longer path is cut, the host never. */
const LONGEST = 160;
/** The longest name of a host (RFC 1035, 2.3.4), in characters. */
const LONGEST_HOST = 253;
/** The most that is parsed, in characters: a badge may state an address of millions. */
const MOST_PARSED = 4096;
// A web address of which so much tells the host.
const HOST_FIRST = /^https?:\/\/[^/?#\\@]{1,260}[/?#]/i;

/**
 * The host of an address, whole, so that a long name cannot hide whose it is: that stands at its end. A name
 * longer than any host can have keeps that end.
 */
function wholeHost({ host }: URL): string {
	return host.length > LONGEST_HOST ? `…${host.slice(-LONGEST)}` : host;
}

/**
 * The address of a did:web or of a web address as a person reads it: `did:web:ecole.example:i:x` →
 * `ecole.example/i/x`. Only http is named. It begins with the host to which the address leads, its letters
 * outside ASCII in punycode (`xn--…`), without what a text may place before it (`user@`); its path stays
 * percent-encoded. `undefined` for anything else.
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
