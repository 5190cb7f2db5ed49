import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { NON_PUBLIC_IPV4_RANGES, NON_PUBLIC_IPV6_RANGES, isPrivateAddress } from './is-private-address.ts';

const bitsOf = { ipv4: 32n, ipv6: 128n };

function numberOf(address: string): bigint {
	if (!address.includes(':')) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
	const [before = '', after = ''] = address.split('::');
	const groups = (text: string) => (text === '' ? [] : text.split(':'));
	const [left, right] = [groups(before), groups(after)];
	const all = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
	return all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

const ipv4 = (value: bigint) => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
const ipv6 = (value: bigint) =>
	[112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n]
		.map((shift) => ((value >> shift) & 65_535n).toString(16))
		.join(':');

/** First and last address of a CIDR range, as numbers; `bits` is the length of an address. */
function ends(range: string, bits: bigint): [bigint, bigint] {
	const [address = '', prefix] = range.split('/');
	const first = numberOf(address);
	return [first, first + (1n << (bits - BigInt(Number(prefix)))) - 1n];
}

test.each(NON_PUBLIC_IPV4_RANGES)('%s: first, last and any between, also written as IPv6', (range) => {
	const [first, last] = ends(range, bitsOf.ipv4);
	const any = fc.oneof(fc.constant(first), fc.constant(last), fc.bigInt(first, last));
	always(
		{ 'an end of the range': 2 },
		(met) =>
			fc.property(any, (value) => {
				met('an end of the range', value === first || value === last);
				const address = ipv4(value);
				const mapped = ipv6((0xffffn << 32n) + value);
				expect([address, `::ffff:${address}`, mapped].filter((one) => !isPrivateAddress(one))).toEqual([]);
			}),
		{ examples: [[first], [last]] },
	);
});

test.each(NON_PUBLIC_IPV6_RANGES)('%s: first, last and any between, also with a zone', (range) => {
	const [first, last] = ends(range, bitsOf.ipv6);
	always(
		{ 'an end of the range': 2 },
		(met) =>
			fc.property(fc.bigInt(first, last), (value) => {
				met('an end of the range', value === first || value === last);
				expect(isPrivateAddress(ipv6(value)) && isPrivateAddress(`${ipv6(value)}%eth0`)).toBe(true);
			}),
		{ examples: [[first], [last]] },
	);
});

test.each([
	['loopback', '::1'],
	['nothing', '::'],
	['translated', '64:ff9b::7f00:1'],
	['translated locally', '64:ff9b:1::1'],
	['discarded', '100::1'],
	['Teredo', '2001::1'],
	['documentation', '2001:db8::1'],
	['6to4', '2002:7f00:1::'],
	['of a site', 'fd00::1'],
	['of a link', 'fe80::1'],
	['multicast', 'ff02::1'],
	['compatible', '::7f00:1'],
	['metadata of a cloud', '169.254.169.254'],
	['no address', 'localhost'],
	['empty', ''],
])('%s (%s) is inside', (_name, address) => {
	expect(isPrivateAddress(address)).toBe(true);
});

test.each([
	'1.1.1.1',
	'8.8.8.8',
	'93.184.216.34',
	'172.15.255.255',
	'172.32.0.0',
	'192.169.0.0',
	'223.255.255.255',
])('%s is public', (address) => {
	expect(isPrivateAddress(address)).toBe(false);
});

test.each(['2606:4700:4700::1111', '2001:200::1', '2a00:1450:4007::200e'])('%s is public', (address) => {
	expect(isPrivateAddress(address)).toBe(false);
});
