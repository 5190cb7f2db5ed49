import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readDecodedBody, isReadableCoding } from './body.ts';

const TEXT = 'Une compétence, puis une autre. '.repeat(20);
const LENGTH = Buffer.from(TEXT).length;

/** A response body in pieces; `taken` counts how many were read. */
function pieces(...parts: readonly Uint8Array[]) {
	const state = { taken: 0 };
	async function* body() {
		for (const part of parts) {
			state.taken += 1;
			yield part;
		}
	}
	return { body: body(), state };
}
const whole = (bytes: Uint8Array) =>
	pieces(bytes.subarray(0, 1), bytes.subarray(1, 9), bytes.subarray(9)).body;
const read = async (
	body: AsyncIterable<Uint8Array>,
	more: Partial<Parameters<typeof readDecodedBody>[1]> = {},
) => Buffer.from(await readDecodedBody(body, { said: '', coding: '', most: LENGTH, ...more })).toString();

describe('a coding', () => {
	test.each(['', 'identity', 'gzip', 'x-gzip', 'br', 'deflate'])('« %s » is read', (coding) => {
		expect(isReadableCoding(coding)).toBe(true);
	});
	test.each(['zstd', 'gzip, br', 'compress', 'GZIP', 'changed'])('« %s » is not', (coding) => {
		expect(isReadableCoding(coding)).toBe(false);
	});

	test.each([
		['', Buffer.from(TEXT)],
		['identity', Buffer.from(TEXT)],
		['gzip', gzipSync(TEXT)],
		['x-gzip', gzipSync(TEXT)],
		['br', brotliCompressSync(TEXT)],
		['deflate', deflateSync(TEXT)],
		['deflate', deflateRawSync(TEXT)],
		['deflate', deflateSync(TEXT, { level: 0 })],
		['deflate', deflateRawSync(TEXT, { level: 0 })],
	])('« %s » gives what was meant, to the byte', async (coding, bytes) => {
		expect(await read(whole(bytes), { coding })).toBe(TEXT);
		// The limit applies to the decoded size, not to the compressed one.
		await expect(read(whole(bytes), { coding, most: LENGTH - 1 })).rejects.toMatchObject({
			why: 'too-large',
		});
	});

	test.each([
		['gzip', gzipSync],
		['br', brotliCompressSync],
		['deflate', deflateSync],
	] as const)('« %s » that is none, or stops before its end, is no answer', async (coding, pack) => {
		await expect(read(whole(Buffer.from('\x08 this is not packed')), { coding })).rejects.toThrow();
		await expect(read(whole(pack(TEXT).subarray(0, -5)), { coding })).rejects.toThrow();
	});

	test('a body that breaks is told, packed or not', async () => {
		async function* breaks() {
			yield gzipSync(TEXT).subarray(0, 20);
			throw new Error('cut');
		}
		for (const coding of ['', 'gzip']) await expect(read(breaks(), { coding })).rejects.toThrow('cut');
	});
});

describe('a body', () => {
	test('of nothing is nothing', async () => {
		expect(await read(pieces().body)).toBe('');
		expect(await read(pieces().body, { said: '0', most: 0 })).toBe('');
	});

	test('may be as long as told, and is read no further', async () => {
		const [ten, one] = [Buffer.alloc(10, 0x20), Buffer.alloc(1, 0x20)];
		expect(await read(pieces(ten, ten).body, { most: 20 })).toBe(' '.repeat(20));
		const { body, state } = pieces(ten, ten, one, ten);
		await expect(read(body, { most: 20 })).rejects.toMatchObject({ why: 'too-large' });
		expect(state.taken).toBe(3);
	});

	test('that says it is too long is not read at all; that says nothing, or nonsense, is', async () => {
		const long = pieces(Buffer.alloc(1));
		await expect(read(long.body, { said: '21', most: 20 })).rejects.toMatchObject({ why: 'too-large' });
		expect(long.state.taken).toBe(0);
		for (const said of ['20', '', 'many', '-1'])
			expect(await read(pieces(Buffer.alloc(20, 0x20)).body, { said, most: 20 })).toHaveLength(20);
	});
});
