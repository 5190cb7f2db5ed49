import { expect, test } from 'vitest';
import { errorAsText } from './messages.ts';

test('an error is sent by its name and message, anything else that was thrown as its text', () => {
	expect(errorAsText(new RangeError('too far'))).toBe('RangeError: too far');
	expect(errorAsText('no line')).toBe('no line');
	expect(errorAsText({ name: 'x', message: 'y' })).toBe('[object Object]');
	expect(errorAsText(undefined)).toBe('undefined');
});
