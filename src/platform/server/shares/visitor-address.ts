export { addressGroup } from './address-bucket.ts';

/**
 * The visitor's IP address: the connection's (`remote`); or, behind `proxies` proxies of ours, the entry of
 * X-Forwarded-For that the outermost of them added, counted from the right. An entry that is missing or no
 * address counts as the connection itself, so that what a client invents makes it no new visitor.
 */
export function visitorAddress(
	forwarded: string | undefined,
	proxies: number,
	remote: string | undefined,
): string {
	const entry = proxies > 0 ? forwarded?.split(',').at(-proxies) : undefined;
	return plainAddress(entry ?? '') ?? remote ?? '';
}

/** The address in an entry, without the quotes, brackets and port that some proxies write (RFC 7239, § 6). */
function plainAddress(entry: string): string | undefined {
	const bare = entry.trim().replace(/^"(.*)"$/, '$1');
	const [, v6, v4] = bare.match(/^\[([^\]]+)\](?::\w+)?$|^([\d.]+):\w+$/) ?? [];
	const address = v6 ?? v4 ?? bare;
	return isAddress(address) ? address : undefined;
}

/** Whether a text is an IPv4 address of four decimal numbers, or an IPv6 address, with or without a zone. */
const isAddress = (text: string) =>
	text.includes(':')
		? URL.canParse(`http://[${text.replace(/%\w+$/, '')}]/`)
		: /^[\d.]+$/.test(text) && URL.parse(`http://${text}/`)?.hostname === text;
