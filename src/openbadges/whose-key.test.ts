import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import {
	didDocument,
	generateEd25519Key,
	issueCredential,
	signerFromPkcs8,
	verdictSentence,
	verifyBadge,
	vouchedSentence,
} from './index.ts';
import type { JsonObject, VerifyOptions } from './index.ts';
import { isFromOtherSite } from './legacy/documents.ts';
import { base58Encode } from './keys/multibase.ts';
import { decodeMultikey } from './keys/multikey.ts';
import { badge, DID, ISSUED, KEY, NOW, SIGNER } from './worked-example.fixture.ts';

const SCHOOL = 'did:web:ecole.example';
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = pair.publicKey.export({ format: 'jwk' }) as JsonObject;
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const strange = stranger.publicKey.export({ format: 'jwk' }) as JsonObject;

const of = (issuer: string): JsonObject => {
	const { credentialStatus: _status, ...whole } = badge();
	return { ...whole, issuer: { ...(whole['issuer'] as JsonObject), id: issuer } };
};

/** A token with this header that holds a badge of `issuer`, signed with the key pair `by`. */
function token(issuer: string, header: object, by = pair): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const text = `${part({ alg: 'ES256', ...header })}.${part(of(issuer))}`;
	const key = { key: by.privateKey, dsaEncoding: 'ieee-p1363' } as const;
	return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

/** Options of a verification on a web that serves only these documents. */
function web(
	documents: Readonly<Record<string, JsonObject>>,
	more: Partial<VerifyOptions> = {},
): VerifyOptions {
	const unreachable = { kind: 'unknown', why: 'unreachable' } as const;
	return {
		now: NOW,
		resolveIssuer: (id) => {
			const document = documents[id];
			return document ? { kind: 'found', document } : unreachable;
		},
		statusSource: () => unreachable,
		fetchDocument: (url) => {
			const document = documents[url];
			if (!document) return unreachable;
			return { kind: 'found', status: 200, text: JSON.stringify(document), contentType: 'application/json' };
		},
		...more,
	};
}

const method = (more: JsonObject = {}, id = `${SCHOOL}#p`): JsonObject => ({
	id,
	type: 'JsonWebKey',
	controller: SCHOOL,
	publicKeyJwk: jwk,
	...more,
});
const did = (
	methods: readonly JsonObject[],
	assertionMethod?: readonly (string | JsonObject)[],
): JsonObject => ({
	id: SCHOOL,
	verificationMethod: methods,
	assertionMethod: assertionMethod ?? methods.map((one) => String(one['id'])),
});

async function judged(given: string | JsonObject, options: VerifyOptions) {
	const report = await verifyBadge(given, options);
	const reason = (id: string) => report.checks.find((one) => one.id === id)?.reason;
	return { report, found: [report.verdict, reason('signature'), reason('binding')] };
}
const whose = async (given: string | JsonObject, options: VerifyOptions) =>
	(await judged(given, options)).found;

const BOUND = ['valid', 'sound', 'bound'];
const UNKNOWN = ['unknown', 'key-missing', 'not-reached'];

test('only what the issuer’s own document lists speaks for it, wherever on its host another key stands', async () => {
	const listing = { [SCHOOL]: did([method()]) };
	expect(await whose(token(SCHOOL, { kid: `${SCHOOL}#p` }), web(listing))).toEqual(BOUND);
	for (const kid of [
		'https://ecole.example/~mallory/key.json',
		'https://ecole.example/key.json#k',
		'https://ecole.example/keys.json',
		'https://ecole.example/keys.json#mallory',
	]) {
		const served: Readonly<Record<string, JsonObject>> = {
			...listing,
			'https://ecole.example/~mallory/key.json': strange,
			'https://ecole.example/key.json': {
				id: 'https://ecole.example/key.json#k',
				controller: SCHOOL,
				type: 'JsonWebKey',
				publicKeyJwk: strange,
			},
			'https://ecole.example/keys.json': { keys: [{ ...strange, kid: 'mallory' }] },
		};
		expect([kid, ...(await whose(token(SCHOOL, { kid }, stranger), web(served)))]).toEqual([
			kid,
			'refused',
			'sound',
			'key-of-another',
		]);
		// If the issuer's document cannot be fetched, nothing tells whose the key is.
		const { [SCHOOL]: _own, ...rest } = served;
		expect([kid, ...(await whose(token(SCHOOL, { kid }, stranger), web(rest)))]).toEqual([
			kid,
			'valid-issuer-unproven',
			'sound',
			'unproven',
		]);
	}
});

test('a key that stands apart is the issuer’s once its document names it back, and as long as it says so', async () => {
	const kid = 'https://ecole.example/keys/1';
	const given = token(SCHOOL, { kid });
	const apart = (document: JsonObject) => web({ [SCHOOL]: did([], [kid]), [kid]: document });
	const whole = { id: kid, type: 'JsonWebKey', publicKeyJwk: jwk };
	expect(await whose(given, apart(jwk))).toEqual(BOUND);
	expect(await whose(given, apart({ ...whole, controller: SCHOOL }))).toEqual(BOUND);
	expect(await whose(given, apart({ ...whole, controller: 'did:web:autre.example' }))).toEqual([
		'refused',
		'sound',
		'key-of-another',
	]);
	expect(await whose(given, apart({ ...whole, revoked: '2026-10-01T00:00:00Z' }))).toEqual([
		'refused',
		'sound',
		'key-withdrawn',
	]);
	expect(await whose(given, apart({ ...whole, expires: '2026-10-01T00:00:00Z' }))).toEqual([
		'refused',
		'sound',
		'outside-window',
	]);
	expect(await whose(given, apart({ ...whole, expires: '2026-10-08T14:00:00Z' }))).toEqual(BOUND);
	const profile = 'https://ecole.example/organisme';
	const named = { id: profile, type: ['Profile'], publicKey: kid };
	expect(await whose(token(profile, { kid }), web({ [profile]: named, [kid]: jwk }))).toEqual(BOUND);
	const other = { ...named, publicKey: 'https://ecole.example/keys/2' };
	expect(await whose(token(profile, { kid }), web({ [profile]: other, [kid]: jwk }))).toEqual([
		'refused',
		'sound',
		'key-of-another',
	]);
	const silent = { id: profile, type: ['Profile'] };
	expect(await whose(token(profile, { kid }), web({ [profile]: silent, [kid]: jwk }))).toEqual([
		'valid-issuer-unproven',
		'sound',
		'unproven',
	]);
});

test('a key in the document of another DID is the issuer’s if its own document names it, and both let it assert', async () => {
	const network = 'did:web:reseau.example';
	const kid = `${network}#p`;
	const entry = (more: JsonObject = {}): JsonObject => ({
		...{ id: kid, type: 'JsonWebKey', controller: network, publicKeyJwk: jwk },
		...more,
	});
	const documents = (
		school: JsonObject,
		of: JsonObject = {},
		more: JsonObject = {},
	): Readonly<Record<string, JsonObject>> => ({
		[SCHOOL]: { id: SCHOOL, ...school },
		[network]: { id: network, verificationMethod: [entry(more)], assertionMethod: [kid], ...of },
	});
	const given = token(SCHOOL, { kid });
	const naming = { assertionMethod: [kid] };
	expect(await whose(given, web(documents(naming)))).toEqual(BOUND);
	expect(await whose(given, web(documents(naming, {}, { controller: [SCHOOL, network] })))).toEqual(BOUND);
	const profile = 'https://ecole.example/organisme';
	const named = {
		...documents(naming),
		[profile]: { id: profile, type: ['Profile'], assertionMethod: [kid] },
	};
	expect(await whose(token(profile, { kid }), web(named))).toEqual(BOUND);
	for (const [what, of, reason] of [
		[
			'named for another purpose',
			documents({ verificationMethod: [kid], authentication: [kid] }),
			'key-of-another',
		],
		['another key is named', documents({ assertionMethod: [`${network}#q`] }), 'key-of-another'],
		['no longer allowed by its own document', documents(naming, { assertionMethod: [] }), 'key-of-another'],
		[
			'its own document allows none',
			documents(naming, { assertionMethod: undefined as never }),
			'key-of-another',
		],
		[
			'controlled by a third',
			documents(naming, {}, { controller: 'did:web:autre.example' }),
			'key-of-another',
		],
		['withdrawn', documents(naming, {}, { revoked: '2026-10-01T00:00:00Z' }), 'key-withdrawn'],
		['ended', documents(naming, {}, { expires: '2026-10-01T00:00:00Z' }), 'outside-window'],
	] as const)
		expect([what, ...(await whose(given, web(of)))]).toEqual([what, 'refused', 'sound', reason]);
	// The other DID does not make itself the issuer's by naming the issuer.
	const claiming = documents({ assertionMethod: [] }, { controller: SCHOOL }, { controller: SCHOOL });
	expect(await whose(given, web(claiming))).toEqual(['refused', 'sound', 'key-of-another']);
	// Whoever answers at an address, without a document of its own, is not referred to so.
	const { [network]: _none, ...alone } = documents(naming);
	expect((await whose(given, web(alone)))[1]).toBe('key-missing');
});

test('what is said of a listed key counts: whose, until when, withdrawn, allowed to assert', async () => {
	const given = token(SCHOOL, { kid: `${SCHOOL}#p` });
	const saying = (more: JsonObject, assertion?: readonly string[]) =>
		whose(given, web({ [SCHOOL]: did([method(more)], assertion) }));
	expect(await saying({ controller: [SCHOOL, 'did:web:autre.example'] })).toEqual(BOUND);
	expect(await saying({ controller: 'did:web:autre.example' })).toEqual([
		'refused',
		'sound',
		'key-of-another',
	]);
	expect(await saying({ revoked: '2030-01-01T00:00:00Z' })).toEqual(['refused', 'sound', 'key-withdrawn']);
	expect(await saying({ revokedAt: '2026-01-01T00:00:00Z' })).toEqual(['refused', 'sound', 'key-withdrawn']);
	for (const served of [{ revoked: null }, { revoked: false }, { revokedAt: false, revoked: false }])
		expect(await saying(served)).toEqual(BOUND);
	expect(await saying({ revoked: true })).toEqual(['refused', 'sound', 'key-withdrawn']);
	expect(await saying({}, [])).toEqual(['refused', 'sound', 'key-withdrawn']);
	const { assertionMethod: _none, ...silent } = did([method()]);
	expect(await whose(given, web({ [SCHOOL]: silent }))).toEqual([
		'valid-issuer-unproven',
		'sound',
		'unproven',
	]);
	const whole = { id: SCHOOL, assertionMethod: [method()] };
	expect(await whose(given, web({ [SCHOOL]: whole }))).toEqual(BOUND);
	// The issuer's document lists one key under two ids, one of them revoked.
	const twice = did([method(), method({ revoked: '2026-01-01T00:00:00Z' }, `${SCHOOL}#q`)]);
	expect(await whose(token(SCHOOL, {}), web({ [SCHOOL]: twice }))).not.toEqual(BOUND);
});

test('a site that sends on to another does not serve for it', async () => {
	const given = token(SCHOOL, { kid: `${SCHOOL}#p` });
	const at = (address: string) =>
		whose(given, web({}, { resolveIssuer: () => ({ kind: 'found', document: did([method()]), address }) }));
	expect(await at('https://ecole.example/.well-known/did.json')).toEqual(BOUND);
	expect(await at('https://ecole.example/ailleurs/did.json')).toEqual(BOUND);
	for (const address of [
		'https://mallory.example/did.json',
		'https://ecole.example.mallory.example/did.json',
		'https://ecole.example:8443/did.json',
		'http://ecole.example/did.json',
		'data:,',
	]) {
		expect([address, (await at(address))[2]]).not.toEqual([address, 'bound']);
		expect((await at(address))[0]).not.toBe('refused');
	}
	const kid = 'https://ecole.example/keys/1';
	const key = (address: string) =>
		whose(
			token(SCHOOL, { kid }),
			web(
				{ [SCHOOL]: did([], [kid]) },
				{
					fetchDocument: () => ({
						kind: 'found',
						status: 200,
						text: JSON.stringify(jwk),
						contentType: 'application/json',
						address,
					}),
				},
			),
		);
	expect(await key(kid)).toEqual(BOUND);
	expect(await key('https://mallory.example/keys/1')).toEqual(UNKNOWN);
});

test('from http to https is the same site; another port or name is not', () => {
	const asked = 'http://ecole.example/7.json';
	expect(isFromOtherSite(asked, undefined)).toBe(false);
	expect(isFromOtherSite(asked, 'https://ecole.example/8.json')).toBe(false);
	expect(isFromOtherSite('https://ecole.example/7.json', asked)).toBe(true);
	expect(isFromOtherSite(asked, 'https://www.ecole.example/7.json')).toBe(true);
	expect(isFromOtherSite('https://ecole.example:8443/7.json', 'https://ecole.example/7.json')).toBe(true);
	expect(isFromOtherSite('did:web:x', asked)).toBe(false);
});

test('a list that nobody signed is believed where it stands; a signed one says that it stands elsewhere', async () => {
	const list = 'https://ecole.example/revoked.json';
	const credential = {
		...of(DID),
		'@context': [
			...(of(DID)['@context'] as readonly string[]),
			'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
		],
		credentialStatus: { id: list, type: '1EdTechRevocationList' },
	} as JsonObject;
	const signed = await issueCredential(credential, { key: SIGNER, created: ISSUED });
	const status = async (address: string) => {
		const answer = {
			kind: 'found',
			credential: { id: list, issuer: DID, revokedCredential: [] },
			address,
		} as const;
		const options = web({ [DID]: didDocument({ did: DID, keys: [KEY] }) }, { statusSource: () => answer });
		const { report } = await judged(signed, options);
		return [report.verdict, report.checks.find(({ id }) => id === 'status')?.reason];
	};
	expect(await status(list)).toEqual(['valid', 'not-listed']);
	expect(await status('https://mallory.example/revoked.json')).toEqual(['unknown', 'list-unreachable']);
});

const SET = 'https://ecole.example/jwks.json';

test.each([
	['a bare kid', { kid: 'p' }, did([method()])],
	['a bare kid, the document naming its keys so', { kid: 'p' }, did([method({}, '#p')])],
	['a fragment as a kid', { kid: '#p' }, did([method()])],
	[
		'the kid of the JWK, not of the method',
		{ kid: 'thumb' },
		did([method({ publicKeyJwk: { ...jwk, kid: 'thumb' } }, `${SCHOOL}#other`)]),
	],
	['no kid, and one key', {}, did([method()])],
	['an empty kid, and one key', { kid: '' }, did([method()])],
	[
		'no kid, and one key of that kind',
		{},
		did([
			method(),
			{ id: `${SCHOOL}#ed`, type: 'Multikey', controller: SCHOOL, publicKeyMultibase: KEY.multikey },
		]),
	],
	['the issuer itself as the name', { kid: SCHOOL }, did([method()])],
	[
		'a JWK with odd members',
		{ kid: 'p' },
		did([
			method({
				publicKeyJwk: { ...jwk, use: 'sig', alg: 'ES256', key_ops: ['verify'], ext: true, x5t: 'AA' },
			}),
		]),
	],
	[
		'a key in PEM',
		{ kid: 'p' },
		did([
			method({
				type: 'EcdsaSecp256r1VerificationKey2019',
				publicKeyJwk: null,
				publicKeyPem: pair.publicKey.export({ format: 'pem', type: 'spki' }) as string,
			}),
		]),
	],
] as const)('a key of the issuer’s, named in its way: %s', async (_name, header, document) => {
	expect(await whose(token(SCHOOL, header), web({ [SCHOOL]: document }))).toEqual(BOUND);
});

test('a key in a set of JWKs, by its kid or alone', async () => {
	const sets = (keys: readonly JsonObject[]) =>
		web({ [SCHOOL]: did([], [SET, `${SET}#k`]), [SET]: { keys } });
	expect(await whose(token(SCHOOL, { kid: SET }), sets([jwk]))).toEqual(BOUND);
	expect(
		await whose(
			token(SCHOOL, { kid: `${SET}#k` }),
			sets([
				{ ...strange, kid: 'x' },
				{ ...jwk, kid: 'k' },
			]),
		),
	).toEqual(BOUND);
	expect(
		await whose(
			token(SCHOOL, { kid: SET }),
			sets([
				{ ...strange, kid: 'x' },
				{ ...jwk, kid: 'k' },
			]),
		),
	).toEqual(UNKNOWN);
});

test('no key found is nobody’s fault: whose the signature is was not reached', async () => {
	const two = did([method(), method({ publicKeyJwk: strange }, `${SCHOOL}#q`)]);
	expect(await whose(token(SCHOOL, {}), web({ [SCHOOL]: two }))).toEqual(UNKNOWN);
	expect(await whose(token(SCHOOL, { kid: 'autre' }), web({ [SCHOOL]: did([method()]) }))).toEqual(UNKNOWN);
	expect(
		await whose(token(SCHOOL, { kid: 'https://ailleurs.example/k' }), web({ [SCHOOL]: did([method()]) })),
	).toEqual(UNKNOWN);
	expect(await whose(token(SCHOOL, { kid: 'p' }), web({}))).toEqual(UNKNOWN);
});

test('a did:jwk or did:key named without its fragment is the key it holds', async () => {
	const own = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
	for (const kid of [own, `${own}#0`]) expect((await whose(token(own, { kid }), web({})))[2]).toBe('bound');
	const byKey = `did:key:${SIGNER.key.multikey}`;
	for (const name of [byKey, `${byKey}#${SIGNER.key.multikey}`]) {
		const signed = await issueCredential(of(byKey), {
			key: { ...SIGNER, verificationMethod: name },
			created: ISSUED,
		});
		expect((await whose(signed, web({})))[2]).toBe('bound');
	}
});

const { bytes: raw } = decodeMultikey(SIGNER.key.multikey);
test.each([
	['2018, in base58', { type: 'Ed25519VerificationKey2018', publicKeyBase58: base58Encode(raw) }, 'bound'],
	[
		'2018, in hexadecimal',
		{ type: 'Ed25519VerificationKey2018', publicKeyHex: Buffer.from(raw).toString('hex') },
		'bound',
	],
	[
		'2020, without its kind',
		{ type: 'Ed25519VerificationKey2020', publicKeyMultibase: `z${base58Encode(raw)}` },
		'bound',
	],
	[
		'another kind in base58',
		{ type: 'EcdsaSecp256k1VerificationKey2019', publicKeyBase58: base58Encode(new Uint8Array(33).fill(2)) },
		'unsupported-suite',
	],
	[
		'another alphabet',
		{ type: 'Multikey', publicKeyMultibase: `u${Buffer.from(raw).toString('base64url')}` },
		'unsupported-suite',
	],
	[
		'a curve that is not read',
		{ type: 'JsonWebKey', publicKeyJwk: { kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA' } },
		'unsupported-suite',
	],
	[
		'a kind that is not read',
		{ type: 'JsonWebKey', publicKeyJwk: { kty: 'AKP', pub: 'AA' } },
		'unsupported-suite',
	],
	['a form that is not read', { type: 'BitcoinAddress', blockchainAccountId: 'x' }, 'unsupported-suite'],
	[
		'a text in the place of PEM',
		{ type: 'RsaVerificationKey2018', publicKeyPem: 'clé' },
		'unsupported-suite',
	],
	['letters that base58 has not', { type: 'Ed25519VerificationKey2018', publicKeyBase58: '0OIl' }, 'bad-key'],
] as const)('the forms of keys that issuers used: %s', async (_name, form, expected) => {
	const verificationMethod = [{ id: SIGNER.verificationMethod, controller: DID, ...form }];
	const document = {
		id: DID,
		verificationMethod,
		assertionMethod: [SIGNER.verificationMethod],
	} as unknown as JsonObject;
	const signed = await issueCredential(of(DID), { key: SIGNER, created: ISSUED });
	const [verdict, signature, binding] = await whose(signed, web({ [DID]: document }));
	expect([signature, binding]).toContain(expected);
	expect(verdict).toBe(
		{ bound: 'valid', 'bad-key': 'refused', 'unsupported-suite': 'unsupported' }[expected],
	);
});

test('whoever makes a key can take any name: nobody vouches for it, and the sentence says so', async () => {
	const { pkcs8, multikey } = generateEd25519Key();
	const self = `did:key:${multikey}`;
	const signer = { ...signerFromPkcs8(pkcs8, self), verificationMethod: `${self}#${multikey}` };
	const name = 'Ministère de l’Éducation du Québec';
	const named = { ...of(self), issuer: { id: self, type: ['Profile'], name } };
	const signed = await issueCredential(named, { key: signer, created: ISSUED });
	const { report } = await judged(signed, web({}));
	expect([report.verdict, report.vouched]).toEqual(['valid-issuer-unproven', { by: 'nobody' }]);
	expect(verdictSentence(report, 'fr')).toContain(`se nomme «\u00a0${name}\u00a0»`);
	expect(verdictSentence(report, 'en')).toContain(`goes by the name “${name}”`);
	expect(verdictSentence(report, 'fr')).not.toContain('il vient de');
	const unnamed = await issueCredential(
		{ ...named, issuer: { id: self, type: ['Profile'] } },
		{ key: signer, created: ISSUED },
	);
	expect(verdictSentence((await judged(unnamed, web({}))).report, 'fr')).toContain('n’importe qui');
	const known = web({}, { knownIssuers: () => ({ kind: 'listed', register: 'Registre des écoles' }) });
	const listed = (await judged(signed, known)).report;
	expect([listed.verdict, listed.vouched]).toEqual([
		'valid',
		{ by: 'register', register: 'Registre des écoles' },
	]);
	expect(vouchedSentence(listed, 'fr')).toContain('Registre des écoles');
	for (const kind of ['unlisted', 'unknown'] as const)
		expect((await judged(signed, web({}, { knownIssuers: () => ({ kind }) }))).report.verdict).toBe(
			'valid-issuer-unproven',
		);
	const removed = web({}, { knownIssuers: () => ({ kind: 'removed', register: 'Registre des écoles' }) });
	expect((await judged(signed, removed)).report.vouched).toEqual({ by: 'nobody' });
});

test('who vouches is told apart: itself, this site, nobody, or not known', async () => {
	const signed = await issueCredential(of(DID), { key: SIGNER, created: ISSUED });
	const listing = { [DID]: didDocument({ did: DID, keys: [KEY] }) };
	const vouched = async (options: VerifyOptions, given: JsonObject | string = signed) =>
		(await judged(given, options)).report;
	const itself = await vouched(web(listing));
	expect(itself.vouched).toEqual({ by: 'itself' });
	expect(vouchedSentence(itself, 'en')).toContain(': macaron.example/i/demonstration. ');
	expect(vouchedSentence(itself, 'fr')).not.toContain('did:');
	expect((await vouched(web(listing, { knownIssuers: () => ({ kind: 'this-site' }) }))).vouched).toEqual({
		by: 'this-site',
	});
	expect((await vouched(web({}))).vouched).toEqual({ by: 'nobody' });
	// The signature is not proven to be the issuer's, so a register that lists the issuer does not vouch for
	// it.
	expect((await vouched(web({}, { knownIssuers: () => ({ kind: 'this-site' }) }))).vouched).toEqual({
		by: 'nobody',
	});
	const altered = await vouched(web(listing), { ...signed, name: 'Autre' });
	expect([altered.vouched, vouchedSentence(altered, 'fr')]).toEqual([null, '']);
});
