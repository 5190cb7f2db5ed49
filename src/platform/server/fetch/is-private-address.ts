import { BlockList, isIP } from 'node:net';

/**
 * IPv4 ranges that are not public Internet (IANA, IPv4 Special-Purpose Address Registry), with multicast and
 * reserved ranges.
 */
export const NON_PUBLIC_IPV4_RANGES = [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.88.99.0/24',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/3',
] as const;

/**
 * IPv6 ranges that are not public Internet (IANA, IPv6 Special-Purpose Address Registry): everything outside
 * 2000::/3 (such as ::1, 64:ff9b::/96, fc00::/7, fe80::/10), and the special ranges inside it.
 */
export const NON_PUBLIC_IPV6_RANGES = [
	'::/3',
	'4000::/2',
	'8000::/1',
	'2001::/23',
	'2001:db8::/32',
	'2002::/16',
	'3fff::/20',
] as const;

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
	const list = new BlockList();
	for (const range of ranges) {
		const [first = '', bits] = range.split('/');
		list.addSubnet(first, Number(bits), family);
	}
	return list;
}

// Two lists: in a single BlockList, the IPv6 ranges would also match every IPv4 address, as ::ffff:0:0/96.
const ipv4 = listOf(NON_PUBLIC_IPV4_RANGES, 'ipv4');
const ipv6 = listOf(NON_PUBLIC_IPV6_RANGES, 'ipv6');

/** True if an IP address is not on the public Internet, or if the text is not an IP address. */
export function isPrivateAddress(address: string): boolean {
	const bare = address.split('%', 1)[0] ?? '';
	const family = isIP(bare);
	if (family === 0) return true;
	return family === 4 ? ipv4.check(bare, 'ipv4') : ipv6.check(bare, 'ipv6');
}
