import { createHash, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../contexts.ts';
import { base58Encode } from '../keys/multibase.ts';
import { CHECK_IDS } from '../reasons.ts';
import type { CheckReason } from '../reasons.ts';
import type { JsonObject } from '../json.ts';
import { LARGEST_BADGE_FILE, LARGEST_JSON, LARGEST_ISSUER_DOCUMENT } from '../limits.ts';
import { checkResult } from '../report.ts';
import type { Check, Report } from '../report.ts';
import { keyFromMultikey } from '../keys/verification-key.ts';
import type { VerificationKey } from '../keys/verification-key.ts';
import { DID, KEY } from '../worked-example.fixture.ts';
import { verifyAt } from './at-address.ts';
import { checkDates, periodOf } from './dates.ts';
import { checkIssuer, findIssuer, issuerId } from './issuer.ts';
import { keyFromText, keyFromVerificationMethod } from './key-forms.ts';
import { sharedIdContradictions } from './shape/one-shape.ts';
import type { FetchedBadge, IssuerDocumentAnswer, RegisterAnswer, VerifyOptions } from './options.ts';
import { checkRecipient } from './recipient.ts';
import { checkForNewerCopy } from './refresh.ts';
import { checkRegister } from './register.ts';
import { withSkippedSteps, buildReport } from './report-of.ts';
import type { BadgeSignature } from './badge-signature.ts';
import { readSecuredCredential } from './secured.ts';
import { signedBytesOf, checkOneSignature, checkWithoutSignature, worstSignature } from './signature.ts';
import { openBadgesVersionOf } from './shape/version.ts';
import { voucherOf } from './vouched.ts';

const NOW = new Date('2026-11-22T15:00:00Z');
const SKEW = 5 * 60_000;
const from = (milliseconds: number) => new Date(NOW.getTime() + milliseconds).toISOString();
const nothing: VerifyOptions = {
	now: NOW,
	resolveIssuer: () => ({ kind: 'unknown', why: 'unreachable' }),
	statusSource: () => ({ kind: 'absent' }),
};

const sealed = (change: Partial<BadgeSignature> = {}): BadgeSignature => ({
	suite: 'eddsa-rdfc-2022',
	kinds: ['Ed25519'],
	method: '',
	embedded: undefined,
	created: undefined,
	expires: undefined,
	attests: true,
	bytes: async () => new Uint8Array([1]),
	verify: () => true,
	...change,
});

const second = (dates: object) => ({ '@context': [CREDENTIALS_V2], ...dates }) as JsonObject;
const first = (dates: object) => ({ '@context': [CREDENTIALS_V1], ...dates }) as JsonObject;
const PAST = '2026-01-01T00:00:00Z';

test.each<
	readonly [
		JsonObject,
		Partial<BadgeSignature> | undefined,
		CheckReason<'dates'>,
		Readonly<Record<string, string>>,
	]
>([
	[second({}), undefined, 'undated', {}],
	[second({ validFrom: PAST }), undefined, 'in-force', { from: PAST }],
	[second({ validFrom: from(SKEW) }), undefined, 'in-force', { from: from(SKEW) }],
	[second({ validFrom: from(SKEW + 1) }), undefined, 'not-yet', { date: from(SKEW + 1) }],
	[second({ validUntil: from(-SKEW) }), undefined, 'expires-soon', { date: from(-SKEW) }],
	[second({ validUntil: from(-SKEW - 1) }), undefined, 'expired', { date: from(-SKEW - 1) }],
	// A badge that ends in less than thirty days expires soon; one that ends in exactly thirty days does not.
	[
		second({ validUntil: '2026-12-22T14:59:59Z' }),
		undefined,
		'expires-soon',
		{ date: '2026-12-22T14:59:59Z' },
	],
	[second({ validUntil: '2026-12-22T15:00:00Z' }), undefined, 'undated', {}],
	[second({ validFrom: PAST, validUntil: '2026-12-22T15:00:00Z' }), undefined, 'in-force', { from: PAST }],
	[second({ validUntil: '2026-11-22' }), undefined, 'expires-soon', { date: '2026-11-22T23:59:59.000Z' }],
	[second({ validUntil: '2026-11-21' }), undefined, 'expired', { date: '2026-11-21T23:59:59.000Z' }],
	[second({ validUntil: 'x' }), undefined, 'unreadable', { name: 'validUntil' }],
	[second({ validUntil: 12 }), undefined, 'unreadable', { name: 'validUntil' }],
	[second({ validFrom: 'x' }), undefined, 'unreadable', { name: 'validFrom' }],
	[second({ validFrom: 'x', validUntil: 'x' }), undefined, 'unreadable', { name: 'validUntil' }],
	[second({ validFrom: 'x', validUntil: PAST }), undefined, 'expired', { date: PAST }],
	[second({ validUntil: 'x', validFrom: from(SKEW + 1) }), undefined, 'not-yet', { date: from(SKEW + 1) }],
	[second({ validUntil: null, validFrom: null }), undefined, 'undated', {}],
	// If a date is missing, that of the other VC data model is used.
	[second({ expirationDate: PAST }), undefined, 'expired', { date: PAST }],
	[second({ validUntil: '2030-01-01T00:00:00Z', expirationDate: PAST }), undefined, 'undated', {}],
	[second({ issuanceDate: PAST }), undefined, 'in-force', { from: PAST }],
	[first({ issuanceDate: PAST }), undefined, 'in-force', { from: PAST }],
	[first({ issuanceDate: PAST, validFrom: from(SKEW + 1) }), undefined, 'in-force', { from: PAST }],
	[first({ validFrom: from(SKEW + 1) }), undefined, 'not-yet', { date: from(SKEW + 1) }],
	[first({ expirationDate: 'x' }), undefined, 'unreadable', { name: 'expirationDate' }],
	[{ validUntil: PAST }, undefined, 'expired', { date: PAST }],
	// The dates of the signature.
	[second({ validFrom: PAST }), { expires: from(-SKEW - 1) }, 'proof-expired', { date: from(-SKEW - 1) }],
	[second({ validFrom: PAST }), { expires: from(-SKEW) }, 'in-force', { from: PAST }],
	[second({ validFrom: PAST }), { expires: 'x' }, 'unreadable', { name: 'proof.expires' }],
	[second({ validFrom: PAST }), { created: from(SKEW + 1) }, 'signed-later', { date: from(SKEW + 1) }],
	[second({ validFrom: PAST }), { created: from(SKEW) }, 'in-force', { from: PAST }],
	[second({ validUntil: PAST }), { expires: PAST }, 'expired', { date: PAST }],
	[second({ validFrom: from(SKEW + 1) }), { created: from(SKEW + 2) }, 'not-yet', { date: from(SKEW + 1) }],
])('the dates of %j, sealed %j: %s', (credential, seal, reason, params) => {
	expect(checkDates(credential, seal && sealed(seal), NOW)).toStrictEqual(
		checkResult('dates', reason, params),
	);
});

test('a date is told as it is written, if it is written as the standard asks', () => {
	expect(periodOf(second({ validFrom: '2026-01-01T00:00:00+02:00', validUntil: '2026-01-02' }))).toEqual({
		from: '2026-01-01T00:00:00+02:00',
		until: '2026-01-02T23:59:59.000Z',
		unreadable: undefined,
	});
});

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const identity = (change: object) => ({
	credentialSubject: {
		identifier: [{ identityHash: 'ada@ecole.example', identityType: 'emailAddress', ...change }],
	},
});
test.each<readonly [object, string | undefined, string]>([
	[{}, 'ada@ecole.example', 'names-nobody'],
	[{ credentialSubject: {} }, undefined, 'names-nobody'],
	[{ credentialSubject: { id: 12, identifier: [] } }, 'ada@ecole.example', 'names-nobody'],
	[{ credentialSubject: { id: 'urn:x' } }, undefined, 'not-asked'],
	[{ credentialSubject: { id: 'urn:x' } }, ' ', 'not-asked'],
	[{ credentialSubject: { id: 'urn:x' } }, 'ada@ecole.example', 'no-address'],
	[{ credentialSubject: { id: 'MAILTO:ada@ecole.example' } }, 'ada@ecole.example', 'in-clear'],
	[{ credentialSubject: { id: 'mailto:ada@ecole.example' } }, 'bruno@ecole.example', 'no-match'],
	[{ credentialSubject: { id: 'x-mailto:ada@ecole.example' } }, 'ada@ecole.example', 'no-address'],
	[identity({}), undefined, 'not-asked'],
	[identity({}), 'ada@ecole.example', 'in-clear'],
	[identity({}), 'bruno@ecole.example', 'no-match'],
	[identity({ identityHash: `sha256$${hex('ada@ecole.example')}` }), 'ada@ecole.example', 'matches'],
	[identity({ identityHash: hex('ada@ecole.examplesel'), salt: 'sel' }), 'ada@ecole.example', 'matches'],
	[identity({ identityHash: hex('ada@ecole.examplesel') }), 'ada@ecole.example', 'no-match'],
	[identity({ identityType: undefined }), 'ada@ecole.example', 'in-clear'],
	[identity({ identityType: 'ext:email' }), 'ada@ecole.example', 'in-clear'],
	[identity({ identityType: 'https://x.example/vocab#emailAddress' }), 'ada@ecole.example', 'in-clear'],
	[identity({ identityType: 'E-mail_address' }), 'ada@ecole.example', 'in-clear'],
	[identity({ identityType: 'notemail' }), 'ada@ecole.example', 'no-address'],
	[identity({ identityType: 'emails' }), 'ada@ecole.example', 'no-address'],
	[identity({ identityType: 'username' }), 'ada@ecole.example', 'no-address'],
	[identity({ identityHash: '' }), 'ada@ecole.example', 'no-address'],
	[identity({ identityHash: 12 }), 'ada@ecole.example', 'no-address'],
	[
		{
			credentialSubject: {
				id: 'mailto:ada@ecole.example',
				identifier: ['x', { identityHash: hex('ada@ecole.example') }],
			},
		},
		'ada@ecole.example',
		'matches',
	],
])('the recipient of %j, asked for %j: %s', (credential, typed, reason) => {
	expect(checkRecipient(credential as JsonObject, typed).reason).toBe(reason);
});

const ID = 'urn:uuid:1';
const held: JsonObject = { id: ID, issuer: { id: DID }, '@context': [CREDENTIALS_V2], validFrom: PAST };
const service = { id: 'https://x.example/newer', type: '1EdTechCredentialRefresh' };
const newer: JsonObject = { ...held, validFrom: '2026-02-01T00:00:00Z', refreshService: service };

async function refresh(
	credential: JsonObject,
	more: Partial<VerifyOptions> = {},
	{ report = {}, binding = checkResult('binding', 'bound') as Check<'binding'> } = {},
) {
	const given: string[] = [];
	const again = async (text: string) => {
		given.push(text);
		return { ...buildReport([]), verdict: 'valid', credential: newer, ...report } as Report;
	};
	const found = await checkForNewerCopy({ credential, binding }, { ...nothing, ...more }, again);
	return { ...found.check, shown: found.shown !== undefined, given };
}
const answering = (text: string, more: object = {}): Partial<VerifyOptions> => ({
	fetchDocument: () => ({ kind: 'found', status: 200, text, contentType: '', ...more }),
});

test('a newer copy takes the place of a badge only if it is that badge, newer, and good', async () => {
	const credential = { ...held, refreshService: service };
	const there = answering('{"a":1}');
	expect(await refresh(credential, there)).toMatchObject({
		reason: 'newer-shown',
		shown: true,
		given: ['{"a":1}'],
	});
	expect(await refresh({ ...credential, refreshService: ['x', service] }, there)).toMatchObject({
		shown: true,
	});
	expect(await refresh(credential, answering('eyJ.e30.AA'))).toMatchObject({
		shown: true,
		given: ['eyJ.e30.AA'],
	});
	// A newer copy of a badge is signed, so it may be served from another site.
	const moved = answering('{"a":1}', { address: 'https://y.example' });
	expect(await refresh(credential, moved)).toMatchObject({ reason: 'newer-shown', shown: true });
	for (const verdict of ['altered', 'refused', 'malformed'])
		expect(await refresh(credential, there, { report: { verdict } })).toMatchObject({
			reason: 'newer-bad',
			shown: false,
		});
	for (const verdict of ['revoked', 'expired', 'unknown'])
		expect(await refresh(credential, there, { report: { verdict } })).toMatchObject({ shown: true });
	for (const other of [
		null,
		{ ...newer, id: 'urn:uuid:2' },
		{ ...newer, issuer: { id: 'did:web:y.example' } },
	])
		expect(await refresh(credential, there, { report: { credential: other } })).toMatchObject({
			reason: 'newer-bad',
			shown: false,
		});
	for (const validFrom of [PAST, '2025-01-01T00:00:00Z', 'x'])
		expect(
			await refresh(credential, there, { report: { credential: { ...newer, validFrom } } }),
		).toMatchObject({
			reason: 'latest',
			shown: false,
		});
	const gone: Partial<VerifyOptions> = { fetchDocument: () => ({ kind: 'gone' }) };
	expect(await refresh(credential, gone)).toMatchObject({ reason: 'unreachable', given: [] });
	const past: Partial<VerifyOptions> = {
		fetchDocument: () => ({ kind: 'unknown', why: 'too-many-documents' }),
	};
	expect(await refresh(credential, past)).toMatchObject({
		reason: 'too-many-documents',
		params: { mostDocuments: '8', mostLists: '4' },
		given: [],
	});
	const fetchless = await refresh(credential);
	expect(fetchless.reason).toBe('not-followed');
	const strange = { ...credential, refreshService: { ...service, type: 'Autre' } };
	expect((await refresh(strange, there)).reason).toBe('not-followed');
	expect((await refresh({ ...credential, refreshService: { type: service.type } }, there)).reason).toBe(
		'unreachable',
	);
});

test('of a badge without a service, the issuer’s own register speaks to whoever holds one that it gave', async () => {
	const asked: unknown[] = [];
	const served = (date: string | undefined): Partial<VerifyOptions> => ({
		currentCopy: (given) => {
			asked.push(given);
			return date;
		},
	});
	const later = '2026-02-01T00:00:00Z';
	expect(await refresh(held, served(later))).toMatchObject({
		reason: 'newer-stands',
		params: { address: ID, date: later },
	});
	expect(asked).toEqual([{ credential: held, trusted: true }]);
	expect((await refresh(held, served(PAST))).reason).toBe('none');
	expect((await refresh(held, served(undefined))).reason).toBe('none');
	expect(await refresh(held)).toMatchObject(checkResult('refresh', 'none'));
	asked.length = 0;
	const withdrawn = { binding: checkResult('binding', 'key-withdrawn') };
	expect((await refresh(held, served(later), withdrawn)).reason).toBe('newer-stands');
	expect(asked).toEqual([{ credential: held, trusted: false }]);
	expect(
		(await refresh(held, served(later), { binding: checkResult('binding', 'retired-key') })).reason,
	).toBe('newer-stands');
	asked.length = 0;
	for (const reason of ['key-of-another', 'unproven', 'not-reached', 'outside-window'] as const)
		expect((await refresh(held, served(later), { binding: checkResult('binding', reason) })).reason).toBe(
			'none',
		);
	expect(asked).toEqual([]);
	const failing: Partial<VerifyOptions> = {
		currentCopy: () => Promise.reject(new Error('no')),
	};
	expect((await refresh(held, failing)).reason).toBe('unreachable');
	const { id: _id, ...nameless } = held;
	expect((await refresh(nameless, served(later))).params).toEqual({ address: '', date: later });
});

test.each<
	readonly [RegisterAnswer | 'throws' | undefined, CheckReason<'register'>, Readonly<Record<string, string>>]
>([
	[undefined, 'not-asked', {}],
	[{ kind: 'this-site' }, 'this-site', {}],
	[{ kind: 'listed', register: 'DCC' }, 'listed', { register: 'DCC' }],
	[{ kind: 'removed', register: 'DCC' }, 'removed', { register: 'DCC' }],
	[{ kind: 'unlisted' }, 'unlisted', {}],
	[{ kind: 'unknown' }, 'unknown', {}],
	['throws', 'unknown', {}],
])('a register that says %j', async (known, reason, params) => {
	const asked: string[] = [];
	const knownIssuers = async (id: string): Promise<RegisterAnswer> => {
		asked.push(id);
		if (known === 'throws' || known === undefined) throw new Error('no');
		return known;
	};
	const found = await checkRegister(DID, known === undefined ? nothing : { ...nothing, knownIssuers });
	expect(found).toStrictEqual(checkResult('register', reason, params));
	expect(asked).toEqual(known === undefined ? [] : [DID]);
});

test('every step is told in its order, and one that was not done says after which', () => {
	const done = [
		checkResult('receive', 'read'),
		checkResult('signature', 'broken'),
		checkResult('dates', 'expired'),
	];
	const all = withSkippedSteps([...done].reverse());
	expect(all.map(({ id }) => id)).toEqual(CHECK_IDS);
	const of = (id: string) => all.find((one) => one.id === id);
	expect(of('signature')).toEqual(checkResult('signature', 'broken'));
	expect(of('version')).toEqual({ id: 'version', outcome: 'skip', reason: 'not-reached', params: {} });
	expect(of('binding')?.params).toEqual({ after: 'signature' });
	expect(of('status')?.params).toEqual({ after: 'dates' });
	const unknown = withSkippedSteps([
		checkResult('vocabulary', 'too-complex'),
		checkResult('signature', 'not-reached'),
	]);
	expect(unknown.find(({ id }) => id === 'signature')?.params).toEqual({ after: 'vocabulary' });
	const warned = withSkippedSteps([checkResult('structure', 'departures')]);
	expect(warned.find(({ id }) => id === 'signature')?.params).toEqual({});
});

test('a report names whose badge it is, and of what, as the badge does', () => {
	const credential = {
		issuer: { id: DID, name: 'École' },
		credentialSubject: { achievement: { id: 'urn:a', name: 'Collaboration' } },
	};
	const { issuer, achievement, spec } = buildReport([], '3.0', credential);
	expect([issuer, achievement, spec]).toEqual([
		{ id: DID, name: 'École' },
		{ id: 'urn:a', name: 'Collaboration' },
		'3.0',
	]);
	expect(buildReport([], null, { issuer: DID, credentialSubject: { achievement: 'urn:a' } })).toMatchObject({
		issuer: { id: DID, name: null },
		achievement: { id: 'urn:a', name: null },
	});
	expect(
		buildReport([], null, { issuer: { name: 'x' }, credentialSubject: { achievement: 12 } }),
	).toMatchObject({
		issuer: null,
		achievement: null,
	});
	expect(buildReport([], null, { issuer: { id: DID, name: 12 } }).issuer).toEqual({ id: DID, name: null });
	expect(buildReport([])).toMatchObject({ spec: null, issuer: null, achievement: null, credential: null });
});

const sound = checkResult('signature', 'sound');
test.each<readonly [string, readonly Check[], object | null]>([
	['nothing', [], null],
	['a broken signature', [checkResult('signature', 'broken'), checkResult('binding', 'bound')], null],
	['a key of another', [sound, checkResult('binding', 'key-of-another')], null],
	['a key of nobody known', [sound, checkResult('binding', 'unproven')], { by: 'nobody' }],
	['a key, and no more', [sound], null],
	[
		'its own address',
		[sound, checkResult('binding', 'bound'), checkResult('register', 'unlisted')],
		{ by: 'itself' },
	],
	['a key that was retired', [sound, checkResult('binding', 'retired-key')], { by: 'itself' }],
	[
		'its site',
		[checkResult('signature', 'hosted-copy-differs'), checkResult('binding', 'in-scope')],
		{ by: 'itself' },
	],
	[
		'a bare key',
		[sound, checkResult('binding', 'bound'), checkResult('issuer', 'key-only')],
		{ by: 'nobody' },
	],
	[
		'this site',
		[sound, checkResult('binding', 'bound'), checkResult('register', 'this-site')],
		{ by: 'this-site' },
	],
	[
		'a register',
		[
			sound,
			checkResult('binding', 'bound'),
			checkResult('issuer', 'key-only'),
			checkResult('register', 'listed', { register: 'DCC' }),
		],
		{ by: 'register', register: 'DCC' },
	],
	[
		'a register without a name',
		[sound, checkResult('binding', 'bound'), checkResult('register', 'listed')],
		{ by: 'register', register: '' },
	],
	[
		'a register, of a key unproven',
		[sound, checkResult('binding', 'unproven'), checkResult('register', 'listed')],
		{ by: 'nobody' },
	],
])('who vouches for an issuer: %s', (_what, checks, voucher) => {
	expect(voucherOf(checks)).toEqual(voucher);
});

test('what a source gave, read as a credential or a token', () => {
	expect(readSecuredCredential({ a: 1 })).toEqual({ credential: { a: 1 } });
	expect(readSecuredCredential('\uFEFF {"a":1}\n')).toEqual({ credential: { a: 1 } });
	for (const bad of ['[1]', '{"a":1,"a":2}', '{', 'mot', ''])
		expect([bad, readSecuredCredential(bad)]).toEqual([bad, undefined]);
	const padded = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`;
	expect(readSecuredCredential(padded(LARGEST_JSON))).toMatchObject({ credential: {} });
	expect(readSecuredCredential(padded(LARGEST_JSON + 1))).toBe('too-large');
	expect(readSecuredCredential('x'.repeat(LARGEST_BADGE_FILE))).toBeUndefined();
	expect(readSecuredCredential('x'.repeat(LARGEST_BADGE_FILE + 1))).toBe('too-large');
	expect(readSecuredCredential(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`)).toBe('too-large');
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const token = readSecuredCredential(`${part({ alg: 'ES256' })}.${part({ id: 'urn:x' })}.AA`);
	expect(token).toMatchObject({ credential: { id: 'urn:x' }, token: { header: { alg: 'ES256' } } });
	expect(token).toHaveProperty('claims.missing');
});

const ed = generateKeyPairSync('ed25519').publicKey;
const edJwk = ed.export({ format: 'jwk' }) as JsonObject;
const raw = Buffer.from(String(edJwk['x']), 'base64url');
const multikey = `z${base58Encode(Buffer.concat([Buffer.from('ed01', 'hex'), raw]))}`;
const pem = ed.export({ type: 'spki', format: 'pem' }).toString();
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const OLDER = 'Ed25519VerificationKey2018';
const thumbprint = (keyFromMultikey(multikey) as VerificationKey).thumbprint;

test.each<readonly [string, object, string]>([
	['a Multikey', { publicKeyMultibase: multikey }, 'read'],
	['another alphabet', { publicKeyMultibase: 'uAAA' }, 'unsupported'],
	['no Multikey', { publicKeyMultibase: 'z0' }, 'unreadable'],
	[
		'bare bytes of 2020 in another alphabet',
		{ type: 'Ed25519VerificationKey2020', publicKeyMultibase: `u${base58Encode(raw)}` },
		'unsupported',
	],
	[
		'a Multikey under the name of 2020',
		{ type: 'Ed25519VerificationKey2020', publicKeyMultibase: multikey },
		'read',
	],
	['base58, its kind in brackets', { type: [OLDER], publicKeyBase58: base58Encode(raw) }, 'read'],
	['base58 of no kind', { publicKeyBase58: base58Encode(raw) }, 'unsupported'],
	[
		'bare bytes of 2020',
		{ type: 'Ed25519VerificationKey2020', publicKeyMultibase: `z${base58Encode(raw)}` },
		'read',
	],
	['bare bytes of no kind', { type: 'Autre', publicKeyMultibase: `z${base58Encode(raw)}` }, 'not read'],
	['bare bytes of a Multikey', { type: 'Multikey', publicKeyMultibase: `z${base58Encode(raw)}` }, 'not read'],
	['a JWK', { publicKeyJwk: edJwk }, 'read'],
	['a bare JWK', edJwk, 'read'],
	['a JWK that is none', { publicKeyJwk: {} }, 'not read'],
	['base58', { type: OLDER, publicKeyBase58: base58Encode(raw) }, 'read'],
	['base58 of a Multikey', { type: 'Multikey', publicKeyBase58: base58Encode(raw) }, 'read'],
	['base58 of another kind', { type: 'Autre', publicKeyBase58: base58Encode(raw) }, 'unsupported'],
	['base58 of 31 bytes', { type: OLDER, publicKeyBase58: base58Encode(raw.subarray(1)) }, 'unsupported'],
	['base58 that is none', { type: OLDER, publicKeyBase58: '0' }, 'unreadable'],
	['hexadecimal', { type: OLDER, publicKeyHex: raw.toString('hex') }, 'read'],
	['hexadecimal in capitals', { type: OLDER, publicKeyHex: raw.toString('hex').toUpperCase() }, 'read'],
	['hexadecimal of an odd length', { type: OLDER, publicKeyHex: raw.toString('hex').slice(1) }, 'unreadable'],
	['hexadecimal that is none', { type: OLDER, publicKeyHex: `${raw.toString('hex')}zz` }, 'unreadable'],
	['PEM', { publicKeyPem: pem }, 'read'],
	['PEM after a blank', { publicKeyPem: `\n  ${pem}` }, 'read'],
	['PEM that is none', { publicKeyPem: 'x' }, 'unsupported'],
	[
		'PEM of nothing',
		{ publicKeyPem: '-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----' },
		'unreadable',
	],
	['nothing', { type: OLDER }, 'unsupported'],
	['a number', { publicKeyMultibase: 12 }, 'unsupported'],
])('the key of a method as %s', (_what, method, expected) => {
	const key = keyFromVerificationMethod(method as JsonObject);
	if (expected === 'read') expect(key).toMatchObject({ kind: 'Ed25519', thumbprint });
	else if (expected === 'not read') expect(typeof key).toBe('string');
	else expect(key).toBe(expected);
});

test('a text that holds a key by itself', () => {
	expect(keyFromText(multikey)).toMatchObject({ thumbprint });
	expect(keyFromText(` ${pem}`)).toMatchObject({ thumbprint });
	expect(keyFromText(ec.export({ type: 'spki', format: 'pem' }).toString())).toMatchObject({ kind: 'P-256' });
	expect(typeof keyFromText('x')).toBe('string');
});

const SITE = 'did:web:x.example';
const document = { id: SITE };
test('the issuer’s document, asked and found', async () => {
	const at = (answer: unknown, id = SITE) =>
		findIssuer(id, { ...nothing, resolveIssuer: () => answer as IssuerDocumentAnswer });
	const found = { kind: 'found', document };
	const silent = { kind: 'unknown', why: 'unreachable' };
	expect(await at(found)).toBe(found);
	expect(await at({ kind: 'absent' })).toEqual({ kind: 'absent' });
	expect(await at({ kind: 'found', document: 'x' })).toEqual({ kind: 'absent' });
	const rejected = { ...nothing, resolveIssuer: () => Promise.reject(new Error('no')) };
	expect(await findIssuer(SITE, rejected)).toEqual(silent);
	const own = 'https://x.example/.well-known/did.json';
	const there = (address: string) => ({ ...found, address });
	expect(await at(there(own))).toEqual(there(own));
	expect(await at(there('https://y.example/.well-known/did.json'))).toEqual(silent);
	expect(await at(there('https://www.x.example/.well-known/did.json'))).toMatchObject({ kind: 'found' });
	expect(await at(there('https://www.x.example/did.json'))).toEqual(silent);
	expect(await at(there('https://y.example/i'), 'https://x.example/i')).toEqual(silent);
	// The issuer's document may be given as the text that its site served: the engine parses it.
	const text = (given: string, more: object = {}) => at({ kind: 'text', text: given, ...more });
	expect(await text(JSON.stringify(document))).toEqual(found);
	expect(await text(JSON.stringify(document), { address: own })).toEqual(there(own));
	expect(await text(JSON.stringify(document), { address: 'https://y.example/did.json' })).toEqual(silent);
	for (const unread of ['[]', '12', '{', '{"id":1,"id":2}', '', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`])
		expect([unread, await text(unread)]).toEqual([unread, silent]);
	const long = (length: number) => JSON.stringify({ a: 'é'.repeat((length - 8) / 2) });
	expect(Buffer.byteLength(long(LARGEST_ISSUER_DOCUMENT))).toBe(LARGEST_ISSUER_DOCUMENT);
	expect(await text(long(LARGEST_ISSUER_DOCUMENT))).toMatchObject({ kind: 'found' });
	expect(await text(`${long(LARGEST_ISSUER_DOCUMENT)} `)).toEqual({ kind: 'unknown', why: 'too-large' });
	// A did:key contains its own document: the source of issuers' documents is not asked.
	expect(await at(silent, `did:key:${multikey}`)).toMatchObject({
		kind: 'found',
		document: { id: `did:key:${multikey}` },
	});
	expect(await at(found, 'did:key:zx')).toEqual({ kind: 'unknown', why: 'not-supported' });
});

test.each<readonly [string, IssuerDocumentAnswer, string, object]>([
	[SITE, { kind: 'found', document }, 'found', { address: 'https://x.example/.well-known/did.json' }],
	[
		'https://x.example/i',
		{ kind: 'found', document: { id: 'https://x.example/i' } },
		'found',
		{ address: 'https://x.example/i' },
	],
	...['http://x.example/i', 'https://x.example/i/', 'https://X.example:443/%69'].map(
		(id) =>
			[
				'https://x.example/i',
				{ kind: 'found', document: { id } },
				'found',
				{ address: 'https://x.example/i' },
			] as const,
	),
	[SITE, { kind: 'found', document: { id: `${SITE}/` } }, 'mismatch', {}],
	[SITE, { kind: 'found', document: { id: SITE.replace('x.', 'X.') } }, 'mismatch', {}],
	[
		'https://x.example/i',
		{ kind: 'found', document: { id: 'https://x.example/j' } },
		'mismatch',
		{ address: 'https://x.example/i' },
	],
	[
		SITE,
		{ kind: 'found', document: {} as never },
		'mismatch',
		{ address: 'https://x.example/.well-known/did.json' },
	],
	[
		'https://x.example/i',
		{ kind: 'found', document: { id: 'https://x.example/i' }, address: 'https://www.x.example/i' },
		'found-other-name',
		{ address: 'https://x.example/i', at: 'https://www.x.example/i' },
	],
	[
		SITE,
		{ kind: 'found', document, address: 'https://www.x.example/.well-known/did.json' },
		'found-other-name',
		{ address: 'https://x.example/.well-known/did.json', at: 'https://www.x.example/.well-known/did.json' },
	],
	['urn:x', { kind: 'absent' }, 'absent', { address: 'urn:x' }],
	['urn:x', { kind: 'unknown', why: 'unreachable' }, 'unreachable', { address: 'urn:x', most: '1' }],
	['urn:x', { kind: 'unknown', why: 'not-supported' }, 'not-supported', { address: 'urn:x', most: '1' }],
	['urn:x', { kind: 'unknown', why: 'too-large' }, 'too-large', { address: 'urn:x', most: '1' }],
	[
		'urn:x',
		{ kind: 'unknown', why: 'too-many-documents' },
		'too-many-documents',
		{ address: 'urn:x', mostDocuments: '8', mostLists: '4' },
	],
	[`did:key:${multikey}`, { kind: 'found', document }, 'key-only', { address: `did:key:${multikey}` }],
])('the issuer %s, answered %j: %s', (id, answer, reason, params) => {
	expect(checkIssuer(id, answer)).toMatchObject({ reason, params });
});

test('an issuer’s id, whether a text or a profile', () => {
	expect([
		issuerId(SITE),
		issuerId({ id: SITE }),
		issuerId({ id: 12 }),
		issuerId(12),
		issuerId(undefined),
	]).toEqual([SITE, SITE, undefined, undefined, undefined]);
});

const key = keyFromMultikey(KEY.multikey) as VerificationKey;
const bytes = new Uint8Array([1]);
test('one signature, under the key that was found for it', () => {
	const found = { key, from: 'issuer' } as const;
	const of = (
		change: Partial<BadgeSignature>,
		one: Parameters<typeof checkOneSignature>[0]['found'] = found,
		given: Uint8Array | undefined = bytes,
	) => checkOneSignature({ sealed: sealed(change), found: one, bytes: given });
	expect(of({}).reason).toBe('sound');
	expect(of({ verify: () => false }).reason).toBe('broken');
	expect(checkOneSignature({ sealed: sealed(), found }).reason).toBe('broken');
	expect(of({ kinds: ['P-256'] }).reason).toBe('broken');
	expect(of({ attests: false }).reason).toBe('wrong-purpose');
	expect(of({ attests: false }, { fault: 'missing' }).reason).toBe('wrong-purpose');
	expect(of({}, { fault: 'missing' }).reason).toBe('key-missing');
	expect(of({}, { fault: 'unreadable' }).reason).toBe('bad-key');
	expect(of({}, { fault: 'weak' }).reason).toBe('weak-key');
	expect(of({}, { fault: 'too-many-documents' })).toMatchObject({
		reason: 'too-many-documents',
		params: { mostDocuments: '8', mostLists: '4' },
	});
	expect(of({}, { fault: 'unsupported' })).toMatchObject({
		reason: 'unsupported-suite',
		params: { suite: 'eddsa-rdfc-2022' },
	});
	const seen: unknown[] = [];
	of({ verify: (...given) => (seen.push(given), true) });
	expect(seen).toEqual([[bytes, key]]);
});

test('the worst of several signatures speaks for all, and bytes are those of the key’s kind', async () => {
	const all = (['sound', 'key-missing', 'broken'] as const).map((reason) => checkResult('signature', reason));
	expect(worstSignature(all)?.reason).toBe('broken');
	expect(worstSignature(all.slice(0, 2))?.reason).toBe('key-missing');
	expect(worstSignature([...all.slice(0, 1), checkResult('signature', 'hosted-insecure')])?.reason).toBe(
		'hosted-insecure',
	);
	expect(worstSignature([])).toBeUndefined();
	const kinds: unknown[] = [];
	const counting = sealed({ bytes: async (kind) => (kinds.push(kind), bytes) });
	expect(await signedBytesOf(counting, { key, from: 'issuer' })).toEqual({ bytes });
	await signedBytesOf(counting, { fault: 'missing' });
	expect(kinds).toEqual(['Ed25519', undefined]);
	const failing = sealed({ bytes: () => Promise.reject(new Error('ours')) });
	await expect(signedBytesOf(failing, { fault: 'missing' })).rejects.toThrow('ours');
});

test('what is said of a badge none of whose signatures can be looked at', () => {
	const token = (header: object) => ({ header, payload: {}, signed: bytes, signature: bytes }) as never;
	expect(checkWithoutSignature({}, undefined).reason).toBe('no-proof');
	expect(checkWithoutSignature({ proof: [] }, undefined).reason).toBe('no-proof');
	for (const [proof, suite] of [
		[{ cryptosuite: 'x', type: 'DataIntegrityProof' }, 'x'],
		[[{ type: 'OlderSignature' }], 'OlderSignature'],
		[{}, ''],
		['x', ''],
	] as const)
		expect(checkWithoutSignature({ proof } as JsonObject, undefined)).toMatchObject({
			reason: 'unsupported-suite',
			params: { suite },
		});
	expect(checkWithoutSignature({}, token({ alg: 'none' })).reason).toBe('forbidden-algorithm');
	expect(checkWithoutSignature({}, token({ alg: 'ES256', jku: 'x' })).reason).toBe('forbidden-header');
	expect(checkWithoutSignature({ proof: {} }, token({ alg: 'ES999' }))).toMatchObject({
		reason: 'unsupported-suite',
		params: { suite: 'ES999' },
	});
});

const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
test.each<readonly [object, string | null, string, object?]>([
	[{ '@context': [CREDENTIALS_V2, OB3] }, '3.0', 'open-badges-3', { version: '3.0' }],
	[{ '@context': [CREDENTIALS_V2], type: 'OpenBadgeCredential' }, '3.0', 'open-badges-3'],
	[{ '@context': [CREDENTIALS_V2], type: ['AchievementCredential'] }, '3.0', 'open-badges-3'],
	[{ '@context': [CREDENTIALS_V1, OB3] }, '3.0', 'open-badges-3-early'],
	[{ '@context': [CREDENTIALS_V1], type: 'OpenBadgeCredential' }, '3.0', 'open-badges-3-early'],
	[{ '@context': [OB3, CREDENTIALS_V2] }, '3.0', 'open-badges-3'],
	[{ '@context': [{}, CREDENTIALS_V2, OB3] }, '3.0', 'open-badges-3'],
	[{ '@context': [OB3], type: 'OpenBadgeCredential' }, null, 'not-open-badge'],
	[{ '@context': [CREDENTIALS_V1], type: 'VerifiableCredential' }, null, 'credential-only'],
	[{ '@context': CREDENTIALS_V2, type: ['VerifiableCredential'] }, null, 'credential-only'],
	[{ '@context': [CREDENTIALS_V2] }, null, 'not-open-badge'],
	[{ type: 'VerifiableCredential' }, null, 'not-open-badge'],
	[{ '@context': [CREDENTIALS_V2, OB3], type: 'ClrCredential' }, null, 'clr'],
	[
		{ '@context': 'https://w3id.org/openbadges/v2', type: 'Assertion' },
		'2.0',
		'open-badges-2',
		{ version: '2.0' },
	],
	[
		{ '@context': 'https://w3id.org/openbadges/v1', type: 'Assertion' },
		'1.1',
		'open-badges-1',
		{ version: '1.1' },
	],
	[{}, null, 'not-open-badge'],
])('the version of %j', (given, spec, reason, params) => {
	const found = openBadgesVersionOf(given as JsonObject);
	expect([found.spec, found.check.reason]).toEqual([spec, reason]);
	if (params) expect(found.check.params).toEqual(params);
});

test('two objects of one id that tell one thing differently contradict each other', () => {
	const of = (...objects: readonly object[]) =>
		sharedIdContradictions({ list: objects } as unknown as JsonObject);
	expect(of({ id: 'a', name: 'x' }, { id: 'a', name: 'x' })).toEqual([]);
	expect(of({ id: 'a', name: 'x' }, { id: 'a', other: 'y' })).toEqual([]);
	expect(of({ id: 'a', name: 'x' }, { id: 'b', name: 'y' })).toEqual([]);
	expect(of({ name: 'x' }, { name: 'y' })).toEqual([]);
	expect(of({ id: 12, name: 'x' }, { id: 12, name: 'y' })).toEqual([]);
	expect(of({ id: 'a', type: 'x' }, { id: 'a', type: 'y' })).toEqual([]);
	expect(of({ id: 'a', name: ['x'] }, { id: 'a', name: ['x'] })).toEqual([]);
	const differ = [{ path: 'list[1]', problem: 'shared-id' }];
	expect(of({ id: 'a', name: 'x' }, { id: 'a', name: 'y' })).toEqual(differ);
	expect(of({ id: 'a', name: 'x' }, { id: 'a', other: 'x' }, { id: 'a', name: 'y' })).toEqual([
		{ path: 'list[2]', problem: 'shared-id' },
	]);
	const nested = { id: 'a', name: 'x', inner: { deep: { id: 'a', name: 'y' } } };
	expect(sharedIdContradictions(nested)).toEqual([{ path: 'inner.deep', problem: 'shared-id' }]);
	// Contexts, proofs and endorsements are not searched for contradictions here: they are checked in steps
	// of their own.
	const aside = { id: 'a', name: 'y' };
	expect(
		sharedIdContradictions({ id: 'a', name: 'x', proof: aside, endorsement: [aside], '@context': aside }),
	).toEqual([]);
});

test('what stands at an address given in place of a badge', async () => {
	const verified: unknown[] = [];
	const at = (found: FetchedBadge | 'throws') =>
		verifyAt(
			'https://x.example/a',
			async () => {
				if (found === 'throws') throw new Error('no');
				return found;
			},
			async (...given) => {
				verified.push(given);
				return buildReport([checkResult('receive', 'read')]);
			},
		);
	const reasons = async (found: FetchedBadge | 'throws') => {
		const { verdict, checks } = await at(found);
		return [verdict, ...checks.filter(({ outcome }) => outcome !== 'skip').map(({ reason }) => reason)];
	};
	await at({ kind: 'found', bytes });
	await at({ kind: 'found', bytes, address: 'https://y.example' });
	expect(verified).toEqual([
		[bytes, 'https://x.example/a'],
		[bytes, 'https://y.example'],
	]);
	expect(await reasons({ kind: 'unread', reason: 'too-large' })).toEqual(['unsupported', 'too-large']);
	expect(await reasons('throws')).toEqual(['unknown', 'no-answer']);
	expect((await reasons({ kind: 'absent' })).slice(1)).toEqual(['nothing-there']);
	expect(await reasons({ kind: 'gone' })).toEqual(['revoked', 'read', 'revoked']);
	const gone = await at({ kind: 'gone' });
	expect(gone.checks[0]?.params).toEqual({ kind: 'address' });
	expect(gone.checks[1]?.reason).toBe('not-a-picture');
});
