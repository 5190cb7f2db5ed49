import { expect, test } from 'vitest';
import { addressBuckets, addressGroup } from './address-bucket.ts';

const SHARE = { burst: 600, perSecond: 2, remembered: 3 };

test.each([
	['203.0.113.7', '203.0.113.7'],
	['::ffff:203.0.113.7', '203.0.113.7'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
	['2001:DB8:1:2::9', '2001:db8:1:2'],
	['2001:db8::1', '2001:db8:0:0'],
	['fe80::1%eth0', 'fe80:0:0:0'],
	['::1', '0:0:0:0'],
	['2001::2:3:4:5:6', '2001:0:0:2'],
	['2001:db8::3:4:5:6:7:8', '2001:db8:3:4'],
])('%s counts as %s', (address, group) => {
	expect(addressGroup(address)).toBe(group);
});

test('an address has 600 at once, then two a second; another address has its own', () => {
	const take = addressBuckets(SHARE);
	const now = new Date('2026-11-22T15:00:00Z');
	const taken = Array.from({ length: 700 }, () => take('203.0.113.7', now)).filter(({ allowed }) => allowed);
	expect(taken).toHaveLength(SHARE.burst);
	expect(taken.at(0)).toEqual({ allowed: true, left: 599, wait: 0 });
	expect(taken.at(-1)).toEqual({ allowed: true, left: 0, wait: 1 });
	expect(take('203.0.113.8', now).allowed).toBe(true);
	const soon = new Date(now.getTime() + 1000);
	expect([1, 2, 3].map(() => take('203.0.113.7', soon).allowed)).toEqual([true, true, false]);
});

test('a clock set back by a year takes nothing away', () => {
	const take = addressBuckets(SHARE);
	expect(take('203.0.113.7', new Date('2026-11-22T15:00:00Z')).allowed).toBe(true);
	expect(take('203.0.113.7', new Date('2025-11-22T15:00:00Z')).allowed).toBe(true);
});

test('no more addresses than it may remember: the one unseen for longest begins anew', () => {
	const take = addressBuckets(SHARE);
	const now = new Date('2026-11-22T15:00:00Z');
	for (let times = 0; times < 10; times += 1) take('203.0.113.1', now);
	for (const other of ['203.0.113.2', '203.0.113.3', '203.0.113.1', '203.0.113.4']) take(other, now);
	expect(take('203.0.113.1', now).left).toBe(600 - 12);
	expect(take('203.0.113.3', now).left).toBe(600 - 2);
	expect(take('203.0.113.2', now).left).toBe(599);
});

test('what costs more than one is charged, down to owing a whole share; it comes back with time', () => {
	const take = addressBuckets({ burst: 10, perSecond: 1, remembered: 10 });
	const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);
	expect(take('192.0.2.1', at(0)).left).toBe(9);
	take.charge('192.0.2.1', 4, at(0));
	expect(take('192.0.2.1', at(0)).left).toBe(4);
	take.charge('192.0.2.1', 1000, at(0));
	// The balance is minus ten, reported as 0 left rather than as a negative number.
	expect(take('192.0.2.1', at(0))).toEqual({ allowed: false, left: 0, wait: 11 });
	expect(take('192.0.2.1', at(10)).allowed).toBe(false);
	expect(take('192.0.2.1', at(11)).allowed).toBe(true);
	// The charge concerns only addresses of the same /64 network.
	take.charge('2001:db8:0:1::1', 10, at(0));
	expect(take('2001:db8:0:1:ffff::2', at(0)).allowed).toBe(false);
	expect(take('2001:db8:0:2::1', at(0)).allowed).toBe(true);
});
