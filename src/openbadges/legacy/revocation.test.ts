import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { checkResult } from '../report.ts';
import type { ServedDocument } from './documents.ts';
import type { LegacyIssuer } from './issuer.ts';
import { checkRevocation } from './revocation.ts';

const LIST = 'https://x.example/revoked';
const ISSUER = 'https://x.example/issuer';
const http = (address: string) => address.replace('https:', 'http:');
const assertion: JsonObject = { id: 'urn:uuid:a', uid: 'a1' };

const issuer = (profile: JsonObject | undefined, reason = 'found'): LegacyIssuer => ({
	id: ISSUER,
	profile,
	stated: undefined,
	check: checkResult('issuer', reason as 'found'),
});
const listed = issuer({ revocationList: LIST });

async function revocation(given: JsonObject, whose: LegacyIssuer | undefined, served: ServedDocument) {
	const asked: string[] = [];
	const found = await checkRevocation(given, whose, async (id) => {
		asked.push(id);
		return served;
	});
	return { ...found, asked };
}
const status = (served: ServedDocument, given: JsonObject = assertion) => revocation(given, listed, served);
const document = (list: object): ServedDocument => ({ kind: 'document', document: list as JsonObject });

test.each<readonly [string, object, string]>([
	['by its id', { revokedAssertions: ['urn:uuid:a'] }, 'revoked'],
	['by its uid', { revokedAssertions: ['a1'] }, 'revoked'],
	['after others', { revokedAssertions: ['urn:uuid:b', 'urn:uuid:a'] }, 'revoked'],
	['in an entry of its own', { revokedAssertions: [{ id: 'urn:uuid:a' }] }, 'revoked'],
	['in an entry, by its uid', { revokedAssertions: [{ uid: 'a1' }] }, 'revoked'],
	['alone, without brackets', { revokedAssertions: { id: 'urn:uuid:a' } }, 'revoked'],
	['alone, as a word', { revokedAssertions: 'urn:uuid:a' }, 'revoked'],
	['in none', { revokedAssertions: [] }, 'not-listed'],
	['among others only', { revokedAssertions: ['urn:uuid:b', { id: 'urn:uuid:c' }, {}] }, 'not-listed'],
	['in a list of 1.0', { a1: 'Erreur' }, 'revoked'],
	['in a list of 1.0, without a reason', { 'urn:uuid:a': null }, 'revoked'],
	['in a list of 1.0 of others', { b: 'Erreur' }, 'not-listed'],
	['under its name, beside a list', { revokedAssertions: [], a1: 'Erreur' }, 'not-listed'],
	['in what is no entry', { revokedAssertions: [12] }, 'list-damaged'],
	['beside what is no entry', { revokedAssertions: ['urn:uuid:a', ['x']] }, 'list-damaged'],
	['in a list of another issuer', { issuer: 'https://y.example', revokedAssertions: [] }, 'list-issuer'],
	['in a list of this issuer', { issuer: { id: ISSUER }, revokedAssertions: [] }, 'not-listed'],
	['in a list of another address', { id: `${LIST}/2`, revokedAssertions: [] }, 'list-address'],
	['in a list of this address', { id: LIST, revokedAssertions: [] }, 'not-listed'],
	['in a list of this address over http', { id: http(LIST), revokedAssertions: [] }, 'not-listed'],
	['in a list of this issuer over http', { issuer: http(ISSUER), revokedAssertions: [] }, 'not-listed'],
	[
		'in a list of this issuer with a last slash',
		{ issuer: `${ISSUER}/`, revokedAssertions: [] },
		'not-listed',
	],
	['in a list without a readable address', { id: 12, revokedAssertions: [] }, 'list-address'],
	[
		'in a list of another issuer that withdraws it all the same',
		{ id: `${LIST}/2`, issuer: 'https://y.example', revokedAssertions: ['a1'] },
		'revoked',
	],
])('a badge %s', async (_what, list, reason) => {
	expect(await status(document(list))).toMatchObject({ reason, params: { address: LIST }, asked: [LIST] });
});

test.each([
	['https://x.example/a/1', 'http://x.example/a/1'],
	['https://x.example/a/1', 'https://x.example/a/1/'],
	['https://x.example/a/1', 'https://X.example:443/a/1'],
	['https://x.example/a~1', 'https://x.example/a%7E1'],
	['urn:uuid:AB', 'urn:uuid:ab'],
])('a badge %s is in a list that writes %s', async (own, name) => {
	for (const list of [
		{ revokedAssertions: [name] },
		{ revokedAssertions: name },
		{ revokedAssertions: [{ id: name }] },
		{ revokedAssertions: [{ uid: name }] },
		{ [name]: 'Erreur' },
	])
		for (const given of [{ id: own }, { id: 'urn:x', uid: own }])
			expect([list, (await status(document(list), given)).reason]).toEqual([list, 'revoked']);
	expect((await status(document({ revokedAssertions: [`${name}2`] }), { id: own })).reason).toBe(
		'not-listed',
	);
});

test('of several lists of an issuer the worst answer counts', async () => {
	const several = issuer({ revocationList: [LIST, `${LIST}/2`, `${LIST}/3`] });
	const found = async (...served: readonly ServedDocument[]) =>
		(
			await checkRevocation(assertion, several, async (id) => {
				const place = [LIST, `${LIST}/2`, `${LIST}/3`].indexOf(id);
				return served[place] ?? document({ revokedAssertions: [] });
			})
		).reason;
	const damaged: ServedDocument = { kind: 'text', text: 'x' };
	const silent: ServedDocument = { kind: 'unknown', why: 'unreachable' };
	expect(await found()).toBe('not-listed');
	expect(await found(document({ revokedAssertions: [] }), silent)).toBe('list-unreachable');
	expect(await found(silent, damaged)).toBe('list-damaged');
	expect(await found(damaged, silent, document({ revokedAssertions: ['a1'] }))).toBe('revoked');
});

test('the names of a badge or of an entry may stand in brackets', async () => {
	const list = document({ revokedAssertions: ['urn:uuid:a'] });
	expect((await status(list, { id: ['urn:uuid:a'] })).reason).toBe('revoked');
	expect((await status(list, { uid: ['b', 'urn:uuid:a'] })).reason).toBe('revoked');
	for (const entry of [{ id: ['urn:uuid:a'] }, { uid: ['a1'] }])
		expect((await status(document({ revokedAssertions: [entry] }))).reason).toBe('revoked');
	const owned = { id: [LIST], issuer: [ISSUER], revokedAssertions: [] };
	expect((await status(document(owned))).reason).toBe('not-listed');
	const foreign = { ...owned, issuer: ['https://y.example'] };
	expect((await status(document(foreign))).reason).toBe('list-issuer');
});

test('the reason that a list gives is told; without one, none is', async () => {
	const given = document({ revokedAssertions: [{ id: 'urn:uuid:a', revocationReason: 'Erreur de nom' }] });
	expect((await status(given)).params).toEqual({ address: LIST, reason: 'Erreur de nom' });
	expect((await status(document({ a1: 'Erreur' }))).params).toEqual({ address: LIST, reason: 'Erreur' });
	for (const list of [
		{ revokedAssertions: [{ id: 'urn:uuid:a' }] },
		{ revokedAssertions: ['a1'] },
		{ a1: 1 },
	])
		expect((await status(document(list))).params).toEqual({ address: LIST });
});

test('a badge without a name is in no list, whatever names the list has', async () => {
	expect((await status(document({ revokedAssertions: [{}, { id: null }] }), {})).reason).toBe('not-listed');
	expect((await status(document({ undefined: 'x', id: LIST }), { id: 12 })).reason).toBe('not-listed');
	// The property `id` of a revocation list of 1.0 is the list's own, never the id of a badge in it.
	expect((await status(document({ id: LIST }), { uid: 'id' })).reason).toBe('not-listed');
	expect((await status(document({ x: '' }), { uid: 'toString' })).reason).toBe('not-listed');
});

test.each<readonly [ServedDocument, string, object]>([
	[{ kind: 'unknown', why: 'too-large' }, 'list-past-limit', { most: '6' }],
	[{ kind: 'unknown', why: 'unreachable' }, 'list-unreachable', { address: LIST }],
	[{ kind: 'unknown', why: 'not-supported' }, 'list-unreachable', { address: LIST }],
	[{ kind: 'absent' }, 'list-absent', { address: LIST }],
	[{ kind: 'gone', document: undefined }, 'list-absent', { address: LIST }],
	[{ kind: 'text', text: 'x' }, 'list-damaged', { address: LIST }],
	[
		{
			kind: 'moved',
			to: 'https://y.example',
			held: { kind: 'document', document: { revokedAssertions: [] } },
		},
		'list-unreachable',
		{ address: LIST },
	],
])('a list that cannot be read: %j is %s', async (served, reason, params) => {
	expect(await status(served)).toMatchObject({ reason, params });
});

test('whether there is a list at all', async () => {
	const none = async (whose: LegacyIssuer | undefined, given = assertion) => {
		const { reason, asked } = await revocation(given, whose, { kind: 'absent' });
		return [reason, asked];
	};
	expect(await none(undefined)).toEqual(['list-unreachable', []]);
	expect(await none(issuer(undefined, 'unreachable'))).toEqual(['list-unreachable', []]);
	expect(await none(issuer(undefined, 'no-record'))).toEqual(['no-status', []]);
	expect(await none(issuer({}))).toEqual(['no-status', []]);
	expect(await none(issuer({ revocationList: { id: LIST } }))).toEqual(['list-absent', [LIST]]);
	expect(await none(issuer({ revocationList: [LIST] }))).toEqual(['list-absent', [LIST]]);
	expect(await none(issuer({ revocationList: [{ id: LIST }, 12] }))).toEqual(['list-absent', [LIST]]);
	expect(await none(undefined, { ...assertion, revoked: [true] })).toEqual(['revoked', []]);
	// A badge that states that it was revoked is revoked, without any list.
	expect(await none(undefined, { ...assertion, revoked: true })).toEqual(['revoked', []]);
	expect(await none(undefined, { ...assertion, revoked: 'true' })).toEqual(['list-unreachable', []]);
});
