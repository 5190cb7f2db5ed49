import { expect, test } from 'vitest';
import { memoryStorage } from '../storage.fixture.ts';
import { areKeysOn, keepKeysOn, wishOf } from './single-keys.ts';

const pressed = (key: string, set: object = {}) => ({
	...{ key, ctrlKey: false, metaKey: false, altKey: false },
	...{ isComposing: false, repeat: false, defaultPrevented: false },
	...set,
});
const reading = { typing: false, on: true };
const writing = { typing: true, on: true };

test.each([
	['a letter', pressed('a'), reading, { kind: 'key', key: 'a' }],
	['a capital, with Caps Lock', pressed('A'), reading, { kind: 'key', key: 'a' }],
	['a letter of a text', pressed('a'), writing, null],
	['a letter, where the keys are off', pressed('a'), { typing: false, on: false }, null],
	['a key held down', pressed('a', { repeat: true }), reading, null],
	['a shortcut of the browser', pressed('a', { ctrlKey: true }), reading, null],
	['a character typed with Alt', pressed('1', { altKey: true }), reading, null],
	['a letter that the page heard otherwise', pressed('a', { defaultPrevented: true }), reading, null],
	['a character being composed', pressed('a', { isComposing: true }), reading, null],
	['the space bar, which scrolls and ticks', pressed(' '), reading, null],
	['a key with a name', pressed('Tab'), reading, null],
	['sending, from a text', pressed('Enter', { ctrlKey: true }), writing, { kind: 'send' }],
	[
		'sending, where the keys are off',
		pressed('Enter', { metaKey: true }),
		{ typing: false, on: false },
		{ kind: 'send' },
	],
	['leaving a text', pressed('Escape'), writing, { kind: 'leave' }],
	['Escape elsewhere', pressed('Escape'), reading, null],
])('%s', (_, event, where, wish) => expect(wishOf(event, where)).toEqual(wish));

test('they are on until the person switches them off, which the browser keeps', () => {
	const storage = memoryStorage();
	expect(areKeysOn(storage)).toBe(true);
	keepKeysOn(storage, false);
	expect(areKeysOn(storage)).toBe(false);
	keepKeysOn(storage, true);
	expect(areKeysOn(storage)).toBe(true);
});
