import { expect, test } from 'vitest';
import { inWords } from './messages.ts';

test('an error is sent by its name and message, anything else that was thrown as its text', () => {
	expect(inWords(new RangeError('too far'))).toBe('RangeError: too far');
	expect(inWords('no line')).toBe('no line');
	expect(inWords({ name: 'x', message: 'y' })).toBe('[object Object]');
	expect(inWords(undefined)).toBe('undefined');
});
