import { expect, test } from 'vitest';
import { assuranceOf } from './assurance.ts';

test('a Pratique is judged by advisers on evidence, an Exploration by a rule on what is declared, a milestone by a rule on badges; nobody is watched', () => {
	const unwatched = { supervised: false, identityVerified: false };
	expect(assuranceOf({ kind: 'practice' })).toEqual({
		...{ decidedBy: 'adviser', assessment: 'evidence' },
		...unwatched,
	});
	expect(assuranceOf({ kind: 'exploration' })).toEqual({
		...{ decidedBy: 'rule', assessment: 'declared' },
		...unwatched,
	});
	expect(assuranceOf({ kind: 'milestone' })).toEqual({
		...{ decidedBy: 'rule', assessment: 'badges' },
		...unwatched,
	});
});
