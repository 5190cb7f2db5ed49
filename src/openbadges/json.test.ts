import { expect, test } from 'vitest';
import { type JsonFaultReason, JsonFault, parseStrictJson } from './json.ts';

/** A text length, in characters, beyond the backtracking stack of any regular expression in V8. */
const LONG = 30_000_000;

const faultOf = (text: string): JsonFaultReason | undefined => {
	try {
		parseStrictJson(text);
		return undefined;
	} catch (error) {
		if (error instanceof JsonFault) return error.reason;
		throw error;
	}
};

test.each([
	['a string', `{"a":"${'x'.repeat(LONG)}"}`],
	['escapes', `{"a":"${'\\\\'.repeat(LONG / 2)}"}`],
	['a number', `{"a":1${'0'.repeat(LONG)}}`],
	['spaces', `{"a":1${' '.repeat(LONG)}}`],
])('%s of any length is read', (_what, text) => {
	expect(faultOf(text)).toBeUndefined();
});

test.each<[string, JsonFaultReason | undefined]>([
	['{"a":1,"a":2}', 'duplicate-key'],
	['{"a":1,"\\u0061":2}', 'duplicate-key'],
	['{"a\\"":1,"a\\"":2}', 'duplicate-key'],
	['{"a\\\\":1,"a\\\\":2}', 'duplicate-key'],
	['{"a":"\\\\","b":"\\"a\\":","c":["a","a"]}', undefined],
	['{"a":{"a":1},"b":[{"a":1},{"a":1}]}', undefined],
	['\t{ "a" : [ true , false , null , -1.5e3 ] }\r\n', undefined],
	['{"a":{"b":1,\n"b":1}}', 'duplicate-key'],
	['{"__proto__":1}', 'forbidden-key'],
	['["__proto__"]', undefined],
])('%s: %s', (text, reason) => {
	expect(faultOf(text)).toBe(reason);
});
