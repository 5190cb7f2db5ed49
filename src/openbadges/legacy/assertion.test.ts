import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import {
	assertionVerificationOf,
	expires,
	idOfReference,
	issuedOn,
	latestVersion,
	legacyVersionOf,
	statedVersionOf,
} from './assertion.ts';
import type { AssertionVerification, LegacyVersion } from './assertion.ts';

const AT = 'https://x.example/a/1';

test.each([
	[{ '@context': 'https://w3id.org/openbadges/v2' }, '2.0'],
	[{ '@context': ['https://x.example', 'http://openbadgespec.org/v2/context.json'] }, '2.0'],
	[{ '@context': ['https://w3id.org/openbadges/v1', 'https://w3id.org/openbadges/v2'] }, '2.0'],
	[{ '@context': 'https://w3id.org/openbadges/v1' }, '1.1'],
	[{ '@context': [{}, 'http://openbadgespec.org/v1'] }, '1.1'],
	[{ '@context': 'https://w3id.org/openbadges/v3' }, undefined],
	[{ '@context': 'https://x.example/?https://w3id.org/openbadges/v2' }, undefined],
	[{ '@context': 'https://x.example/?https://w3id.org/openbadges/v1' }, undefined],
	[{ '@context': 'https://x.example', recipient: {}, badge: AT }, undefined],
	[{ '@context': [], recipient: {}, badge: AT }, '1.0'],
	[{ '@context': [{}], recipient: {}, badge: AT }, '1.0'],
	[{ recipient: {}, badge: AT }, '1.0'],
	[{ recipient: 'ada', badge: {} }, '0.5'],
	[{ recipient: 'ada' }, undefined],
	[{ badge: {} }, undefined],
	[{}, undefined],
])('the version of %j is %s', (document, version) => {
	expect(legacyVersionOf(document)).toBe(version);
});

test.each([
	[{ '@context': 'https://w3id.org/openbadges/v2' }, '2.0'],
	[{ '@context': 'https://w3id.org/openbadges/v1' }, '1.1'],
	[{ '@context': ['https://w3id.org/openbadges/v1', 'https://x.example'] }, '1.1'],
	[{ '@context': ['https://w3id.org/openbadges/v1', 'https://w3id.org/openbadges/v2'] }, '2.0'],
	[{ '@context': 'https://w3id.org/openbadges/v1', type: 'Profile' }, '1.1'],
	[{ '@context': 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json' }, '2.0'],
	[{ '@context': [{}] }, '2.0'],
	[{ '@context': [], type: ['Profile', 'Autre'] }, '2.0'],
	[{ type: 'Profile' }, '2.0'],
	[{ type: 'Issuer' }, undefined],
	[{}, undefined],
	[undefined, undefined],
])('the version that a class or a profile states: %j is %s', (document, version) => {
	expect(statedVersionOf(document)).toBe(version);
});

test('the latest of several versions', () => {
	expect([
		latestVersion('1.0'),
		latestVersion('1.0', undefined),
		latestVersion('1.0', '2.0', '1.1'),
		latestVersion('2.0', '0.5'),
	]).toEqual(['1.0', '1.0', '2.0', '2.0']);
});

const hosted = (address: string | undefined): AssertionVerification => ({ kind: 'hosted', address });
const signed = (key: string | undefined): AssertionVerification => ({ kind: 'signed', key });

test.each<readonly [LegacyVersion, JsonObject, AssertionVerification | undefined]>([
	['0.5', { id: AT, verify: { type: 'signed', url: AT } }, hosted(undefined)],
	['1.0', { id: AT }, hosted(AT)],
	['1.0', { id: 'urn:x' }, undefined],
	['1.0', {}, undefined],
	['1.0', { id: AT, verify: 'hosted' }, undefined],
	['1.0', { verify: { type: 'hosted', url: AT } }, hosted(AT)],
	['2.0', { id: AT, verify: { type: 'hosted', url: 'https://y.example' } }, hosted(AT)],
	['2.0', { id: 'urn:x', verify: { type: 'hosted', url: AT } }, hosted(AT)],
	['2.0', { id: 'urn:x', verification: { type: 'HostedBadge' } }, hosted(undefined)],
	['2.0', { id: AT, verification: { type: ['Autre', 'HostedBadge'] } }, hosted(AT)],
	['2.0', { id: AT, verification: { type: 'SignedBadge', creator: 'urn:key', url: AT } }, signed('urn:key')],
	['2.0', { id: AT, verification: { type: 'SignedBadge', creator: { id: 'urn:key' } } }, signed('urn:key')],
	['1.0', { id: AT, verify: { type: 'signed', url: AT } }, signed(AT)],
	['1.0', { verify: { type: 'signed' } }, signed(undefined)],
	['2.0', { id: [AT], verification: [{ type: 'HostedBadge' }] }, hosted(AT)],
	['2.0', { id: AT, verification: [{ type: 'SignedBadge', creator: ['urn:key'] }] }, signed('urn:key')],
	['1.0', { verify: [{ type: 'signed', url: [AT] }] }, signed(AT)],
	['2.0', { id: AT, verification: [{ type: 'HostedBadge' }, { type: 'SignedBadge' }] }, undefined],
	['2.0', { id: AT, verification: { type: 'Autre', url: AT } }, undefined],
	['2.0', { id: AT, verification: {} }, undefined],
	[
		'2.0',
		{ id: AT, verification: { type: 'HostedBadge' }, verify: { type: 'signed', url: 'urn:key' } },
		hosted(AT),
	],
])('how an assertion of %s can be believed: %j is %j', (version, assertion, backing) => {
	expect(assertionVerificationOf(assertion, version)).toEqual(backing);
});

test('an id stands alone or in its object; the day of award has two names', () => {
	expect([
		idOfReference(AT),
		idOfReference({ id: AT }),
		idOfReference({ id: 12 }),
		idOfReference(12),
		idOfReference([AT]),
		idOfReference(undefined),
	]).toEqual([AT, AT, undefined, undefined, undefined, undefined]);
	expect([issuedOn({ issuedOn: [3] }), expires({ expires: [4] }), expires({})]).toEqual([3, 4, undefined]);
	expect([issuedOn({ issued_on: 1 }), issuedOn({ issuedOn: 2, issued_on: 1 }), issuedOn({})]).toEqual([
		1,
		2,
		undefined,
	]);
});
