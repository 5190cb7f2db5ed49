import { expect, test } from 'vitest';
import { badge, issuer, SITE } from '../../../tests/hostile/older-world.ts';
import type { JsonObject } from '../json.ts';
import type { LegacyVersion } from './assertion.ts';
import { assertionFindings, checkStructure, classFindings, nameOf, profileFindings } from './structure.ts';

/**
 * A change of a document in one place, and the expected findings, such as « fault badge missing » or «
 * departure id not-uri ».
 */
type Case = readonly [change: object, ...found: readonly string[]];

const told = ({ faults, departures }: ReturnType<typeof assertionFindings>) => [
	...faults.map(({ path, problem }) => `fault ${path} ${problem}`),
	...departures.map(({ path, problem }) => `departure ${path} ${problem}`),
];
const changed = (document: object, change: object) =>
	JSON.parse(JSON.stringify({ ...document, ...change })) as JsonObject;

const recipient = { type: 'email', hashed: true, identity: 'sha256$ab', salt: 'sel' };
const common = { recipient, badge: `${SITE}/class`, issuedOn: '2026-10-08T14:00:00Z', expires: '2030-01-01' };
const hosted = { id: `${SITE}/a/1`, verification: { type: 'HostedBadge' } };

const ASSERTIONS: Readonly<Record<LegacyVersion, object>> = {
	'0.5': {
		recipient: 'ada@ecole.example',
		badge: { name: 'Collaboration' },
		issued_on: '2026-10-08',
		expires: '2030-01-01',
	},
	'1.0': { ...common, uid: 'a1', verify: { type: 'hosted', url: `${SITE}/a/1` } },
	'1.1': { ...common, ...hosted, type: 'Assertion' },
	'2.0': { ...common, ...hosted, type: 'Assertion' },
};

const recipients: readonly Case[] = [
	[{ recipient: undefined }, 'departure recipient missing'],
	[{ recipient: null }, 'departure recipient missing'],
	[{ recipient: 'ada@ecole.example' }, 'departure recipient not-object'],
	[{ recipient: 12 }, 'fault recipient not-object'],
	[{ recipient: [recipient] }, 'fault recipient not-object'],
	[{ recipient: { ...recipient, type: undefined } }, 'departure recipient.type missing'],
	[{ recipient: { ...recipient, type: ['email', 'id'] } }],
	[{ recipient: { ...recipient, type: ['email', 12] } }, 'departure recipient.type not-text'],
	[{ recipient: { ...recipient, identity: undefined } }, 'departure recipient.identity missing'],
	[{ recipient: { ...recipient, identity: ' ' } }, 'departure recipient.identity missing'],
	[{ recipient: { ...recipient, identity: 12 } }, 'departure recipient.identity not-text'],
	[{ recipient: { ...recipient, hashed: undefined } }, 'departure recipient.hashed missing'],
	[{ recipient: { ...recipient, hashed: 'true' } }, 'departure recipient.hashed wrong-value'],
	[{ recipient: { ...recipient, hashed: false } }],
	[{ recipient: { ...recipient, salt: undefined } }],
	[{ recipient: { ...recipient, salt: 12 } }, 'departure recipient.salt not-text'],
];

const dated: readonly Case[] = [
	[{ issuedOn: undefined }, 'departure issuedOn missing'],
	[{ issuedOn: 'hier' }, 'departure issuedOn not-date'],
	[{ issuedOn: 1_790_000_000 }],
	[{ expires: undefined }],
	[{ expires: null }],
	[{ expires: 'jamais' }, 'departure expires not-date'],
	[{ badge: undefined }, 'fault badge missing'],
	[{ badge: 'classe' }, 'fault badge not-uri'],
	[{ badge: 12 }, 'fault badge not-uri'],
	[{ badge: { name: 'Collaboration' } }],
	[{ badge: [`${SITE}/class`] }, 'departure badge wrong-value'],
	[{ badge: [{ name: 'Collaboration' }] }, 'departure badge wrong-value'],
	[{ badge: [`${SITE}/class`, `${SITE}/other`] }, 'fault badge not-uri'],
	[{ badge: [] }, 'fault badge not-uri'],
	[{ badge: [12] }, 'fault badge not-uri'],
	[
		{ issuedOn: ['2026-10-08'], expires: ['2030'] },
		'departure issuedOn wrong-value',
		'departure expires not-date',
	],
];

const since11: readonly Case[] = [
	...recipients,
	...dated,
	[{ id: undefined }, 'departure id missing'],
	[{ id: 'un' }, 'departure id not-uri'],
	[{ id: 'urn:uuid:1' }],
	[{ type: undefined }, 'departure type missing'],
	[{ type: 'Badge' }, 'departure type wrong-type'],
	[{ type: ['Assertion', 'Autre'] }],
	[{ verification: undefined }, 'departure verification missing'],
	[{ verification: { type: 'Autre' } }, 'departure verification wrong-value'],
	[{ verification: undefined, verify: { type: 'Autre' } }, 'departure verify wrong-value'],
	[{ verification: undefined, verify: { type: 'hosted' } }],
	[{ verify: { type: 'Autre' } }],
	[{ verification: [{ type: 'HostedBadge' }] }, 'departure verification wrong-value'],
	[{ id: ['urn:uuid:1'] }, 'departure id wrong-value'],
];

const CASES: Readonly<Record<LegacyVersion, readonly Case[]>> = {
	'0.5': [
		[{}],
		[{ recipient: undefined }, 'departure recipient missing'],
		[{ recipient: ' ' }, 'departure recipient missing'],
		[{ recipient: 12 }, 'fault recipient not-object'],
		[{ recipient }, 'departure recipient not-text'],
		[{ badge: undefined }, 'fault badge missing'],
		[{ badge: `${SITE}/class` }, 'fault badge not-object'],
		[{ issued_on: undefined }],
		[{ issued_on: 'hier' }, 'departure issued_on not-date'],
		[{ expires: 'jamais' }, 'departure expires not-date'],
		[{ id: 'un', type: 'Badge', image: 'data:image/png;base64,AA==' }],
	],
	'1.0': [
		[{}],
		...recipients,
		...dated,
		[{ uid: undefined }, 'departure uid missing'],
		[{ uid: 12 }, 'departure uid not-text'],
		[{ uid: '' }, 'departure uid missing'],
		[{ verify: undefined }, 'departure verification missing'],
		[{ verify: 'hosted' }, 'departure verify wrong-value'],
		[{ id: 'un', type: 'Badge', image: 'data:image/png;base64,AA==' }],
	],
	'1.1': [[{}], ...since11, [{ image: 'data:image/png;base64,AA==' }], [{ uid: 12 }]],
	'2.0': [
		[{}],
		...since11,
		[{ image: `${SITE}/a.png` }],
		[{ image: null }],
		[{ image: 'data:image/png;base64,AA==' }, 'fault image wrong-value'],
		[{ image: ' DATA:image/png;base64,AA==' }, 'fault image wrong-value'],
		[{ image: { id: 'data:image/png;base64,AA==' } }, 'fault image wrong-value'],
		[{ image: `${SITE}/data:x` }],
		[
			{ 'extensions:ApplyLink': { type: ['Extension', 'extensions:ApplyLink'] } },
			'fault extensions:ApplyLink.url wrong-value',
		],
		[{ uid: 12 }],
	],
};

test.each(
	Object.entries(CASES).flatMap(([version, cases]) =>
		cases.map(([change, ...found]) => [version as LegacyVersion, change, found] as const),
	),
)('an assertion of %s with %j: %j', (version, change, found) => {
	expect(told(assertionFindings(changed(ASSERTIONS[version], change), version)).sort()).toEqual(
		[...found].sort(),
	);
});

const classes: readonly (readonly [versions: string, ...Case])[] = [
	['0.5 1.0 1.1 2.0', {}],
	['0.5 1.0', { type: 'Assertion', id: 'un' }],
	['0.5 1.0', { type: undefined, id: undefined }],
	['1.1 2.0', { type: undefined }, 'departure badge.type missing'],
	['1.1 2.0', { type: 'Autre' }, 'departure badge.type wrong-type'],
	['1.1 2.0', { type: ['Autre', 'BadgeClass'] }],
	['1.1 2.0', { type: 'Assertion' }, 'fault badge.type wrong-type', 'departure badge.type wrong-type'],
	['1.1 2.0', { type: ['BadgeClass', 'Issuer'] }, 'fault badge.type wrong-type'],
	['1.1 2.0', { type: ['BadgeClass', 'Profile'] }, 'fault badge.type wrong-type'],
	['1.1 2.0', { type: ['BadgeClass', 'IssuerOrg'] }, 'fault badge.type wrong-type'],
	['1.1 2.0', { id: undefined }, 'departure badge.id missing'],
	['1.1 2.0', { id: 'classe' }, 'departure badge.id not-uri'],
	['0.5 1.0 1.1 2.0', { issuer: undefined }, 'fault badge.issuer missing'],
	['0.5 1.0 1.1 2.0', { issuer: 'École' }, 'fault badge.issuer not-uri'],
	['0.5 1.0 1.1 2.0', { issuer: { name: 'École' } }],
	['0.5 1.0 1.1 2.0', { issuer: [`${SITE}/issuer`] }, 'departure badge.issuer wrong-value'],
	['0.5 1.0 1.1 2.0', { issuer: [`${SITE}/issuer`, `${SITE}/other`] }, 'fault badge.issuer not-uri'],
	['0.5', { criteria: undefined }],
	['1.0 1.1 2.0', { criteria: undefined }, 'departure badge.criteria missing'],
	['0.5 1.0 1.1 2.0', { criteria: 'Avoir écrit.' }],
	['0.5 1.0 1.1 2.0', { description: undefined }, 'departure badge.description missing'],
	['0.5 1.0 1.1 2.0', { description: 12 }, 'departure badge.description not-text'],
	['0.5 1.0 1.1 2.0', { image: undefined }, 'departure badge.image missing'],
	['0.5 1.0 1.1 2.0', { name: undefined }, 'departure badge.name missing'],
	['0.5 1.0 1.1 2.0', { name: null }, 'departure badge.name missing'],
	['0.5 1.0 1.1 2.0', { name: '  ' }, 'departure badge.name missing'],
	['0.5 1.0 1.1 2.0', { name: 12 }, 'fault badge.name not-text'],
	['0.5 1.0 1.1 2.0', { name: ['Collaboration'] }, 'fault badge.name not-text'],
	['0.5 1.0 1.1 2.0', { name: { fr: 'Collaboration' } }, 'departure badge.name not-text'],
	[
		'1.1 2.0',
		{ 'extensions:ApplyLink': { type: ['Extension', 'extensions:ApplyLink'] } },
		'fault badge.extensions:ApplyLink.url wrong-value',
	],
];

const profiles: readonly (readonly [versions: string, ...Case])[] = [
	['0.5 1.0 1.1 2.0', { origin: SITE }],
	['0.5', { origin: undefined }, 'fault badge.issuer.origin missing'],
	['0.5', { origin: 'École' }, 'fault badge.issuer.origin not-uri'],
	['0.5', { origin: [SITE] }, 'departure badge.issuer.origin wrong-value'],
	['0.5', { origin: SITE, url: undefined, email: undefined, type: 'Assertion' }],
	['1.0', { type: 'Assertion' }],
	['1.0 1.1 2.0', { url: undefined }, 'departure badge.issuer.url missing'],
	['1.0 1.1 2.0', { url: 'École' }, 'departure badge.issuer.url not-uri'],
	['0.5 1.0 1.1', { origin: SITE, email: undefined }],
	['2.0', { email: undefined }, 'departure badge.issuer.email missing'],
	['2.0', { email: 12 }, 'departure badge.issuer.email not-text'],
	['1.1 2.0', { type: undefined }, 'departure badge.issuer.type missing'],
	['1.1 2.0', { type: 'Autre' }, 'departure badge.issuer.type wrong-type'],
	['1.1 2.0', { type: 'Issuer' }],
	['1.1 2.0', { type: 'IssuerOrg' }],
	['1.1 2.0', { type: ['Profile', 'Assertion'] }, 'fault badge.issuer.type wrong-type'],
	['1.1 2.0', { type: ['Profile', 'BadgeClass'] }, 'fault badge.issuer.type wrong-type'],
	['0.5 1.0 1.1 2.0', { origin: SITE, name: undefined }, 'departure badge.issuer.name missing'],
	['0.5 1.0 1.1 2.0', { origin: SITE, name: [] }, 'fault badge.issuer.name not-text'],
	[
		'1.0 1.1 2.0',
		{ 'extensions:ApplyLink': { type: ['Extension', 'extensions:ApplyLink'] } },
		'fault badge.issuer.extensions:ApplyLink.url wrong-value',
	],
];

const each = (cases: typeof classes) =>
	cases.flatMap(([versions, change, ...found]) =>
		versions.split(' ').map((version) => [version as LegacyVersion, change, found] as const),
	);

test.each(each(classes))('a class of %s with %j: %j', (version, change, found) => {
	expect(told(classFindings(changed(badge, change), version)).sort()).toEqual([...found].sort());
});

test.each(each(profiles))('a profile of %s with %j: %j', (version, change, found) => {
	expect(told(profileFindings(changed(issuer, change), version)).sort()).toEqual([...found].sort());
});

test('one answer for all the documents: faults before departures, each told once', () => {
	const fault = { path: 'badge', problem: 'missing' } as const;
	const other = { path: 'badge', problem: 'not-uri' } as const;
	const departure = { path: 'id', problem: 'missing' } as const;
	expect(checkStructure()).toMatchObject({ reason: 'complete' });
	expect(checkStructure({ faults: [], departures: [] })).toMatchObject({ reason: 'complete' });
	expect(
		checkStructure(
			{ faults: [], departures: [departure] },
			{ faults: [fault, fault, other], departures: [departure] },
		),
	).toMatchObject({ reason: 'incomplete', details: [fault, other] });
	expect(
		checkStructure({ faults: [], departures: [departure] }, { faults: [], departures: [departure] }),
	).toMatchObject({ reason: 'departures', details: [departure] });
});

test('a name is a text, or none', () => {
	expect([nameOf({ name: 'École' }), nameOf({ name: 12 }), nameOf({}), nameOf(undefined)]).toEqual([
		'École',
		null,
		null,
		null,
	]);
});
