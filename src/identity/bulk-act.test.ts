import { expect, test } from 'vitest';
import { BULK_ACTS, type BulkAct, type BulkFacts, leftOutOf, roleOfAct } from './bulk-act.ts';

const facts = (more: Partial<BulkFacts> = {}): BulkFacts => ({
	...{ roles: ['learner', 'adviser'], audience: 'teacher', elsewhere: false, disabled: false },
	...{ reachable: true, ...more },
});

test('each act names its role, with the audience that it gives', () => {
	expect(BULK_ACTS.map((act) => roleOfAct(act)?.role ?? null)).toEqual([
		...['learner', 'learner', 'learner', 'adviser', 'administrator'],
		...['learner', 'adviser', 'administrator', null, null, null],
	]);
	expect(roleOfAct('give-staff')).toEqual({ gives: true, role: 'learner', audience: 'staff' });
	expect(roleOfAct('remove-learner')).toEqual({ gives: false, role: 'learner', audience: null });
});

test.each<[BulkAct, Partial<BulkFacts>, string | null]>([
	['give-teacher', {}, 'already'],
	['give-student', {}, null],
	['give-teacher', { roles: ['adviser'], audience: null }, null],
	['give-administrator', {}, null],
	['give-administrator', { elsewhere: true, disabled: true }, null],
	['give-adviser', {}, 'already'],
	['remove-adviser', {}, null],
	['remove-administrator', {}, 'already'],
	['remove-adviser', { roles: ['adviser'] }, 'only-role'],
	['close', {}, null],
	['close', { disabled: true }, 'already'],
	['close', { elsewhere: true }, 'elsewhere'],
	['open', {}, 'already'],
	['open', { disabled: true }, null],
	['open', { disabled: true, elsewhere: true }, 'elsewhere'],
	['new-password', {}, null],
	['new-password', { disabled: true }, 'closed'],
	['new-password', { reachable: false }, 'no-address'],
	['new-password', { elsewhere: true }, 'elsewhere'],
	['close', { roles: [] }, 'gone'],
])('%s of %o: %s', (act, more, expected) => {
	expect(leftOutOf(act, facts(more), false)).toBe(expected);
	expect(leftOutOf(act, facts(more), true)).toBe(expected === 'gone' ? 'gone' : 'self');
	expect(leftOutOf(act, undefined, false)).toBe('gone');
});
