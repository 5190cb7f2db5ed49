import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { LARGEST_BADGE_FILE } from '../limits.ts';
import type { KeyKind, VerificationKey } from '../keys/verification-key.ts';
import { CachedStatusList, cachedStatusList } from './cached-status-list.ts';
import type { BadgeSignature } from './badge-signature.ts';

const key = (thumbprint: string) => ({ kind: 'Ed25519', thumbprint }) as VerificationKey;
const bytes = new Uint8Array([1]);
const packed = (list: Uint8Array) => `u${gzipSync(list).toString('base64url')}`;
const listed = (encodedList: unknown): JsonObject => ({ credentialSubject: { encodedList } }) as JsonObject;

/** A status list that records when it is put in the cache, and signatures that record each computation. */
function watched(answers: { readonly sound?: boolean; readonly bytes?: Uint8Array | undefined } = {}) {
	const seen: string[] = [];
	const list = new CachedStatusList({ credential: listed(packed(new Uint8Array([0x40]))) }, () =>
		seen.push('kept'),
	);
	const seal = (name: string): BadgeSignature => ({
		suite: name,
		kinds: ['Ed25519'],
		method: '',
		embedded: undefined,
		created: undefined,
		expires: undefined,
		attests: true,
		bytes: async (kind) => {
			seen.push(`bytes of ${name} ${String(kind)}`);
			return 'bytes' in answers ? answers.bytes : bytes;
		},
		verify: (_bytes, { thumbprint }) => {
			seen.push(`${name} under ${thumbprint}`);
			return answers.sound ?? true;
		},
	});
	const twice = () => list.withCachedResults([seal('a'), seal('b')]);
	return { list, seen, twice };
}

test('the bytes that each signature signs are made once for each kind of key', async () => {
	const { seen, twice } = watched();
	const ask = async (at: number, kind: KeyKind | undefined) => twice()[at]?.bytes(kind);
	for (let i = 0; i < 2; i += 1) {
		expect(await ask(0, 'Ed25519')).toBe(bytes);
		expect(await ask(0, 'P-256')).toBe(bytes);
		expect(await ask(0, undefined)).toBe(bytes);
		expect(await ask(1, 'Ed25519')).toBe(bytes);
	}
	expect(seen).toEqual([
		'bytes of a Ed25519',
		'bytes of a P-256',
		'bytes of a undefined',
		'bytes of b Ed25519',
	]);
	const none = watched({ bytes: undefined });
	for (let i = 0; i < 2; i += 1) expect(await none.twice()[0]?.bytes('Ed25519')).toBeUndefined();
	expect(none.seen).toHaveLength(2);
});

test('a sound signature is computed once under each key, and the list kept; one that is not, each time, and it is not', () => {
	const { seen, twice } = watched();
	for (const thumbprint of ['one', 'one', 'two', 'one'])
		expect(twice()[0]?.verify(bytes, key(thumbprint))).toBe(true);
	expect(twice()[1]?.verify(bytes, key('one'))).toBe(true);
	expect(seen).toEqual(['a under one', 'kept', 'kept', 'a under two', 'kept', 'kept', 'b under one', 'kept']);
	const broken = watched({ sound: false });
	for (let i = 0; i < 2; i += 1) expect(broken.twice()[0]?.verify(bytes, key('one'))).toBe(false);
	expect(broken.seen).toEqual(['a under one', 'a under one']);
	expect(broken.twice()[0]).toMatchObject({ suite: 'a', kinds: ['Ed25519'], attests: true });
});

test('the entry of one badge, in a list of any length', async () => {
	const at = (encoded: unknown, index: number) =>
		new CachedStatusList({ credential: listed(encoded) }, () => undefined).entry(index);
	const short = packed(new Uint8Array([0x40, 0]));
	expect(await at(short, 1)).toEqual({ set: true, length: 16 });
	expect(await at(short, 0)).toEqual({ set: false, length: 16 });
	expect(await at(short, 15)).toEqual({ set: false, length: 16 });
	expect(await at(short, 16)).toEqual({ set: undefined, length: 16 });
	const long = new Uint8Array(128 * 1024);
	long[100_000] = 0x80;
	expect(await at(packed(long), 800_000)).toEqual({ set: true, length: 1_048_576 });
	expect(await at(packed(long), 800_001)).toEqual({ set: false, length: 1_048_576 });
	expect(await at('u0', 0)).toBe('damaged');
	expect(await at(12, 0)).toBe('damaged');
	expect(await new CachedStatusList({ credential: {} }, () => undefined).entry(0)).toBe('damaged');
	const { list } = watched();
	expect([await list.entry(1), await list.entry(0)]).toEqual([
		{ set: true, length: 8 },
		{ set: false, length: 8 },
	]);
});

test('a list is found again by its text, once it was found sound, and never with contexts of the caller’s', () => {
	const text = (name: string) => JSON.stringify({ id: name, ...listed(packed(new Uint8Array([0]))) });
	const sealed = (list: ReturnType<typeof cachedStatusList>) => {
		if (!(list instanceof CachedStatusList)) throw new Error('The list can be read.');
		const [seal] = list.withCachedResults([
			{ ...(watched().twice()[0] as BadgeSignature), verify: () => true },
		]);
		seal?.verify(bytes, key('one'));
		return list;
	};
	const first = cachedStatusList(text('a'), true);
	expect(cachedStatusList(text('a'), true)).not.toBe(first);
	const kept = sealed(first);
	expect(cachedStatusList(text('a'), true)).toBe(kept);
	expect(cachedStatusList(` ${text('a')}\n`, true)).toBe(kept);
	expect(cachedStatusList(JSON.parse(text('a')) as JsonObject, true)).toBe(kept);
	expect(cachedStatusList(text('b'), true)).not.toBe(kept);
	expect(cachedStatusList(text('a'), false)).not.toBe(kept);
	const apart = sealed(cachedStatusList(text('c'), false));
	expect(cachedStatusList(text('c'), true)).not.toBe(apart);
	const long = (length: number) =>
		text('d').replace('"id":"d"', `"id":"${'d'.repeat(length - text('').length)}"`);
	for (const [length, again] of [
		[64 * 1024, true],
		[64 * 1024 + 1, false],
	] as const) {
		expect(long(length)).toHaveLength(length);
		const list = sealed(cachedStatusList(long(length), true));
		expect([length, cachedStatusList(long(length), true) === list]).toEqual([length, again]);
	}
	expect(cachedStatusList('mot', true)).toBeUndefined();
	expect(cachedStatusList('x'.repeat(LARGEST_BADGE_FILE + 1), true)).toBe('too-large');
	// An object that cannot be serialized as JSON is no status list.
	const round: Record<string, unknown> = {};
	round['itself'] = round;
	expect(cachedStatusList(round as JsonObject, true)).toBeUndefined();
	// A status list is no longer cached after 32 other lists.
	const eldest = sealed(cachedStatusList(text('e'), true));
	const second = sealed(cachedStatusList(text('x0'), true));
	for (let i = 1; i < 31; i += 1) sealed(cachedStatusList(text(`x${i}`), true));
	expect(cachedStatusList(text('e'), true)).toBe(eldest);
	// Status lists read without the cache do not replace cached ones.
	for (let i = 0; i < 3; i += 1) sealed(cachedStatusList(text(`z${i}`), false));
	expect(cachedStatusList(text('x0'), true)).toBe(second);
	for (let i = 0; i < 32; i += 1) sealed(cachedStatusList(text(`y${i}`), true));
	expect(cachedStatusList(text('e'), true)).not.toBe(eldest);
});
