export { addressGroup } from './address-bucket.ts';

/**
 * Returns the visitor's IP address: that of the connection (`remote`) or, behind `proxies` trusted proxies,
 * the entry that the outermost proxy added to X-Forwarded-For, counted from the right. If that entry is
 * missing or not an address, returns `remote`, so that a client cannot pass for a new visitor by inventing
 * entries.
 */
export function visitorAddress(
	forwarded: string | undefined,
	proxies: number,
	remote: string | undefined,
): string {
	const entry = proxies > 0 ? forwarded?.split(',').at(-proxies) : undefined;
	return plainAddress(entry ?? '') ?? remote ?? '';
}

/**
 * Returns the address in an entry, without the quotes, brackets and port that some proxies write (RFC 7239,
 * § 6); undefined if there is none.
 */
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
