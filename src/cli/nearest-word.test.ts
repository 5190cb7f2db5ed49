import { expect, test } from 'vitest';
import { nearestWord } from './nearest-word.ts';

const KNOWN = ['username', 'name', 'role', 'audience', 'email', 'institution', 'json', 'help', 'lang'];

test.each([
	['nam', 'name'],
	['naem', 'name'],
	['usrname', 'username'],
	['rôle', 'role'],
	['roles', 'role'],
	['inst', 'institution'],
	['langue', 'lang'],
	['jso', 'json'],
	['password', undefined],
	['x', undefined],
	['', undefined],
])('%s: %s', (typed, meant) => expect(nearestWord(typed, KNOWN)).toBe(meant));

test('of two as near, the first; nothing of nothing', () => {
	expect(nearestWord('rola', ['role', 'rolo'])).toBe('role');
	expect(nearestWord('role', [])).toBeUndefined();
});
