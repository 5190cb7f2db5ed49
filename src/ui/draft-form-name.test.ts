import { expect, test } from 'vitest';
import { draftFormName } from './draft-form-name.ts';

test.each([
	['?/decide', undefined, 'decide'],
	['?/decide&mine=1', undefined, 'decide'],
	['?/change', 'details', 'change details'],
	['?/rename', 'rename', 'rename'],
	['/sign-in', undefined, '/sign-in'],
])('the draft of the form that is sent to %s, named %s, is « %s »', (action, name, expected) => {
	expect(draftFormName(action, name)).toBe(expected);
});
