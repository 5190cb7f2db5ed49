import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { CLOCK_SKEW } from '../clock.ts';
import type { IssuerKey } from '../keys/did.ts';
import { signerFromPkcs8 } from '../keys/keys.ts';
import { pkcs8FromSeed } from '../index.ts';
import type { JsonObject } from '../json.ts';
import { keyFromMultikey } from '../keys/verification-key.ts';
import type { VerificationKey } from '../keys/verification-key.ts';
import { checkBinding } from './binding.ts';
import { keyFromVerificationMethod } from './key-forms.ts';
import {
	findSignatureKey,
	verificationMethodById,
	hasAnyKey,
	mayAssert,
	hasKeyId,
	fullKeyId,
} from './find-key.ts';
import type { SignatureKeyResult } from './find-key.ts';
import type { IssuerDocumentAnswer, VerifyOptions } from './options.ts';
import type { BadgeSignature } from './badge-signature.ts';
import type { SignatureWithKey } from './signature.ts';

const DID = 'did:web:x.example';
const WEB = 'https://x.example/issuer';
const multikeyOf = (seed: number) =>
	signerFromPkcs8(pkcs8FromSeed(new Uint8Array(32).fill(seed)), DID).key.multikey;
const [one, two] = [multikeyOf(1), multikeyOf(2)];
const keyOf = (multikey: string) => keyFromMultikey(multikey) as VerificationKey;
const NAME = `${DID}#a`;

const method = (change: object = {}): JsonObject =>
	({ id: NAME, type: 'Multikey', controller: DID, publicKeyMultibase: one, ...change }) as JsonObject;
const documentOf = (change: object = {}): JsonObject =>
	({ id: DID, verificationMethod: [method()], assertionMethod: [NAME], ...change }) as JsonObject;

const sealedBy = (name: string, change: Partial<BadgeSignature> = {}): BadgeSignature => ({
	suite: 'eddsa-rdfc-2022',
	kinds: ['Ed25519'],
	method: name,
	embedded: undefined,
	created: '2026-10-08T14:00:00Z',
	expires: undefined,
	attests: true,
	bytes: async () => new Uint8Array(),
	verify: () => true,
	...change,
});
const CREATED = Date.parse('2026-10-08T14:00:00Z');
const instant = (shift: number) => new Date(CREATED + shift);

interface Situation {
	readonly id?: string;
	readonly document?: JsonObject;
	readonly answer?: IssuerDocumentAnswer;
	readonly found?: SignatureKeyResult;
	readonly sealed?: BadgeSignature;
	readonly keys?: readonly IssuerKey[];
	readonly began?: string;
}
function bound({ id = DID, document = documentOf(), sealed = sealedBy(NAME), began, ...more }: Situation) {
	const found = more.found ?? { key: keyOf(one), from: 'issuer' as const };
	const answer = more.answer ?? {
		kind: 'found' as const,
		document,
		...(more.keys ? { keys: more.keys } : {}),
	};
	const keyed: SignatureWithKey = { sealed, found };
	return checkBinding(id, keyed, answer, began);
}
const apart = (name: string, more: object = {}): SignatureKeyResult => ({
	key: keyOf(one),
	from: 'address',
	method: { id: name, publicKeyMultibase: one, ...more } as JsonObject,
});
const KEYS = 'https://x.example/keys/1';

test.each<readonly [string, Situation, string]>([
	['is listed and may assert', {}, 'bound'],
	['is of an issuer nobody reached', { answer: { kind: 'unknown', why: 'unreachable' } }, 'unproven'],
	['is of an issuer that is not there', { answer: { kind: 'absent' } }, 'unproven'],
	['was not found', { found: { fault: 'missing' } }, 'unproven'],
	[
		'is listed from its fragment on',
		{ document: documentOf({ verificationMethod: [method({ id: '#a' })], assertionMethod: ['#a'] }) },
		'bound',
	],
	['is written where it may assert', { document: { id: DID, assertionMethod: [method()] } }, 'bound'],
	[
		'is another than the one of that name',
		{ found: { key: keyOf(two), from: 'elsewhere' } },
		'key-not-listed',
	],
	['is listed under another name than the badge says', { sealed: sealedBy(`${DID}#b`) }, 'key-not-listed'],
	['is said to be of another', { sealed: sealedBy('did:web:y.example#a') }, 'key-of-another'],
	['bears the beginning of the issuer’s name', { sealed: sealedBy(`${DID}.y.example#a`) }, 'key-of-another'],
	[
		'is controlled by another',
		{ document: documentOf({ verificationMethod: [method({ controller: 'did:web:y.example' })] }) },
		'key-of-another',
	],
	[
		'is controlled by several, the issuer among them',
		{ document: documentOf({ verificationMethod: [method({ controller: ['did:web:y.example', DID] })] }) },
		'bound',
	],
	[
		'is owned by another',
		{
			document: documentOf({
				verificationMethod: [method({ controller: undefined, owner: 'did:web:y.example' })],
			}),
		},
		'key-of-another',
	],
	[
		'is said to be of nobody',
		{ document: documentOf({ verificationMethod: [method({ controller: undefined })] }) },
		'bound',
	],
	[
		'was revoked',
		{ document: documentOf({ verificationMethod: [method({ revoked: '2026-01-01T00:00:00Z' })] }) },
		'key-withdrawn',
	],
	[
		'was revoked on a day',
		{ document: documentOf({ verificationMethod: [method({ revokedAt: '2026-01-01T00:00:00Z' })] }) },
		'key-withdrawn',
	],
	['was not revoked', { document: documentOf({ verificationMethod: [method({ revoked: null })] }) }, 'bound'],
	['may not assert', { document: documentOf({ assertionMethod: [] }) }, 'key-withdrawn'],
	[
		'may not assert: another may',
		{ document: documentOf({ assertionMethod: [`${DID}#b`] }) },
		'key-withdrawn',
	],
	[
		'is of a DID that says nothing of who may',
		{ document: { id: DID, verificationMethod: [method()] } },
		'unproven',
	],
	[
		'is of a profile that says nothing of who may',
		{
			id: WEB,
			sealed: sealedBy(`${WEB}#a`),
			document: { id: WEB, verificationMethod: [method({ id: `${WEB}#a`, controller: WEB })] },
		},
		'bound',
	],
	[
		'is of a profile that writes http',
		{
			id: WEB,
			sealed: sealedBy(KEYS),
			found: apart(KEYS, { controller: WEB.replace('https:', 'http:') }),
			document: { id: WEB.replace('https:', 'http:'), publicKey: [KEYS] } as JsonObject,
		},
		'bound',
	],
	[
		'is of a profile, controlled by another of its site',
		{
			id: WEB,
			sealed: sealedBy(KEYS),
			found: apart(KEYS, { controller: 'http://x.example/other' }),
			document: { id: WEB, publicKey: [KEYS] } as JsonObject,
		},
		'key-of-another',
	],
	[
		'ended before',
		{
			document: documentOf({
				verificationMethod: [method({ expires: instant(-CLOCK_SKEW - 1).toISOString() })],
			}),
		},
		'outside-window',
	],
	[
		'ended within what clocks differ by',
		{
			document: documentOf({ verificationMethod: [method({ expires: instant(-CLOCK_SKEW).toISOString() })] }),
		},
		'bound',
	],
	[
		'ended one cannot say when',
		{ document: documentOf({ verificationMethod: [method({ expires: 'x' })] }) },
		'outside-window',
	],
	[
		'ends, and nothing says when it signed',
		{
			sealed: sealedBy(NAME, { created: undefined }),
			document: documentOf({ verificationMethod: [method({ expires: '2030-01-01T00:00:00Z' })] }),
		},
		'outside-window',
	],
	[
		'ends, and signed as the badge began',
		{
			sealed: sealedBy(NAME, { created: undefined }),
			began: '2026-10-08T14:00:00Z',
			document: documentOf({ verificationMethod: [method({ expires: '2030-01-01T00:00:00Z' })] }),
		},
		'bound',
	],
	[
		'has two names, one of them withdrawn',
		{
			sealed: sealedBy(''),
			document: documentOf({ verificationMethod: [method(), method({ id: `${DID}#b`, revoked: true })] }),
		},
		'key-withdrawn',
	],
	[
		'has two names, one of which may assert',
		{
			sealed: sealedBy(''),
			document: documentOf({ verificationMethod: [method({ id: `${DID}#b` }), method()] }),
		},
		'bound',
	],
	['has no name', { sealed: sealedBy('') }, 'bound'],
	[
		'has no name, in the badge nor in the document that lets it assert',
		{ sealed: sealedBy(''), document: { id: DID, assertionMethod: [method({ id: undefined })] } },
		'bound',
	],
	[
		'has no name, in the badge nor in the document, which lets another assert',
		{
			sealed: sealedBy(''),
			document: documentOf({
				verificationMethod: [method({ id: undefined })],
				assertionMethod: [`${DID}#b`],
			}),
		},
		'key-withdrawn',
	],
	[
		'has no name, and is not listed',
		{ sealed: sealedBy(''), found: { key: keyOf(two), from: 'elsewhere' } },
		'key-not-listed',
	],
	['came with the badge', { sealed: sealedBy(`${DID}#other`, { embedded: {} }) }, 'bound'],
	[
		'came with the badge, and is not listed',
		{ sealed: sealedBy(`${DID}#other`, { embedded: {} }), found: { key: keyOf(two), from: 'elsewhere' } },
		'key-not-listed',
	],
	[
		'stands at an address that the issuer names',
		{
			sealed: sealedBy(KEYS),
			found: apart(KEYS),
			document: documentOf({ verificationMethod: [KEYS], assertionMethod: [KEYS] }),
		},
		'bound',
	],
	[
		'stands at an address that the issuer does not name',
		{
			sealed: sealedBy(KEYS),
			found: apart(KEYS),
			document: documentOf({ verificationMethod: [method({ publicKeyMultibase: two })] }),
		},
		'key-of-another',
	],
	[
		'stands at an address, and is listed under another name',
		{ sealed: sealedBy(KEYS), found: apart(KEYS) },
		'bound',
	],
	[
		'was withdrawn at its address',
		{
			sealed: sealedBy(KEYS),
			found: apart(KEYS, { revoked: true }),
			document: documentOf({ verificationMethod: [KEYS], assertionMethod: [KEYS] }),
		},
		'key-withdrawn',
	],
	[
		'is of another at its address',
		{
			sealed: sealedBy(KEYS),
			found: apart(KEYS, { controller: 'did:web:y.example' }),
			document: documentOf({ verificationMethod: [KEYS], assertionMethod: [KEYS] }),
		},
		'key-of-another',
	],
	[
		'is a bare text at its address',
		{
			sealed: sealedBy(KEYS),
			found: { key: keyOf(one), from: 'address' },
			document: documentOf({ verificationMethod: [KEYS], assertionMethod: [KEYS] }),
		},
		'bound',
	],
	[
		'stands elsewhere, though the issuer names it',
		{
			sealed: sealedBy(KEYS),
			found: { key: keyOf(one), from: 'elsewhere' },
			document: documentOf({ verificationMethod: [KEYS], assertionMethod: [KEYS] }),
		},
		'key-of-another',
	],
	[
		'is of a profile that lists none',
		{ id: WEB, sealed: sealedBy(`${WEB}#a`), document: { id: WEB } },
		'unproven',
	],
	[
		'is of a profile that lists none and lets none assert',
		{ id: WEB, sealed: sealedBy(`${WEB}#a`), document: { id: WEB, assertionMethod: [] } },
		'key-not-listed',
	],
	['is of a DID that lists none', { document: { id: DID } }, 'key-not-listed'],
])('a key that %s', (_what, situation, reason) => {
	expect(bound(situation).reason).toBe(reason);
});

const register = (change: Partial<IssuerKey> = {}): readonly IssuerKey[] => [
	{ multikey: two, state: 'compromised', notBefore: instant(0), endedAt: null },
	{ multikey: one, state: 'active', notBefore: instant(0), endedAt: null, ...change },
];
test.each<readonly [string, readonly IssuerKey[], string]>([
	['active', register(), 'bound'],
	['unknown', [], 'key-not-listed'],
	['compromised', register({ state: 'compromised' }), 'key-withdrawn'],
	['planned', register({ state: 'planned' }), 'outside-window'],
	['retired', register({ state: 'retired', endedAt: instant(1) }), 'retired-key'],
	[
		'retired within what clocks differ by',
		register({ state: 'retired', endedAt: instant(-CLOCK_SKEW) }),
		'retired-key',
	],
	['retired before', register({ state: 'retired', endedAt: instant(-CLOCK_SKEW - 1) }), 'outside-window'],
	['begun within what clocks differ by', register({ notBefore: instant(CLOCK_SKEW + 999) }), 'bound'],
	['begun after', register({ notBefore: instant(CLOCK_SKEW + 1000) }), 'outside-window'],
])('a key that our own register says %s', (_what, keys, reason) => {
	const found = bound({ keys });
	expect(found.reason).toBe(reason);
	if (reason === 'key-withdrawn') expect(found.params).toEqual({});
	if (['bound', 'retired-key', 'outside-window'].includes(reason))
		expect(found.params).toEqual({ date: '2026-10-08T14:00:00Z' });
});

test('the date that a key is held to is told: of the signature, else of the badge, else none', () => {
	const began = '2026-10-01T00:00:00Z';
	const dated = (created: string | undefined, more: object = {}) =>
		bound({ sealed: sealedBy(NAME, { created }), ...more }).params;
	expect(dated('2026-10-08T14:00:00Z', { began })).toEqual({ date: '2026-10-08T14:00:00Z' });
	expect(dated(undefined, { began })).toEqual({ date: began });
	expect(dated(undefined)).toEqual({ date: '' });
});

test('a key of ours for tokens is found by its own form', () => {
	const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const jwk = pair.publicKey.export({ format: 'jwk' }) as { kty: 'EC'; crv: string; x: string; y: string };
	const found = { key: heldIn(jwk), from: 'issuer' as const };
	const keys = [
		{ jwk: { ...jwk, kid: 'k', alg: 'ES256' }, state: 'active', notBefore: instant(0), endedAt: null },
	];
	const document = documentOf({
		verificationMethod: [{ id: NAME, type: 'JsonWebKey', controller: DID, publicKeyJwk: jwk }],
	});
	expect(bound({ found, document, keys: keys as never }).reason).toBe('bound');
});
function heldIn(jwk: object): VerificationKey {
	const found = verificationMethodById(
		{ id: DID, verificationMethod: [{ id: NAME, publicKeyJwk: jwk as never }] },
		NAME,
	);
	const key = found && keyFromVerificationMethod(found);
	if (!key || typeof key === 'string') throw new Error('The key can be read.');
	return key;
}

test('the key of a name, among those that a document holds', () => {
	const named = (document: object, name: string, kinds?: readonly ['Ed25519']) =>
		verificationMethodById(document as JsonObject, name, kinds)?.['id'];
	expect(named(documentOf(), NAME)).toBe(NAME);
	expect(named(documentOf(), `${DID}#b`)).toBeUndefined();
	for (const list of ['verificationMethod', 'assertionMethod', 'publicKey', 'keys'])
		expect([list, named({ id: DID, [list]: method() }, NAME)]).toEqual([list, NAME]);
	expect(named({ id: DID, authentication: [method()] }, NAME)).toBeUndefined();
	expect(named({ verificationMethod: [method({ id: '#a' })] }, NAME)).toBe('#a');
	// A key is also found by the `kid` of its JWK.
	const jwk = { id: `${DID}#z`, publicKeyJwk: { kid: 'k' } };
	expect(named({ id: DID, verificationMethod: [jwk] }, 'k')).toBe(`${DID}#z`);
	expect(named({ id: DID, verificationMethod: [jwk] }, `${DID}#k`)).toBe(`${DID}#z`);
	expect(named({ id: DID, verificationMethod: [jwk] }, '#k')).toBeUndefined();
	expect(verificationMethodById({ id: DID, keys: [{ kid: 'k' }] }, 'k')).toEqual({ kid: 'k' });
	// A key without an id is not found under an id that ends with « undefined ».
	expect(named({ id: DID, verificationMethod: [method()] }, `${DID}#undefined`)).toBeUndefined();
	expect(verificationMethodById({ keys: [{ kid: 'k' }] }, `${DID}#k`)).toEqual({ kid: 'k' });
	// The id of the document itself means its only key.
	expect(named(documentOf(), DID)).toBe(NAME);
	const several = documentOf({
		verificationMethod: [method(), method({ id: `${DID}#b`, publicKeyMultibase: two })],
	});
	expect(named(several, DID)).toBeUndefined();
	// A key listed in two properties of the document counts once.
	expect(named(documentOf({ assertionMethod: [method()] }), DID)).toBe(NAME);
	// When the document's id stands for its only key, only keys of the kind that signed count; a key in an
	// unsupported form counts too, since it may be of that kind.
	const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
	const mixed = documentOf({ verificationMethod: [{ id: `${DID}#ec`, publicKeyJwk: ec }, method()] });
	expect(named(mixed, DID, ['Ed25519'])).toBe(NAME);
	expect(named(mixed, DID)).toBeUndefined();
	const unread = documentOf({ verificationMethod: [{ id: `${DID}#x`, type: 'x' }, method()] });
	expect(named(unread, DID, ['Ed25519'])).toBeUndefined();
});

test('what a document says of names', () => {
	expect([hasAnyKey({}), hasAnyKey({ keys: [] }), hasAnyKey({ publicKey: 'urn:k' })]).toEqual([
		false,
		false,
		true,
	]);
	const document = documentOf({ verificationMethod: ['#c', { id: '#d' }, {}, 12] });
	expect(['#c', '#d', '#e', ''].map((end) => hasKeyId(document, `${DID}${end}`))).toEqual([
		true,
		true,
		false,
		false,
	]);
	expect(hasKeyId(document, NAME)).toBe(true);
	expect(hasKeyId({ publicKey: 'urn:k' }, 'urn:k')).toBe(true);
	expect(hasKeyId({ publicKey: 'urn:k' }, '')).toBe(false);
	expect([mayAssert(documentOf(), NAME), mayAssert(documentOf(), `${DID}#b`)]).toEqual([true, false]);
	expect(mayAssert({ id: DID, assertionMethod: '#a' }, NAME)).toBe(true);
	expect([mayAssert({ id: DID }, NAME), mayAssert({ id: WEB }, NAME), mayAssert({}, NAME)]).toEqual([
		undefined,
		true,
		true,
	]);
	expect([fullKeyId('#a', DID), fullKeyId('urn:k', DID), fullKeyId('a', DID)]).toEqual([NAME, 'urn:k', 'a']);
});

const nothing: VerifyOptions = {
	now: new Date(CREATED),
	resolveIssuer: () => ({ kind: 'unknown', why: 'unreachable' }),
	statusSource: () => ({ kind: 'absent' }),
};
const answerOf = (document: JsonObject): IssuerDocumentAnswer => ({ kind: 'found', document });
const fetching = (body: unknown): VerifyOptions => ({
	...nothing,
	fetchDocument: () => ({
		kind: 'found',
		status: 200,
		text: typeof body === 'string' ? body : JSON.stringify(body),
		contentType: '',
	}),
});

async function where(sealed: BadgeSignature, answer: IssuerDocumentAnswer, options = nothing, id = DID) {
	const found = await findSignatureKey(sealed, { id, answer }, options);
	if ('fault' in found) return found.fault;
	return [found.from, found.key.thumbprint === keyOf(one).thumbprint ? 'one' : 'other'].join(' ');
}
const none: IssuerDocumentAnswer = { kind: 'unknown', why: 'unreachable' };
const didKey = `did:key:${one}`;
const didKeyName = `${didKey}#${one}`;
const jwkOne = keyOf(one);

test('where the key of a signature is found', async () => {
	expect(await where(sealedBy(NAME), answerOf(documentOf()))).toBe('issuer one');
	expect(await where(sealedBy('#a'), answerOf(documentOf()))).toBe('issuer one');
	expect(await where(sealedBy(''), answerOf(documentOf()))).toBe('issuer one');
	expect(await where(sealedBy(''), none)).toBe('missing');
	expect(await where(sealedBy(`${DID}#b`), answerOf(documentOf()))).toBe('missing');
	expect(await where(sealedBy(`${DID}#b`), none)).toBe('missing');
	// The issuer's own document takes precedence over a key contained in the id, even if the key that it
	// lists is unsupported.
	const unread = documentOf({ verificationMethod: [{ id: didKeyName, type: 'x' }] });
	expect(await where(sealedBy(didKeyName), answerOf(unread))).toBe('unsupported');
	expect(await where(sealedBy(didKeyName), answerOf(documentOf()))).toBe('elsewhere one');
	expect(await where(sealedBy(`${didKey}#${two}`), none)).toBe('missing');
	expect(await where(sealedBy('did:key:zx#zx'), none)).not.toMatch(/one|missing/);
	// A key id whose fragment is itself a multikey gives that key.
	expect(await where(sealedBy(`urn:x#${two}`), none)).toBe('elsewhere other');
	expect(await where(sealedBy('urn:x'), none)).toBe('missing');
	expect(await where(sealedBy('urn:x#a'), none)).toBe('missing');
	expect(jwkOne.kind).toBe('Ed25519');
});

test('a key at its address, in each of its forms', async () => {
	const at = sealedBy(KEYS);
	expect(await where(at, none, fetching(method({ id: KEYS })))).toBe('address one');
	expect(await where(at, none, fetching({ publicKeyMultibase: one }))).toBe('address one');
	expect(await where(at, none, fetching(one))).toBe('address one');
	expect(await where(at, none, fetching('mot'))).toBe('missing');
	expect(await where(at, none, fetching({ id: KEYS, keys: [method()] }))).toBe('address one');
	expect(
		await where(
			at,
			none,
			fetching({ id: WEB, keys: [method(), method({ id: KEYS, publicKeyMultibase: two })] }),
		),
	).toBe('address other');
	expect(await where(at, none, fetching({ id: WEB, keys: [method()] }))).toBe('missing');
	expect(await where(at, none, fetching({}))).toBe('unsupported');
	expect(await where(at, none)).toBe('missing');
	const moved: VerifyOptions = {
		...nothing,
		fetchDocument: () => ({
			kind: 'found',
			status: 200,
			text: one,
			contentType: '',
			address: 'https://y.example/k',
		}),
	};
	expect(await where(at, none, moved)).toBe('missing');
	// If the issuer's document was found, it decides whether the key exists; if it could not be fetched, the
	// key's own address is tried.
	const ownName = sealedBy(`${WEB}#b`);
	expect(await where(ownName, answerOf({ id: WEB }), fetching(method({ id: `${WEB}#b` })), WEB)).toBe(
		'missing',
	);
	expect(await where(ownName, none, fetching(method({ id: `${WEB}#b` })), WEB)).toBe('address one');
});

test('a key that was not asked for, by our own limit, is not told as missing', async () => {
	const past = { kind: 'unknown', why: 'too-many-documents' } as const;
	const asking: VerifyOptions = { ...nothing, resolveIssuer: () => past, fetchDocument: () => past };
	const names = ['', `${DID}#b`, KEYS, `${WEB}#b`, 'did:web:y.example#a'];
	for (const name of names)
		expect([name, await where(sealedBy(name), past, asking)]).toEqual([name, 'too-many-documents']);
	expect(await where(sealedBy(`${DID}#b`), answerOf(documentOf()), asking)).toBe('missing');
	expect(await where(sealedBy('urn:x'), past, asking)).toBe('missing');
});

test('a key that the badge brings, and a key of another issuer', async () => {
	const pair = generateKeyPairSync('ed25519');
	const embedded = pair.publicKey.export({ format: 'jwk' }) as JsonObject;
	expect(await where(sealedBy('', { embedded }), answerOf(documentOf()))).toBe('elsewhere other');
	expect(await where(sealedBy('urn:x', { embedded }), none)).toBe('elsewhere other');
	expect(await where(sealedBy(NAME, { embedded }), answerOf(documentOf()))).toBe('issuer one');
	expect(await where(sealedBy('', { embedded: {} }), none)).not.toMatch(/ /);
	const resolving: VerifyOptions = {
		...nothing,
		resolveIssuer: (id) =>
			id === 'did:web:y.example'
				? answerOf({ id, verificationMethod: [method({ id: `${id}#a` })] } as JsonObject)
				: none,
	};
	expect(await where(sealedBy('did:web:y.example#a'), none, resolving)).toBe('elsewhere one');
	expect(await where(sealedBy('did:web:z.example#a'), none, resolving)).toBe('missing');
	// The DID of another issuer without a fragment does not identify a key in that issuer's document.
	expect(await where(sealedBy('did:web:y.example'), none, resolving)).toBe('missing');
});
