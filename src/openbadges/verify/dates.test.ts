import { expect, test } from 'vitest';
import type { BadgeSignature } from './badge-signature.ts';
import { isInTime } from './dates.ts';

const NOW = new Date('2026-11-22T15:00:00Z');

test.each([
	['says no date', {}, true],
	['was made before', { created: '2026-11-22T14:00:00Z' }, true],
	['was made within what clocks differ by', { created: '2026-11-22T15:04:00Z' }, true],
	['is still to be made', { created: '2026-11-22T15:06:00Z' }, false],
	['expires later', { expires: '2026-11-22T16:00:00Z' }, true],
	['expired within what clocks differ by', { expires: '2026-11-22T14:56:00Z' }, true],
	['has expired', { expires: '2026-11-22T14:54:00Z' }, false],
	['expires at a date that cannot be read', { expires: 'bientôt' }, false],
	[
		'was made before and has expired',
		{ created: '2026-11-01T00:00:00Z', expires: '2026-11-02T00:00:00Z' },
		false,
	],
])('a signature that %s: in time or not', (_what, dates, inTime) => {
	expect(isInTime(dates as BadgeSignature, NOW)).toBe(inTime);
});
