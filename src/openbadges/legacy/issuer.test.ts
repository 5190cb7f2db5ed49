import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { checkResult } from '../report.ts';
import type { LegacyVersion } from './assertion.ts';
import { wwwVariantOf } from './documents.ts';
import type { ServedDocument } from './documents.ts';
import { checkHostingScope, findClass, findLegacyIssuer } from './issuer.ts';
import type { LegacyIssuer } from './issuer.ts';

const CLASS = 'https://x.example/class';
const ID = 'https://x.example/issuer';
const found = (document: object): ServedDocument => ({ kind: 'document', document: document as JsonObject });
const gone: ServedDocument = { kind: 'gone', document: undefined };
const unreachable: ServedDocument = { kind: 'unknown', why: 'unreachable' };
const moved: ServedDocument = {
	kind: 'moved',
	to: 'https://y.example',
	held: { kind: 'document', document: { id: ID, name: 'Ailleurs' } },
};

const here = { id: CLASS, name: 'Sur le site', issuer: ID };
const inPlace: JsonObject = { id: CLASS, name: 'Dans le badge', issuer: ID };
const nameless: JsonObject = { name: 'Dans le badge', issuer: ID };
const urn: JsonObject = { id: 'urn:x', name: 'Dans le badge', issuer: ID };

test.each<readonly [string, Json | undefined, boolean, ServedDocument, object]>([
	['named', CLASS, false, found(here), { kind: 'found', document: here }],
	['named by a signed badge', CLASS, true, found(here), { kind: 'found', document: here }],
	['in place', inPlace, false, found(here), { kind: 'found', document: here }],
	['in place, signed', inPlace, true, found(here), { kind: 'found', document: inPlace }],
	['in place, without an address', nameless, false, found(here), { kind: 'found', document: nameless }],
	['in place, under no web address', urn, false, found(here), { kind: 'found', document: urn }],
	['in brackets', [CLASS], false, found(here), { kind: 'found', document: here }],
	['in place in brackets', [inPlace], true, found(here), { kind: 'found', document: inPlace }],
	['twice', [CLASS, CLASS], false, found(here), { kind: 'unknown', address: '' }],
	['by its id in an object', { id: CLASS }, true, found(here), { kind: 'found', document: here }],
	['in place, its site silent', inPlace, false, unreachable, { kind: 'found', document: inPlace }],
	['in place, its site elsewhere', inPlace, false, moved, { kind: 'found', document: inPlace }],
	['named, its site elsewhere', CLASS, false, moved, { kind: 'unknown', address: CLASS }],
	['in place, taken away', inPlace, false, gone, { kind: 'absent', address: CLASS }],
	['in place, nowhere', inPlace, false, { kind: 'absent' }, { kind: 'absent', address: CLASS }],
	['in place, a page', inPlace, false, { kind: 'text', text: 'x' }, { kind: 'absent', address: CLASS }],
	['named, its site silent', CLASS, false, unreachable, { kind: 'unknown', address: CLASS }],
	['named, nowhere', CLASS, false, { kind: 'absent' }, { kind: 'absent', address: CLASS }],
	['not at all', undefined, false, found(here), { kind: 'unknown', address: '' }],
	['without issuer nor name', { name: 'x' }, true, found(here), { kind: 'unknown', address: '' }],
])('a class described %s', async (_what, badge, signed, served, expected) => {
	expect(await findClass(badge, signed, async () => served)).toEqual(expected);
});

const profile = { id: ID, name: 'École' };
type Found = readonly [reason: string, profile: object | undefined, address?: string];
test.each<readonly [string, LegacyVersion, object | string | undefined, ServedDocument, Found]>([
	['named', '2.0', ID, found(profile), ['found', profile]],
	['in place', '2.0', { id: ID, name: 'Autre' }, found(profile), ['found', profile]],
	[
		'over http',
		'2.0',
		ID,
		found({ ...profile, id: ID.replace('https', 'http') }),
		['found', { id: ID.replace('https', 'http') }],
	],
	['whose id is in brackets', '2.0', ID, found({ ...profile, id: [ID] }), ['found', { name: 'École' }]],
	['another in brackets', '2.0', ID, found({ ...profile, id: [`${ID}/2`] }), ['mismatch', undefined]],
	['another', '2.0', ID, found({ ...profile, id: `${ID}/2` }), ['mismatch', undefined]],
	['without its id', '2.0', ID, found({ name: 'École' }), ['mismatch', undefined]],
	['without its id', '1.1', ID, found({ name: 'École' }), ['mismatch', undefined]],
	['without its id', '1.0', ID, found({ name: 'École' }), ['found', { name: 'École' }]],
	['another', '1.0', ID, found({ ...profile, id: `${ID}/2` }), ['mismatch', undefined]],
	['a page', '2.0', ID, { kind: 'text', text: 'x' }, ['mismatch', undefined]],
	['nowhere', '2.0', ID, { kind: 'absent' }, ['absent', undefined]],
	['taken away', '2.0', ID, gone, ['absent', undefined]],
	['silent', '2.0', ID, unreachable, ['unreachable', undefined]],
	['elsewhere', '2.0', ID, moved, ['unreachable', undefined]],
	['no web address', '2.0', 'urn:x', found(profile), ['no-record', undefined, 'urn:x']],
	['in place, without an address', '2.0', { name: 'École' }, found(profile), ['no-record', undefined, '']],
	['nobody', '2.0', undefined, found(profile), ['no-record', undefined, '']],
	[
		'of 0.5',
		'0.5',
		{ origin: `${ID}/x`, name: 'École' },
		found(profile),
		['no-record', undefined, 'https://x.example'],
	],
	['of 0.5, without origin', '0.5', { name: 'École' }, found(profile), ['no-record', undefined, '']],
	['of 0.5, by its address alone', '0.5', ID, found(profile), ['no-record', undefined, '']],
])('an issuer %s (%s)', async (_what, version, given, served, [reason, seen, address]) => {
	const issuer = await findLegacyIssuer({ issuer: given } as JsonObject, version, async () => served);
	expect(issuer.check).toMatchObject({ reason, params: { address: address ?? ID } });
	expect(issuer.id).toBe(address ?? ID);
	if (seen) expect(issuer.profile).toMatchObject(seen);
	else expect(issuer.profile).toBeUndefined();
	expect(issuer.stated).toEqual(typeof given === 'object' ? given : undefined);
});

test('an issuer that a class names in brackets', async () => {
	const asked = async (issuer: Json, version: LegacyVersion) =>
		(await findLegacyIssuer({ issuer }, version, async () => found(profile))).id;
	expect(await asked([ID], '2.0')).toBe(ID);
	expect(await asked([{ id: ID }], '2.0')).toBe(ID);
	expect(await asked([ID, ID], '2.0')).toBe('');
	expect(await asked([{ origin: [ID] }], '0.5')).toBe('https://x.example');
});

test('an issuer whose site answers under its other name is found, and that is told', async () => {
	const at = wwwVariantOf(ID, 'https://www.x.example/issuer');
	const { check: told } = await findLegacyIssuer({ issuer: ID }, '2.0', async () => ({
		kind: 'document',
		document: profile,
		...(at === undefined ? {} : { at }),
	}));
	expect(told).toMatchObject({
		outcome: 'warn',
		reason: 'found-other-name',
		params: { address: ID, at: 'https://www.x.example/issuer' },
	});
});

const whose = (verification?: Json, id = ID): LegacyIssuer => ({
	id,
	profile: { id, ...(verification ? { verification } : {}) },
	stated: undefined,
	check: checkResult('issuer', 'found', { address: id }),
});
const IN = 'https://x.example/a/1';

test.each<readonly [string, LegacyIssuer, LegacyVersion, string]>([
	[IN, whose(), '2.0', 'in-scope'],
	['https://x.example:8443/a/1', whose(), '2.0', 'out-of-scope'],
	['https://a.x.example/1', whose(), '2.0', 'out-of-scope'],
	[IN, whose({}), '2.0', 'in-scope'],
	[IN, whose({ startsWith: [] }), '2.0', 'in-scope'],
	[IN, whose({ startsWith: 'https://x.example/a/' }), '2.0', 'in-scope'],
	[IN, whose({ startsWith: 'https://x.example/a/2' }), '2.0', 'out-of-scope'],
	[IN, whose({ startsWith: ['https://x.example/b/', 'HTTP://x.example/a/'] }), '2.0', 'in-scope'],
	[IN, whose({ startsWith: 'x.example' }), '2.0', 'out-of-scope'],
	[IN, whose({ startsWith: 12 }), '2.0', 'out-of-scope'],
	['https://x.example.mallory.example/', whose({ startsWith: 'https://x.example' }), '2.0', 'out-of-scope'],
	// A rule in the issuer's profile replaces the default, which is that badges are on the issuer's own host.
	[IN, whose({ startsWith: 'https://z.example/' }), '2.0', 'out-of-scope'],
	['https://z.example/1', whose({ startsWith: 'https://z.example/' }), '2.0', 'in-scope'],
	// A rule is one in brackets too, and each of several rules says where badges may be hosted.
	[IN, whose([{ startsWith: 'https://z.example/' }]), '2.0', 'out-of-scope'],
	['https://z.example/1', whose([{ startsWith: 'https://z.example/' }]), '2.0', 'in-scope'],
	[
		IN,
		whose([{ startsWith: 'https://z.example/' }, { startsWith: 'https://y.example/' }]),
		'2.0',
		'out-of-scope',
	],
	[
		'https://y.example/1',
		whose([{ startsWith: 'https://z.example/' }, { startsWith: 'https://y.example/' }]),
		'2.0',
		'in-scope',
	],
	['https://z.example/1', whose({ allowedOrigins: 'z.example' }), '2.0', 'in-scope'],
	['https://z.example:8443/1', whose({ allowedOrigins: 'z.example' }), '2.0', 'in-scope'],
	['https://z.example:8443/1', whose({ allowedOrigins: 'z.example:8443' }), '2.0', 'in-scope'],
	['https://z.example:8443/1', whose({ allowedOrigins: 'z.example:9' }), '2.0', 'out-of-scope'],
	['https://z.example/1', whose({ allowedOrigins: 'https://Z.example/x' }), '2.0', 'in-scope'],
	['https://z.example/1', whose({ allowedOrigins: ['x.example'] }), '2.0', 'out-of-scope'],
	['https://z.example/1', whose({ allowedOrigins: ['https://['] }), '2.0', 'out-of-scope'],
	['https://z.example/1', whose({ allowedOrigins: [12] }), '2.0', 'out-of-scope'],
	[
		'https://z.example/1',
		whose({ allowedOrigins: 'z.example', startsWith: 'https://x.example/' }),
		'2.0',
		'out-of-scope',
	],
	[IN, { ...whose(), profile: undefined }, '2.0', 'unproven'],
	[IN, { ...whose(), profile: undefined }, '0.5', 'in-scope'],
	['https://y.example/', { ...whose(), profile: undefined }, '0.5', 'out-of-scope'],
	[IN, { ...whose(), profile: undefined, id: '' }, '0.5', 'unproven'],
])('%s under %j (%s) is %s', (address, issuer, version, reason) => {
	expect(checkHostingScope(address, issuer, version)).toMatchObject({
		reason,
		params: reason === 'unproven' ? {} : { address },
	});
});
