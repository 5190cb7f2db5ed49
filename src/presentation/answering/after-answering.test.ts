import { expect, test } from 'vitest';
import { addressAfterAnswering } from './after-answering.ts';

const awarded = { id: 'k3', name: 'Exploration · Communication' };

test.each([
	['communication', null, '/assessment/communication'],
	['communication', awarded, '/recognition?awarded=k3'],
	[null, null, '/profile?done=answered'],
	// All dimensions are answered and a badge is awarded: the address tells the profile both.
	[null, awarded, '/profile?done=answered&awarded=k3'],
])('next %s, given %o: %s', (next, given, address) => {
	expect(addressAfterAnswering({ next, awarded: given })).toBe(address);
});
