import { expect, test } from 'vitest';
import { readInput } from '../input/read.ts';
import { V2 } from '../../../tests/hostile/older-world.ts';
import type { JsonObject } from '../json.ts';
import { findAssertion, isForLegacyEngine } from './find-assertion.ts';
import type { ServedDocument } from './documents.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const assertion: JsonObject = {
	'@context': V2,
	type: 'Assertion',
	id: 'urn:uuid:a',
	recipient: {},
	badge: 'urn:b',
};
const other: JsonObject = { '@context': V2, type: 'BadgeClass', id: 'urn:b', name: 'x' };
const token = (payload: unknown) => `${part({ alg: 'ES256' })}.${part(payload)}.AA`;
const AT = 'https://x.example/a';

const claim = async (given: string, served: ServedDocument = { kind: 'absent' }, foundAt?: string) => {
	const asked: string[] = [];
	const found = await findAssertion(
		readInput(given),
		async (id) => {
			asked.push(id);
			return served;
		},
		foundAt,
	);
	return { ...found, asked };
};

test('what is handed in is an assertion, alone or in a token, and keeps where it was found', async () => {
	const text = JSON.stringify(assertion);
	expect(await claim(text)).toEqual({ kind: 'assertion', assertion, version: '2.0', asked: [] });
	expect(await claim(text, undefined, AT)).toMatchObject({ kind: 'assertion', foundAt: AT });
	expect(await claim(token(assertion))).toMatchObject({
		kind: 'assertion',
		assertion,
		jws: { alg: 'ES256' },
	});
	expect(await claim(token(assertion))).not.toHaveProperty('foundAt');
	expect(await claim(token(assertion), undefined, AT)).toMatchObject({ foundAt: AT, jws: { alg: 'ES256' } });
	for (const given of [JSON.stringify(other), token(other)])
		expect(await claim(given)).toMatchObject({ kind: 'nothing', step: 'version', document: other });
	expect(await claim('{"a":1}')).toMatchObject({ kind: 'nothing', step: 'version', document: { a: 1 } });
});

test.each<readonly [ServedDocument, object]>([
	[
		{ kind: 'document', document: assertion },
		{ kind: 'assertion', version: '2.0', foundAt: AT },
	],
	[
		{ kind: 'document', document: other },
		{ kind: 'nothing', step: 'version' },
	],
	[
		{ kind: 'text', text: token(assertion) },
		{ kind: 'assertion', foundAt: AT, jws: { alg: 'ES256' } },
	],
	[
		{ kind: 'text', text: 'x' },
		{ kind: 'nothing', step: 'receive', reason: 'not-a-badge' },
	],
	[{ kind: 'absent' }, { kind: 'nothing', step: 'receive', reason: 'nothing-there' }],
	[
		{ kind: 'unknown', why: 'unreachable' },
		{ kind: 'nothing', step: 'receive', reason: 'no-answer' },
	],
	[
		{ kind: 'gone', document: assertion },
		{ kind: 'gone', document: assertion },
	],
	[
		{ kind: 'moved', to: 'https://y.example/a', held: { kind: 'document', document: assertion } },
		{ kind: 'assertion', foundAt: 'https://y.example/a' },
	],
	[
		{ kind: 'moved', to: 'https://y.example/a', held: { kind: 'text', text: token(assertion) } },
		{ kind: 'assertion', foundAt: 'https://y.example/a' },
	],
])('an address that holds %j', async (served, expected) => {
	expect(await claim(AT, served)).toMatchObject({ ...expected, asked: [AT] });
});

test('what cannot be read says why', async () => {
	expect(await claim('')).toMatchObject({ kind: 'nothing', step: 'receive' });
	expect(await claim('{"a":1,"a":2}')).toMatchObject({ kind: 'nothing', reason: 'duplicate-key' });
});

test('whether it is one of ours to read', () => {
	const of = (given: string) => isForLegacyEngine(readInput(given));
	expect(of(JSON.stringify(assertion))).toBe(true);
	expect(of(token(assertion))).toBe(true);
	for (const given of [JSON.stringify(other), token(other), token([1]), '{"a":1}', '', AT])
		expect([given, of(given)]).toEqual([given, false]);
	// An address found in a picture is what a badge before 3.0 may hold; an address typed alone is not read
	// here.
	const picture = { ok: false, kind: 'png', step: 'receive', reason: 'is-address' } as const;
	expect(isForLegacyEngine({ ...picture, address: AT })).toBe(true);
	expect(isForLegacyEngine(picture)).toBe(false);
});
