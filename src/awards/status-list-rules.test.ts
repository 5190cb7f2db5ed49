import { expect, test } from 'vitest';
import { STATUS_LIST_LENGTH } from '#openbadges';
import { isFresh, expiresAt, listNumberForNewBadges } from './status-list-rules.ts';

const HOUR = 3_600_000;
const SIGNED = Date.parse('2026-11-22T15:00:00Z');
const kept = { revision: 7, signedAt: SIGNED };

test.each([
	['just signed', 0, true, true],
	['before half its day has passed', 12 * HOUR - 1, true, true],
	['half its day later', 12 * HOUR, true, false],
	['half its day later, without the sealing key', 12 * HOUR, false, true],
	['without it, until five minutes before it lapses', 24 * HOUR - 300_001, false, true],
	['without it, five minutes before it lapses', 24 * HOUR - 300_000, false, false],
	['by a clock set back', -1, true, false],
])('%s', (_name, later, canSign, fresh) => {
	expect(isFresh(kept, { revision: 7, now: SIGNED + later, canSign })).toBe(fresh);
});

test('not once what it says has changed, nor before any was signed', () => {
	for (const revision of [6, 8]) expect(isFresh(kept, { revision, now: SIGNED, canSign: false })).toBe(false);
	expect(isFresh(undefined, { revision: 7, now: SIGNED, canSign: true })).toBe(false);
	expect(expiresAt(SIGNED).toISOString()).toBe('2026-11-23T15:00:00.000Z');
});

test('the next list opens when the last one is half full', () => {
	expect(listNumberForNewBadges(3, 0)).toBe(3);
	expect(listNumberForNewBadges(3, STATUS_LIST_LENGTH / 2 - 1)).toBe(3);
	expect(listNumberForNewBadges(3, STATUS_LIST_LENGTH / 2)).toBe(4);
});
