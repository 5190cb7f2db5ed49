import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { isSameAsServed, differencesBetween, isSameAddress, isSameBadgeClass } from './compare.ts';

const AT = 'https://x.example/a/1';

test.each<readonly [Json, Json, boolean]>([
	['x', 'x', true],
	['x', 'y', false],
	['réussie', 're\u0301ussie', true],
	['réussie', 'reussie', false],
	[{ a: ['e\u0301'] }, { a: 'é' }, true],
	[1, 1, true],
	[1, '1', false],
	[null, null, true],
	[['x'], 'x', true],
	['x', ['x'], true],
	[['x', 'y'], ['x', 'y'], true],
	[['x', 'y'], ['y', 'x'], false],
	[['x'], ['x', 'y'], false],
	[['x', 'y'], ['x'], false],
	[[], null, true],
	[AT, { id: AT, name: 'x' }, true],
	[AT, { id: `${AT}/2` }, false],
	[AT, { name: 'x' }, false],
	['', { name: 'x' }, true],
	[{ id: AT, name: 'x' }, AT, true],
	[{ id: `${AT}/2` }, AT, false],
	[{ name: 'x' }, AT, false],
	[AT, AT.replace('https', 'http'), true],
	[{ a: 1 }, { a: 1, b: 2 }, true],
	[{ a: 1, b: 2 }, { a: 1 }, false],
	[{ '@context': 'x', a: 1 }, { '@context': 'y', a: 1 }, true],
	[{ '@context': 'x' }, {}, true],
	[{ a: { b: ['x'] } }, { a: { b: 'x' } }, true],
	[{ a: { b: ['x'] } }, { a: { b: 'y' } }, false],
])('%j agrees with %j: %s', (given, served, same) => {
	expect(isSameAsServed(given, served)).toBe(same);
});

test.each([
	[AT, `${AT}/`, true],
	['http://x.example:80/a/1', AT, true],
	['http://x.example:80', 'https://x.example/', true],
	['http://x.example:8080/a/1', AT, false],
	['http://x.example:8080/a', 'https://x.example:8080/a', true],
	['https://x.example/a?b=:80/', 'https://x.example/a?b=/', false],
	['https://x.example/a#b', 'https://x.example/a#b', true],
	['https://x.example/a#b', 'https://x.example/a', false],
	['https://x.example/a?b', 'https://x.example/a?b', true],
	['https://x.example/a%7eb', 'https://x.example/a~b', true],
	['https://x.example/%c3%A9', 'https://x.example/é', true],
	['https://x.example/%61?%61', 'https://x.example/a?a', true],
	['https://x.example/a%2fb', 'https://x.example/a%2Fb', true],
	['https://x.example/a%2fb', 'https://x.example/a/b', false],
	['https://x.example/a%2561', 'https://x.example/a%61', false],
	['urn:uuid:AB', 'URN:UUID:ab', true],
	['urn:uuid:AB', 'urn:uuid:ac', false],
	['urn:x', 'urn:x', true],
	['urn:x', 'urn:X', false],
	['urn:x/', 'urn:x', false],
])('%s and %s are one address: %s', (one, other, same) => {
	expect([isSameAddress(one, other), isSameAddress(other, one)]).toEqual([same, same]);
});

const issuer = { id: 'https://x.example/issuer', name: 'École' };
const badge: JsonObject = { name: 'Collaboration', issuer };

test.each<readonly [object, object, boolean]>([
	[{}, {}, true],
	[{ name: 'Autre' }, {}, false],
	[{ name: undefined }, {}, true],
	[{ name: null }, {}, true],
	[{}, { name: undefined }, false],
	[{ issuer: issuer.id }, {}, true],
	[{}, { issuer: issuer.id }, true],
	[{ issuer: 'https://y.example/issuer' }, {}, false],
	[{ issuer: undefined }, {}, true],
	[{}, { issuer: undefined }, false],
	[{ issuer: { ...issuer, name: 'Autre' } }, {}, false],
	[{ issuer: { id: issuer.id } }, {}, true],
	[{}, { issuer: { id: issuer.id } }, false],
	[{ issuer: { ...issuer, id: 'https://y.example/issuer' } }, {}, false],
	[{ issuer: { origin: 'https://x.example' } }, { issuer: { origin: 'https://y.example' } }, false],
	[{ issuer: { origin: 'https://x.example' } }, { issuer: { origin: 'https://x.example' } }, true],
	[{ issuer: { name: 'École' } }, { issuer: { name: 'Autre' } }, false],
	[{ description: 'Avant.' }, { description: 'Après.' }, true],
])('a class with %j is the one with %j: %s', (given, served, same) => {
	const of = (change: object) => JSON.parse(JSON.stringify({ ...badge, ...change })) as JsonObject;
	expect(isSameBadgeClass(of(given), of(served))).toBe(same);
});

const hashed = (address: string, salt: string) => ({
	identity: `sha256$${createHash('sha256')
		.update(address + salt)
		.digest('hex')}`,
	salt,
});
const ada = 'ada@ecole.example';
const whole: JsonObject = {
	id: AT,
	uid: 'a1',
	recipient: { type: 'email', ...hashed(ada, 'sel') },
	badge: 'https://x.example/class',
	issuedOn: '2026-10-08T14:00:00Z',
	expires: '2030-01-01T00:00:00Z',
	evidence: 'https://x.example/evidence',
	narrative: 'Une démarche.',
	image: 'https://x.example/a.png',
};
type Differing = readonly [given: object, served: object, claims: string, others: string];

test.each<Differing>([
	[{}, {}, '', ''],
	[{ id: undefined }, {}, '', ''],
	[{}, { id: undefined }, '', 'id'],
	[{ id: `${AT}/2` }, {}, 'id', ''],
	[{ id: `${AT}/` }, {}, '', 'id'],
	// A badge without a recipient differs from one whose recipient is a hash of the empty text.
	[{ recipient: { identity: '' } }, { recipient: hashed('', 'sel') }, 'recipient', ''],
	[{ recipient: hashed('', 'sel') }, { recipient: { identity: '' } }, 'recipient', ''],
	[{ badge: 'http://x.example/class' }, {}, '', ''],
	[
		{ badge: { id: 'https://x.example/class', name: 'x' } },
		{ badge: { id: 'https://x.example/class', name: 'y' } },
		'',
		'',
	],
	[{ image: ['https://x.example/a.png'] }, { image: ['https://x.example/a.png', 'b'] }, '', 'image'],
	[{ uid: undefined }, {}, '', ''],
	[{}, { uid: undefined }, '', ''],
	[{ uid: 'a2' }, {}, 'uid', ''],
	[{ uid: null }, {}, '', ''],
	[{ recipient: { type: 'email', identity: ada } }, {}, '', 'recipient'],
	[{}, { recipient: { type: 'email', identity: ada } }, '', 'recipient'],
	[{ recipient: { type: 'email', identity: 'bruno@ecole.example' } }, {}, 'recipient', ''],
	[{ recipient: { type: 'email', ...hashed('bruno@ecole.example', 'sel') } }, {}, 'recipient', ''],
	[{ recipient: { type: 'email', ...hashed(ada, 'sel'), salt: 'poivre' } }, {}, 'recipient', ''],
	[
		{
			recipient: {
				type: 'email',
				...hashed(ada, 'sel'),
				identity: hashed(ada, 'sel').identity.toUpperCase(),
			},
		},
		{},
		'',
		'recipient',
	],
	[{ recipient: undefined }, {}, 'recipient', ''],
	[{}, { recipient: undefined }, 'recipient', ''],
	[{ recipient: undefined }, { recipient: {} }, '', ''],
	[{ badge: { id: 'https://x.example/class', name: 'x' } }, {}, '', ''],
	[{ badge: { id: 'https://x.example/other', name: 'x' } }, {}, 'badge', ''],
	[{ badge: undefined }, {}, 'badge', ''],
	[{}, { badge: undefined }, 'badge', ''],
	[{ badge: { name: 'x' } }, { badge: { name: 'x' } }, '', ''],
	[{ badge: { name: 'x' } }, { badge: { name: 'y' } }, 'badge', ''],
	[{ badge: { name: 'x' } }, {}, 'badge', ''],
	[{ badge: 12 }, { badge: undefined }, 'badge', ''],
	[{ badge: undefined }, { badge: undefined }, '', ''],
	[{ issuedOn: '2026-10-08T10:00:00-04:00' }, {}, '', 'issuedOn'],
	[{ issuedOn: '2026-10-08T14:00:00.999Z' }, {}, '', 'issuedOn'],
	[{ issuedOn: '2026-10-08T14:00:01Z' }, {}, 'issuedOn', ''],
	[{ issuedOn: '2026-10-08' }, {}, '', 'issuedOn'],
	[{}, { issuedOn: '2026-10-08' }, '', 'issuedOn'],
	[{ issuedOn: '2026-10-09' }, {}, 'issuedOn', ''],
	[{ issuedOn: undefined, issued_on: '2026-10-08' }, {}, '', 'issued_on'],
	[{ issuedOn: undefined, issued_on: '2026-10-07' }, {}, 'issuedOn', ''],
	[{ issuedOn: undefined }, {}, 'issuedOn', ''],
	[{}, { issuedOn: undefined }, 'issuedOn', ''],
	[{ issuedOn: undefined }, { issuedOn: undefined }, '', ''],
	[{ issuedOn: null }, { issuedOn: undefined }, '', ''],
	[{ issuedOn: 'hier' }, { issuedOn: 'hier' }, '', ''],
	[{ issuedOn: 'hier' }, { issuedOn: 'demain' }, 'issuedOn', ''],
	[{ issuedOn: 'hier' }, {}, 'issuedOn', ''],
	[{ expires: '2029-12-31T23:59:59Z' }, {}, 'expires', ''],
	[{ expires: '2029-12-31' }, { expires: '2029-12-31T23:59:59Z' }, '', 'expires'],
	[{ expires: '2029-12-31' }, { expires: '2029-12-31T08:00:00Z' }, '', 'expires'],
	[{ expires: undefined }, {}, 'expires', ''],
	[{}, { expires: undefined }, 'expires', ''],
	// A date that cannot be read, or a uid that is no text, is the same if both copies hold the same.
	...[
		['2030'],
		['2030', '2031'],
		{ '@value': '2030', '@type': 'xsd:dateTime' },
		{ a: { b: [1] } },
		true,
	].flatMap((odd): Differing[] => [
		[{ expires: odd }, { expires: odd }, '', ''],
		[{ issuedOn: odd }, { issuedOn: odd }, '', ''],
		[{ uid: odd }, { uid: odd }, '', ''],
		[{ expires: odd }, {}, 'expires', ''],
		[{}, { expires: odd }, 'expires', ''],
		[{ expires: undefined }, { expires: odd }, 'expires', ''],
		[{ expires: odd }, { expires: { '@value': '2031' } }, 'expires', ''],
		[{ uid: odd }, {}, 'uid', ''],
		[{}, { uid: odd }, 'uid', ''],
	]),
	[{ evidence: undefined }, {}, '', ''],
	[{ evidence: null }, {}, '', ''],
	[{ evidence: ['https://x.example/evidence'] }, {}, '', ''],
	[{ evidence: 'https://x.example/other' }, {}, 'evidence', ''],
	[{ evidence: 'http://x.example/evidence' }, {}, '', 'evidence'],
	[{}, { evidence: undefined }, 'evidence', ''],
	[{ narrative: 'Autre.' }, {}, 'narrative', ''],
	[{ narrative: 'Une de\u0301marche.' }, {}, '', 'narrative'],
	[{}, { narrative: undefined }, 'narrative', ''],
	[{ narrative: undefined }, {}, '', ''],
	[{ image: 'https://y.example/a.png' }, {}, '', 'image'],
	[{ image: undefined }, {}, '', ''],
	[{ image: null }, {}, '', ''],
	[{ image: ['https://x.example/a.png'] }, {}, '', ''],
	[{ image: ['https://x.example/a.png', 'b'] }, {}, '', 'image'],
	[{}, { image: { id: 'https://x.example/a.png', caption: 'x' } }, '', ''],
	[{}, { image: { id: 'https://x.example/b.png' } }, '', 'image'],
	[{ note: { a: 1 } }, { note: { a: 1, b: 2 } }, '', ''],
	[{ note: { a: 1, b: 2 } }, { note: { a: 1 } }, '', 'note'],
	[{ note: { a: [1, 2] } }, { note: { a: [1, 3] } }, '', 'note'],
	[{ note: 1 }, {}, '', 'note'],
	[{ '@context': 'x', type: 'x', salt: 'x' }, {}, '', ''],
])('%j beside %j: claims « %s », others « %s »', (given, served, claims, others) => {
	const of = (change: object) => JSON.parse(JSON.stringify({ ...whole, ...change })) as JsonObject;
	const found = differencesBetween(of(given), of(served));
	expect([found.claims.join(' '), found.others.join(' ')]).toEqual([claims, others]);
});

/**
 * A change of the submitted badge, a change of its hosted copy, and the properties expected to differ:
 * claims, then others.
 */
const CHANGES: readonly (readonly [given: object, served: object, claims: string[], others: string[]])[] = [
	// One copy of the assertion gives the address of the badge class, the other copy its content.
	[{ badge: { name: 'x' } }, { badge: { id: AT, name: 'x' } }, [], []],
	[{ badge: { id: AT, name: 'x' } }, { badge: { name: 'x' } }, [], []],
	[{ badge: { id: AT, name: 'x' } }, { badge: { name: 'y' } }, ['badge'], []],
	[{ badge: {} }, { badge: AT }, ['badge'], []],
	[{ badge: AT }, { badge: {} }, ['badge'], []],
	[{ badge: AT }, {}, ['badge'], []],
	[{}, { badge: AT }, ['badge'], []],
	[{}, {}, [], []],
	// A date without a time equals any instant of that day in UTC.
	[{ expires: '2030-01-01' }, { expires: '2030-01-01T23:59:59Z' }, [], ['expires']],
	[{ expires: '2030-01-01T00:00:00Z' }, { expires: '2030-01-01' }, [], ['expires']],
	[{ expires: '2030-01-01' }, { expires: '2030-01-02T00:00:00Z' }, ['expires'], []],
	[{ expires: '2030-01-01T10:00:00Z' }, { expires: '2030-01-01T10:00:00.9Z' }, [], ['expires']],
	[{ expires: '2030-01-01T10:00:00Z' }, { expires: '2030-01-01T10:00:01Z' }, ['expires'], []],
	[{ issuedOn: '2026-01-01' }, { issuedOn: '2026-01-01T00:00:00Z' }, [], ['issuedOn']],
	[{ issuedOn: '2026-01-01' }, { issuedOn: '2026-01-01T23:59:59Z' }, [], ['issuedOn']],
	[{ issuedOn: '2026-01-01' }, { issuedOn: '2025-12-31T23:59:59Z' }, ['issuedOn'], []],
	// Brackets around a single value make no difference between the submitted badge and the hosted one.
	[{ tags: 'x' }, { tags: ['x'] }, [], []],
	[{ tags: ['x'] }, { tags: 'x' }, [], []],
	[{ badge: [AT] }, { badge: AT }, [], []],
	[{ badge: AT }, { badge: [AT] }, [], []],
	[{ badge: [AT] }, { badge: [`${AT}/2`] }, ['badge'], []],
	[{ badge: [{ name: 'x', issuer: [AT] }] }, { badge: { name: 'x', issuer: AT } }, [], []],
	[{ badge: { name: 'x', issuer: [AT] } }, { badge: { name: 'x', issuer: [`${AT}/2`] } }, ['badge'], []],
	[{ expires: ['2030-01-01'] }, { expires: '2030-01-01T23:59:59Z' }, [], ['expires']],
	[{ expires: ['2030-01-01'] }, { expires: '2031-01-01' }, ['expires'], []],
	[{ id: [AT] }, { id: `${AT}/2` }, ['id'], []],
	[{ tags: 'x' }, { tags: ['x', 'y'] }, [], ['tags']],
	[{ tags: ['x', 'y'] }, { tags: 'x' }, [], ['tags']],
];
test.each(CHANGES)('%j against %j: claims %j, others %j', (given, served, claims, others) => {
	expect(differencesBetween(given as JsonObject, served as JsonObject)).toEqual({ claims, others });
});
