import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import {
	createStatusList,
	decodeStatusList,
	encodeStatusList,
	withStatus,
	STATUS_LIST_LENGTH,
	isStatusSet,
} from './index.ts';

const index = fc.nat(STATUS_LIST_LENGTH - 1);

test('setting one entry changes that bit and no other, and clearing it brings the list back', () => {
	always(
		{ 'several entries': 10, 'one set already': 3 },
		(met) =>
			fc.property(fc.uniqueArray(index, { maxLength: 20 }), index, fc.boolean(), (set, other, again) => {
				const one = again ? (set[0] ?? other) : other;
				const before = set.reduce((list, entry) => withStatus(list, entry), createStatusList());
				const after = withStatus(before, one);
				met('several entries', set.length > 3);
				met('one set already', set.includes(one));
				expect(isStatusSet(after, one)).toBe(true);
				const differing = after.findIndex((byte, i) => byte !== before[i]);
				expect(differing).toBe(set.includes(one) ? -1 : one >> 3);
				expect(withStatus(after, one, set.includes(one))).toEqual(before);
				for (const entry of set) expect(isStatusSet(after, entry)).toBe(true);
			}),
		{ numRuns: 30 },
	);
});

test('the most significant bit comes first', () => {
	const list = withStatus(withStatus(createStatusList(), 0), 15);
	expect([list[0], list[1]]).toEqual([0x80, 0x01]);
});

test('a list is the same once written and read, and an empty one is small', () => {
	const list = withStatus(createStatusList(), 94_567);
	expect(decodeStatusList(encodeStatusList(list))).toEqual(list);
	expect(encodeStatusList(list)).toBe(encodeStatusList(Uint8Array.from(list)));
	expect(encodeStatusList(createStatusList()).length).toBeLessThan(100);
});

test('what is no list is refused, and a bomb is not unpacked', () => {
	for (const bad of ['', 'u', 'zH4sI', 'uH4sI', 'u%%', gzipSync('a').toString('base64url')]) {
		expect(() => decodeStatusList(bad)).toThrow(TypeError);
	}
	const bomb = `u${gzipSync(new Uint8Array(50 * 1024 * 1024)).toString('base64url')}`;
	expect(() => decodeStatusList(bomb)).toThrow(TypeError);
	expect(() => createStatusList(1024)).toThrow(RangeError);
	for (const bad of [-1, 1.5, STATUS_LIST_LENGTH, Number.NaN]) {
		expect(() => isStatusSet(createStatusList(), bad)).toThrow(RangeError);
	}
});
