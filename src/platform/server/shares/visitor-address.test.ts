import { expect, test } from 'vitest';
import { addressGroup, visitorAddress } from './visitor-address.ts';

const PROXY = '192.0.2.1';

test.each([
	['203.0.113.7', '203.0.113.7'],
	['203.0.113.7:5555', '203.0.113.7'],
	['"203.0.113.7:5555"', '203.0.113.7'],
	['2001:db8::1', '2001:db8::1'],
	['[2001:db8::1]', '2001:db8::1'],
	['[2001:db8::1]:443', '2001:db8::1'],
	['"[2001:db8::1]:_port"', '2001:db8::1'],
	['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
	['fe80::1%eth0', 'fe80::1%eth0'],
	['198.51.100.1, 203.0.113.7:80', '203.0.113.7'],
	['198.51.100.1,  [2001:db8::2]:80 ', '2001:db8::2'],
])('of « %s », one proxy vouches for %s', (forwarded, address) => {
	expect(visitorAddress(forwarded, 1, PROXY)).toBe(address);
});

test.each([
	'',
	' ',
	'unknown',
	'_hidden',
	'203.0.113.7.9',
	'999.1.1.1:80',
	'[203.0.113.7]x',
	'x:1',
	'[]:80',
	'1',
])('« %s » is no address: it counts as the proxy’s own', (forwarded) => {
	expect(visitorAddress(forwarded, 1, PROXY)).toBe(PROXY);
});

test('each proxy of ours added one entry; without proxies the header is not read', () => {
	const forwarded = '203.0.113.7:1, 198.51.100.1:2';
	expect(visitorAddress(forwarded, 2, PROXY)).toBe('203.0.113.7');
	expect(visitorAddress(forwarded, 3, PROXY)).toBe(PROXY);
	expect(visitorAddress(forwarded, 0, PROXY)).toBe(PROXY);
	expect(visitorAddress(undefined, 1, PROXY)).toBe(PROXY);
	expect(visitorAddress(undefined, 0, undefined)).toBe('');
});

test('a visitor whose port changes stays the same visitor', () => {
	const group = (entry: string) => addressGroup(visitorAddress(entry, 1, PROXY));
	expect(new Set(['203.0.113.7', '203.0.113.7:1', '203.0.113.7:65000'].map(group)).size).toBe(1);
	expect(new Set(['2001:db8::1', '[2001:db8::2]:1', '[2001:db8::3]:2'].map(group)).size).toBe(1);
});
