import { expect, test } from 'vitest';
import { chooseNextAction, type NextActionInput, situationsToDo } from './next-act.ts';
import { profile } from './people.fixture.ts';

const nothing: NextActionInput = {
	...{ applications: [], unplaced: null, unshown: [], nearest: null },
};
const application = (id: string, state: string, day = 1) => ({
	...{ id, state, badge: `badge-${id}`, createdAt: new Date(Date.UTC(2026, 10, day)) },
});
const begun = { unplaced: 'communication' };
const near = { unshown: ['creativity'], nearest: 'practice-creativity' };

test.each<[string, Partial<NextActionInput>, object | null]>([
	['nothing is left', {}, null],
	['a badge is near', { nearest: 'b' }, { kind: 'badge', badge: 'b' }],
	['a situation is not done', near, { kind: 'situation', dimension: 'creativity' }],
	[
		'a request was begun',
		{ ...near, applications: [application('a', 'draft')] },
		{ kind: 'draft', application: 'a', badge: 'badge-a' },
	],
	[
		'the self-assessment was begun too',
		{ ...near, ...begun, applications: [application('a', 'draft')] },
		{ kind: 'answer', dimension: 'communication' },
	],
	[
		'something was sent back, before all of it; the oldest first',
		{
			...{ ...near, ...begun },
			applications: [
				application('a', 'draft'),
				application('c', 'returned', 9),
				application('b', 'returned', 2),
			],
		},
		{ kind: 'returned', application: 'b', badge: 'badge-b' },
	],
	[
		'what waits for an adviser, or is over, is not to be done',
		{ ...near, applications: [application('a', 'submitted'), application('b', 'refused')] },
		{ kind: 'situation', dimension: 'creativity' },
	],
])('%s', (_, standing, act) => {
	expect(chooseNextAction({ ...nothing, ...standing })).toEqual(act);
});

test('the situation to do first is that of what is to work on, in its order; never where nothing is said', () => {
	const dimensions = profile('aab-i-------', undefined, 's-----------');
	expect(situationsToDo(dimensions, [])).toEqual(['d2', 'd3', 'd5']);
	expect(situationsToDo(dimensions, ['d1', 'd5', 'd3'])).toEqual(['d5', 'd3', 'd2']);
	expect(situationsToDo(profile('a-----------', undefined, 'a-----------'), ['d1'])).toEqual([]);
});
