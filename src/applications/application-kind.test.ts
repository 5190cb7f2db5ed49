import { expect, test } from 'vitest';
import type { Requirement } from '#badges';
import { askedByKind } from './application-kind.ts';

test('prior learning asks where one stands and no training; a reconsideration asks nothing', () => {
	const none = { met: false, params: { asked: 1, done: 0, missing: 1 } };
	const all = [
		{ rule: 'said', met: true, params: {} },
		{ rule: 'training-minutes', ...none },
		{ rule: 'training-reflection', met: false, params: { ...none.params, inWords: false } },
		{ rule: 'evidence', met: false, params: { ...none.params, withReflection: true } },
		{ rule: 'situation', met: true, params: {} },
	] satisfies Requirement[];
	expect(askedByKind(all, 'evidence')).toEqual(all);
	expect(askedByKind(all, 'prior-learning').map(({ rule }) => rule)).toEqual(['said', 'situation']);
	expect(askedByKind(all, 'reconsideration')).toEqual([]);
});
