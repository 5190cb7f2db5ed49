import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';

/**
 * Makes a request whose body arrives in these pieces; `end`, unless null, is the error that breaks it off.
 * `heard` counts the reads.
 */
function request(pieces: readonly string[], end: Error | null = null) {
	let heard = 0;
	const body = new ReadableStream<Uint8Array>({
		pull(stream) {
			const piece = pieces[heard];
			if (piece !== undefined) stream.enqueue(Buffer.from(piece));
			else if (end) stream.error(end);
			else stream.close();
			heard += 1;
		},
	});
	return { heard: () => heard, request: { body } as unknown as Request };
}
const text = (bytes: unknown) => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : bytes);

test.each<[string, readonly string[], Error | null, string]>([
	['in one piece', ['abcd'], null, 'abcd'],
	['in several pieces, in their order', ['ab', '', 'cd'], null, 'abcd'],
	['of nothing', [], null, ''],
	['of one byte too many', ['abc', 'de'], null, 'too-large'],
	['that is cut', ['ab'], new Error('gone'), 'cut'],
	['that the service stops', ['ab'], Object.assign(new Error(), { status: 413 }), 'too-large'],
	['that is stopped otherwise', ['ab'], Object.assign(new Error(), { status: 400 }), 'cut'],
])('a body %s', async (_what, pieces, end, expected) => {
	expect(text(await readBody(request(pieces, end).request, 4))).toBe(expected);
});

test('one that is too large is heard to its end, so that its sender hears the answer', async () => {
	const { request: large, heard } = request(['abcde', 'f', 'g']);
	expect(await readBody(large, 4)).toBe('too-large');
	expect(heard()).toBe(4);
});

test('a request without a body has no bytes', async () => {
	expect(await readBody(new Request('https://macaron.example/'), 4)).toEqual(new Uint8Array());
});
