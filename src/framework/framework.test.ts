import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import {
	CURRENT_VERSION,
	FRAMEWORK_VERSIONS,
	isFrameworkVersion,
	isLevel,
	LEVELS,
	STANDINGS,
	standingRank,
} from './index.ts';

test('the standings rise from nothing known to advanced', () => {
	expect(STANDINGS).toEqual(['not-situated', 'starting', 'beginner', 'intermediate', 'advanced']);
	expect(STANDINGS.map(standingRank)).toEqual([0, 1, 2, 3, 4]);
	expect(LEVELS.map(standingRank)).toEqual([2, 3, 4]);
});

test('a level, a version, and nothing else', () => {
	expect(LEVELS.every(isLevel)).toBe(true);
	expect(FRAMEWORK_VERSIONS.every(isFrameworkVersion)).toBe(true);
	expect(isFrameworkVersion(CURRENT_VERSION)).toBe(true);
	expect(isLevel('starting')).toBe(false);
	expect(isFrameworkVersion('crcn-2030')).toBe(false);
	always({ 'a level': 10, 'a version': 10, 'something else': 30 }, (met) =>
		fc.property(fc.oneof(fc.anything(), fc.constantFrom(...LEVELS, ...FRAMEWORK_VERSIONS)), (word) => {
			met('a level', isLevel(word));
			met('a version', isFrameworkVersion(word));
			met('something else', !isLevel(word) && !isFrameworkVersion(word));
			expect(isLevel(word)).toBe((LEVELS as readonly unknown[]).includes(word));
			expect(isFrameworkVersion(word)).toBe((FRAMEWORK_VERSIONS as readonly unknown[]).includes(word));
		}),
	);
});
