import { expect, test } from 'vitest';
import { addressBuckets, addressGroup, PER_ADDRESS } from './address-bucket.ts';

test.each([
	['203.0.113.7', '203.0.113.7'],
	['::ffff:203.0.113.7', '203.0.113.7'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
	['2001:DB8:1:2::9', '2001:db8:1:2'],
	['2001:db8::1', '2001:db8:0:0'],
	['fe80::1%eth0', 'fe80:0:0:0'],
	['::1', '0:0:0:0'],
])('%s counts as %s', (address, group) => {
	expect(addressGroup(address)).toBe(group);
});

test('an address has 600 sign-ins at once, then two a second; another address has its own', () => {
	const take = addressBuckets();
	const now = new Date('2026-11-22T15:00:00Z');
	const taken = Array.from({ length: 700 }, () => take('203.0.113.7', now)).filter(Boolean);
	expect(taken).toHaveLength(PER_ADDRESS.burst);
	expect(take('203.0.113.8', now)).toBe(true);
	const soon = new Date(now.getTime() + 1000);
	expect([1, 2, 3].map(() => take('203.0.113.7', soon))).toEqual([true, true, false]);
});

test('a clock set back by a year takes nothing away', () => {
	const take = addressBuckets();
	expect(take('203.0.113.7', new Date('2026-11-22T15:00:00Z'))).toBe(true);
	expect(take('203.0.113.7', new Date('2025-11-22T15:00:00Z'))).toBe(true);
});
