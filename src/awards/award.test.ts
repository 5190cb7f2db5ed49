import { expect, test } from 'vitest';
import { isJustAwarded } from './award.ts';

const now = new Date('2026-11-29T15:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test.each([
	[0, null, true],
	[899, null, true],
	[900, null, false],
	[60, before(30), false],
])('a badge given %i seconds ago, revoked at %s, is announced: %s', (seconds, revokedAt, announced) => {
	expect(isJustAwarded({ awardedAt: before(seconds), revokedAt }, now)).toBe(announced);
	if (revokedAt === null) expect(isJustAwarded({ awardedAt: before(seconds) }, now)).toBe(announced);
});
