import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { eddsaRdfc2022 } from '../proof/cryptosuite.ts';
import { didDocument, issueCredential, verifyBadge } from '../index.ts';
import type { CheckId, JsonObject, Report, VerifyOptions } from '../index.ts';
import { bakePng } from '../pictures/png.ts';
import { bakeSvg } from '../pictures/svg.ts';
import {
	optionsWithAllSources,
	badge,
	changed,
	DID,
	endorsementOf,
	ISSUED,
	KEY,
	LIST,
	png,
	SIGNER,
	statusList,
	SVG,
} from '../worked-example.fixture.ts';
import { signaturesOf } from './badge-signature.ts';

const how = { key: SIGNER, created: ISSUED };
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
/** The smallest complete badge, so that the change made in each test case is easy to see. */
const small: JsonObject = {
	'@context': [...(badge()['@context'] as string[]), EXTENSIONS],
	id: 'https://macaron.example/b/1',
	type: ['VerifiableCredential', 'OpenBadgeCredential'],
	name: 'Collaboration',
	issuer: { id: DID, type: ['Profile'], name: 'École' },
	validFrom: '2026-10-08T14:00:00Z',
	credentialSubject: {
		id: 'urn:uuid:1',
		type: ['AchievementSubject'],
		achievement: {
			id: 'https://macaron.example/c/1',
			type: ['Achievement'],
			name: 'Collaboration',
			description: 'x',
			criteria: { narrative: 'x' },
		},
	},
};
const signed = (change: object = {}) =>
	issueCredential(JSON.parse(JSON.stringify({ ...small, ...change })) as JsonObject, how);
let good: JsonObject;
beforeAll(async () => {
	good = await signed();
});

type Expected = Readonly<Partial<Record<CheckId | 'verdict', string>>>;
const whole: Expected = {
	verdict: 'valid',
	receive: 'read',
	extract: 'not-a-picture',
	version: 'open-badges-3',
	structure: 'complete',
	vocabulary: 'known',
	issuer: 'found',
	signature: 'sound',
	binding: 'bound',
	dates: 'in-force',
	status: 'no-status',
	refresh: 'none',
	endorsements: 'none',
	recipient: 'not-asked',
	register: 'this-site',
};
function expectReport(report: Report, { verdict, ...changes }: Expected) {
	const { verdict: usual, ...steps } = whole;
	expect(Object.fromEntries(report.checks.map(({ id, reason }) => [id, reason]))).toEqual({
		...steps,
		...changes,
	});
	expect(report.verdict).toBe(verdict ?? usual);
}
const of = (report: Report, id: CheckId) => report.checks.find((one) => one.id === id);
const silent: Partial<VerifyOptions> = { resolveIssuer: () => ({ kind: 'unknown', why: 'unreachable' }) };

const proofless = (document: JsonObject) => changed(document, 'proof', undefined);
const proofOf = (document: JsonObject) => (document['proof'] as readonly JsonObject[])[0] as JsonObject;
const FOREIGN = 'https://x.example/c.json';

/** Test cases: a name, a change of the badge, the options, and the expected changes of the usual report. */
const CASES: readonly (readonly [
	string,
	(given: JsonObject) => JsonObject | Promise<JsonObject>,
	Partial<VerifyOptions>,
	Expected,
])[] = [
	['whole', (given) => given, {}, {}],
	[
		'altered',
		(given) => changed(given, 'name', 'Autre'),
		{},
		{ verdict: 'altered', signature: 'broken', binding: 'key-listed' },
	],
	[
		'altered, under a key that was retired since',
		(given) => changed(given, 'name', 'Autre'),
		{
			resolveIssuer: () => ({
				kind: 'found',
				document: didDocument({ did: DID, keys: [KEY] }),
				keys: [{ ...KEY, state: 'retired', endedAt: new Date('2026-10-09T00:00:00Z') }],
			}),
		},
		{ verdict: 'altered', signature: 'broken', binding: 'key-listed' },
	],
	[
		'altered, under a key that was withdrawn since',
		(given) => changed(given, 'name', 'Autre'),
		{
			resolveIssuer: () => ({
				kind: 'found',
				document: { ...didDocument({ did: DID, keys: [KEY] }), assertionMethod: [] },
			}),
		},
		{ verdict: 'altered', signature: 'broken', binding: 'key-withdrawn' },
	],
	[
		'whose key nobody has, and whose proof ended',
		(given) =>
			changed(
				changed(given, 'proof.0.verificationMethod', 'did:web:y.example#k'),
				'proof.0.expires',
				'2026-10-09T00:00:00Z',
			),
		{},
		{ verdict: 'expired', signature: 'key-missing', binding: 'not-reached', dates: 'proof-expired' },
	],
	[
		'altered, of nobody known',
		(given) => changed(given, 'name', 'Autre'),
		silent,
		{
			verdict: 'altered',
			issuer: 'unreachable',
			signature: 'broken',
			binding: 'unproven',
		},
	],
	['without proof', proofless, {}, { verdict: 'refused', signature: 'no-proof', binding: 'not-reached' }],
	[
		'of a suite that is not read',
		(given) => changed(given, 'proof.0.cryptosuite', 'x'),
		{},
		{
			verdict: 'unsupported',
			signature: 'unsupported-suite',
			binding: 'not-reached',
		},
	],
	[
		'for another purpose',
		(given) => changed(given, 'proof.0.proofPurpose', 'authentication'),
		{},
		{ verdict: 'refused', signature: 'wrong-purpose', binding: 'not-reached' },
	],
	[
		'of nobody known',
		(given) => given,
		silent,
		{ verdict: 'valid-issuer-unproven', issuer: 'unreachable', binding: 'unproven' },
	],
	[
		'of nobody there',
		(given) => given,
		{ resolveIssuer: () => ({ kind: 'absent' }) },
		{
			verdict: 'refused',
			issuer: 'absent',
			signature: 'sound',
			binding: 'unproven',
		},
	],
	[
		'an undefined term',
		(given) => ({ ...given, humeur: 'x' }),
		{},
		{
			verdict: 'refused',
			vocabulary: 'undefined-terms',
			signature: 'not-reached',
			binding: 'not-reached',
		},
	],
	[
		'an undefined term, without proof',
		(given) => ({ ...proofless(given), humeur: 'x' }),
		{},
		{
			verdict: 'refused',
			vocabulary: 'undefined-terms',
			signature: 'no-proof',
			binding: 'not-reached',
		},
	],
	[
		'another context',
		(given) => changed(given, '@context.3', FOREIGN),
		{},
		{
			verdict: 'unknown',
			vocabulary: 'unknown-context',
			signature: 'not-reached',
			binding: 'not-reached',
		},
	],
	[
		'another context, without proof',
		(given) => proofless(changed(given, '@context.3', FOREIGN)),
		{},
		{
			verdict: 'refused',
			vocabulary: 'unknown-context',
			signature: 'no-proof',
			binding: 'not-reached',
		},
	],
	[
		'a context in place',
		(given) => changed(given, '@context.3', {}),
		{},
		{
			verdict: 'unknown',
			vocabulary: 'inline-context',
			signature: 'not-reached',
			binding: 'not-reached',
		},
	],
	[
		'another context in an endorsement',
		(given) => ({ ...given, endorsement: [{ ...endorsementOf(DID), '@context': [FOREIGN] }] }),
		{},
		{
			verdict: 'unknown',
			vocabulary: 'unknown-context',
			signature: 'not-reached',
			binding: 'not-reached',
			endorsements: 'bad',
		},
	],
	['a departure', () => signed({ name: 12 }), {}, { structure: 'departures' }],
	['a fault', () => signed({ name: ['x'] }), {}, { verdict: 'refused', structure: 'incomplete' }],
	[
		'too many types',
		(given) => ({
			...given,
			type: Array.from({ length: 13 }, (_, i) => (i === 0 ? 'OpenBadgeCredential' : `T${i}`)),
		}),
		{},
		{
			verdict: 'unsupported',
			structure: 'past-limit',
			vocabulary: 'not-reached',
			issuer: 'not-reached',
			signature: 'not-reached',
			binding: 'not-reached',
			status: 'not-reached',
			refresh: 'not-reached',
			endorsements: 'not-reached',
			register: 'not-reached',
		},
	],
	[
		'that expired',
		() => signed({ validUntil: '2026-10-09T08:00:00Z' }),
		{},
		{ verdict: 'expired', dates: 'expired' },
	],
	[
		'checked against a schema',
		() =>
			signed({
				credentialSchema: [{ id: 'https://x.example/s.json', type: '1EdTechJsonSchemaValidator2019' }],
			}),
		{},
		{ structure: 'foreign-schema' },
	],
	[
		'checked against a schema without a name',
		() => signed({ credentialSchema: [{ type: '1EdTechJsonSchemaValidator2019' }] }),
		{},
		{ structure: 'foreign-schema' },
	],
	[
		'checked against the usual schema',
		() =>
			signed({
				credentialSchema: [
					{
						id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
						type: '1EdTechJsonSchemaValidator2019',
					},
				],
			}),
		{},
		{},
	],
	[
		'checked against both schemas',
		() =>
			signed({
				credentialSchema: [
					{
						id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
						type: '1EdTechJsonSchemaValidator2019',
					},
					{ id: 'https://x.example/s.json', type: '1EdTechJsonSchemaValidator2019' },
				],
			}),
		{},
		{ structure: 'foreign-schema' },
	],
	['asked for an e-mail', (given) => given, { recipient: 'ada@ecole.example' }, { recipient: 'no-address' }],
	[
		'of a removed issuer',
		(given) => given,
		{ knownIssuers: () => ({ kind: 'removed', register: 'DCC' }) },
		{ register: 'removed' },
	],
	[
		'with a service that cannot be asked',
		(given) => ({
			...given,
			refreshService: { id: 'urn:x', type: '1EdTechCredentialRefresh' },
		}),
		{},
		{ verdict: 'altered', signature: 'broken', binding: 'key-listed', refresh: 'not-reached' },
	],
	[
		'without proof, with a service',
		(given) => ({
			...proofless(given),

			refreshService: { id: 'urn:x', type: '1EdTechCredentialRefresh' },
		}),
		{},
		{ verdict: 'refused', signature: 'no-proof', binding: 'not-reached', refresh: 'not-reached' },
	],
	[
		'whose issuer’s document is another’s',
		(given) => given,
		{
			resolveIssuer: () => ({
				kind: 'found',
				document: { ...didDocument({ did: DID, keys: [KEY] }), id: 'did:web:y.example' },
				keys: [KEY],
			}),
		},
		{
			verdict: 'refused',
			issuer: 'mismatch',
			signature: 'sound',
			binding: 'unproven',
		},
	],
	[
		'whose key was compromised',
		(given) => given,
		{
			resolveIssuer: () => ({
				kind: 'found',
				document: didDocument({ did: DID, keys: [KEY] }),
				keys: [{ ...KEY, state: 'compromised' }],
			}),
		},
		{ verdict: 'refused', binding: 'key-withdrawn' },
	],
	[
		'whose name stands in two places of its id',
		() => signed({ evidence: [{ id: 'https://macaron.example/b/1', type: ['Evidence'], name: 'Autre' }] }),
		{},
		{ verdict: 'refused', vocabulary: 'ambiguous' },
	],
	[
		'of no credential of ours',
		() => ({ '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiableCredential'] }),
		{},
		{
			verdict: 'refused',
			version: 'credential-only',
			structure: 'incomplete',
			issuer: 'absent',
			signature: 'no-proof',
			binding: 'not-reached',
			dates: 'undated',
			recipient: 'names-nobody',
			register: 'unlisted',
		},
	],
];
test.each(CASES)('a badge %s', async (_what, make, options, expected) => {
	expectReport(await verifyBadge(await make(good), await optionsWithAllSources(options)), expected);
});

test('two proofs: each must be good, and one that is the issuer’s own is enough', async () => {
	const options = await optionsWithAllSources();
	const proof = proofOf(good);
	const stranger: JsonObject = { ...proof, verificationMethod: `did:key:${KEY.multikey}#${KEY.multikey}` };
	const { proofValue: _value, ...said } = stranger;
	const bytes = await eddsaRdfc2022.canonicalize(proofless(good), said);
	const own = { ...said, proofValue: await eddsaRdfc2022.sign(bytes, SIGNER) };
	for (const proofs of [
		[proof, own],
		[own, proof],
	])
		expectReport(await verifyBadge({ ...good, proof: proofs }, options), {});
	expect((await verifyBadge({ ...good, proof: [own] }, options)).verdict).not.toBe('valid');
	// If a badge has two proofs, the dates of the proof made by the issuer count, not those of the other
	// proof.
	const { proofValue: _other, ...ending } = { ...own, expires: '2026-10-09T08:00:00Z' };
	const ended = {
		...ending,
		proofValue: await eddsaRdfc2022.sign(await eddsaRdfc2022.canonicalize(proofless(good), ending), SIGNER),
	};
	for (const proofs of [
		[proof, ended],
		[ended, proof],
	])
		expectReport(await verifyBadge({ ...good, proof: proofs }, options), {});
	const bad = { ...proof, proofValue: 'z1' };
	for (const proofs of [
		[proof, bad],
		[bad, proof],
	])
		expect((await verifyBadge({ ...good, proof: proofs }, options)).verdict).toBe('altered');
});

test('a proof that could be read otherwise than it is signed is told at its place', async () => {
	const reading = async (more: object) => {
		const { proofValue: _value, ...said } = { ...proofOf(good), ...more } as Record<string, unknown>;
		const bytes = await eddsaRdfc2022.canonicalize(proofless(good), said as never);
		const proof = { ...said, proofValue: await eddsaRdfc2022.sign(bytes, SIGNER) };
		return verifyBadge({ ...good, proof: [proof] } as JsonObject, await optionsWithAllSources());
	};
	expectReport(await reading({ nonce: 'x' }), {});
	// A list of texts in a proof is not a plain value, but contains nothing that could be read elsewhere.
	expectReport(await reading({ domain: ['https://x.example', 'https://y.example'] }), {});
	const nested = await reading({ '@included': [{ id: 'urn:x', type: 'Profile' }] });
	expectReport(nested, { verdict: 'refused', vocabulary: 'ambiguous' });
	expect(of(nested, 'vocabulary')?.params).toEqual({ place: 'proof' });
});

test('a report fills its sentences with what they name', async () => {
	const report = async (change: object, options: Partial<VerifyOptions> = {}) =>
		verifyBadge({ ...good, ...change } as JsonObject, await optionsWithAllSources(options));
	expect(of(await report({}), 'receive')?.params).toEqual({ kind: 'json' });
	expect(of(await report({}), 'version')?.params).toEqual({ version: '3.0' });
	expect(of(await report({ humeur: 'x' }), 'vocabulary')?.params).toEqual({
		term: expect.stringContaining('humeur') as string,
	});
	expect(
		of(await report({ '@context': [...(good['@context'] as string[]), FOREIGN] }), 'vocabulary')?.params,
	).toEqual({ context: FOREIGN });
	const long = await report({
		'@context': Array.from(
			{ length: 9 },
			(_, i) => (good['@context'] as string[])[i] ?? `https://x.example/${i}`,
		),
	});
	expect(of(long, 'structure')).toMatchObject({
		params: { contexts: '8', types: '12' },
		details: [{ path: '@context', problem: 'too-many' }],
	});
	const foreign = await verifyBadge(
		await signed({
			credentialSchema: [{ id: 'https://x.example/s.json', type: '1EdTechJsonSchemaValidator2019' }],
		}),
		await optionsWithAllSources(),
	);
	expect(of(foreign, 'structure')?.params).toEqual({ schema: 'https://x.example/s.json' });
	const nameless = await verifyBadge(
		await signed({ credentialSchema: [{ type: '1EdTechJsonSchemaValidator2019' }] }),
		await optionsWithAllSources(),
	);
	expect(of(nameless, 'structure')?.params).toEqual({ schema: '' });
	expect(of(await report({ issuer: undefined }), 'issuer')?.params).toMatchObject({ address: '' });
	expect(of(await report({}), 'vocabulary')?.params).toEqual({});
	const ambiguous = await verifyBadge(
		await signed({ evidence: [{ id: 'https://macaron.example/b/1', type: ['Evidence'], name: 'Autre' }] }),
		await optionsWithAllSources(),
	);
	expect(of(ambiguous, 'vocabulary')?.params).toEqual({ place: 'evidence[0]' });
	expect(of(await report({}), 'binding')?.params).toEqual({ date: '2026-10-08T14:00:00Z' });
	expect(await report({})).toMatchObject({
		spec: '3.0',
		issuer: { id: DID, name: 'École' },
		achievement: { name: 'Collaboration' },
		vouched: { by: 'this-site' },
	});
	const credentialOnly = {
		'@context': ['https://www.w3.org/ns/credentials/v2'],
		type: ['VerifiableCredential'],
		issuer: DID,
	};
	expect((await verifyBadge(credentialOnly, await optionsWithAllSources())).credential).toEqual(
		credentialOnly,
	);
});

test('a badge in a picture, and in wrappings; several, and none', async () => {
	const options = await optionsWithAllSources();
	const text = JSON.stringify(good);
	for (const [given, picture] of [
		[bakePng(png(), text), 'PNG'],
		[bakeSvg(SVG, text), 'SVG'],
	] as const) {
		const report = await verifyBadge(given, options);
		expectReport(report, { extract: 'extracted' });
		expect(of(report, 'extract')?.params).toEqual({ picture });
	}
	const older = bakePng(png(), text, 'openbadges');
	expectReport(await verifyBadge(older, options), { extract: 'unusual-form' });
	const presentation = (...inside: unknown[]) =>
		JSON.stringify({
			'@context': ['https://www.w3.org/ns/credentials/v2'],
			type: 'VerifiablePresentation',
			verifiableCredential: inside,
		});
	expectReport(await verifyBadge(presentation(good), options), { receive: 'read-in-presentation' });
	const several = await verifyBadge(presentation(good, good), options);
	expect([several.verdict, of(several, 'version')?.reason, of(several, 'version')?.params]).toEqual([
		'unsupported',
		'presentation-of-several',
		{ count: '2' },
	]);
	expect(of(several, 'receive')?.reason).toBe('read');
	const none = await verifyBadge(presentation(), options);
	expect([of(none, 'version')?.reason, of(none, 'version')?.params]).toEqual([
		'presentation-empty',
		{ count: '0' },
	]);
	const damaged = await verifyBadge(bakePng(png(), '{'), options);
	expect([of(damaged, 'receive')?.reason, of(damaged, 'extract')?.reason]).toEqual(['read', 'bad-content']);
	expect(of(damaged, 'extract')?.params).toMatchObject({ mostFile: '8', mostText: '6' });
	const unread = await verifyBadge('{', options);
	expect([of(unread, 'receive')?.reason, of(unread, 'extract')?.reason]).toEqual(['not-json', 'not-reached']);
	expect(of(unread, 'receive')?.params).toMatchObject({ mostFile: '8', mostText: '6' });
});

test('an address in place of a badge is asked once, without its fragment, when somebody can ask', async () => {
	const asked: string[] = [];
	const bytes = Buffer.from(JSON.stringify(good));
	const fetchBadge: VerifyOptions['fetchBadge'] = (address) => {
		asked.push(address);
		return { kind: 'found', bytes };
	};
	expectReport(await verifyBadge('https://x.example/b#c', await optionsWithAllSources({ fetchBadge })), {});
	expect(asked).toEqual(['https://x.example/b']);
	const pointing: VerifyOptions['fetchBadge'] = () => ({
		kind: 'found',
		bytes: Buffer.from('https://x.example/other'),
	});
	expect(
		of(
			await verifyBadge('https://x.example/b', await optionsWithAllSources({ fetchBadge: pointing })),
			'receive',
		)?.reason,
	).toBe('is-address');
	expect(of(await verifyBadge('https://x.example/b', await optionsWithAllSources()), 'receive')?.reason).toBe(
		'is-address',
	);
	expectReport(await verifyBadge(good, await optionsWithAllSources({ fetchBadge })), {});
});

test('each issuer is asked once, whatever asks', async () => {
	const asked: string[] = [];
	const base = await optionsWithAllSources();
	const list = await statusList();
	const entry = {
		id: `${LIST}#5`,
		type: 'BitstringStatusListEntry',
		statusPurpose: 'revocation',
		statusListIndex: '5',
		statusListCredential: LIST,
	};
	const report = await verifyBadge(
		await signed({ credentialStatus: entry, endorsement: [endorsementOf(DID)] }),
		{
			...base,
			resolveIssuer: (id) => (asked.push(id), base.resolveIssuer(id)),
			statusSource: () => ({ kind: 'found', credential: list }),
		},
	);
	expect(of(report, 'status')?.reason).toBe('not-revoked');
	expect(asked).toEqual([DID]);
});

test('a newer copy speaks in the place of the older one', async () => {
	const service = { id: 'https://macaron.example/newer', type: '1EdTechCredentialRefresh' };
	const older = await signed({ refreshService: service });
	const newer = await signed({
		refreshService: service,
		validFrom: '2026-10-09T08:00:00Z',
		name: 'Plus récent',
	});
	const asked: string[] = [];
	const options = await optionsWithAllSources({
		fetchDocument: (url) => {
			asked.push(url);
			return { kind: 'found', status: 200, text: JSON.stringify(newer), contentType: '' };
		},
	});
	const report = await verifyBadge(older, options);
	expectReport(report, { refresh: 'newer-shown' });
	expect(report.credential).toEqual(newer);
	// After the newer copy of a badge, no still newer copy is requested.
	expect(asked).toEqual([service.id]);
});

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const KID = `${DID}#jeton`;
function token(payload: object, header: object = { alg: 'ES256', kid: KID }): string {
	const input = `${part(header)}.${part(payload)}`;
	const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
	return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}
const listing = () =>
	optionsWithAllSources({
		resolveIssuer: () => ({
			kind: 'found',
			document: {
				id: DID,
				verificationMethod: [
					{
						id: KID,
						type: 'JsonWebKey',
						controller: DID,
						publicKeyJwk: pair.publicKey.export({ format: 'jwk' }),
					},
				],
				assertionMethod: [KID],
			} as never,
		}),
	});
const claims = {
	iss: DID,
	jti: small['id'],
	sub: 'urn:uuid:1',
	nbf: Date.parse('2026-10-08T14:00:00Z') / 1000,
};

test('a token: its text is signed, its claims agree, its words need no definition', async () => {
	const options = await listing();
	const payload = { ...small, ...claims };
	expectReport(await verifyBadge(token(payload), options), {});
	expect(of(await verifyBadge(token(payload), options), 'receive')?.params).toEqual({ kind: 'jwt' });
	expectReport(await verifyBadge(bakePng(png(), token(payload)), options), { extract: 'extracted' });
	expectReport(await verifyBadge(token({ ...payload, humeur: 'x' }), options), {
		vocabulary: 'undefined-in-token',
	});
	const foreign = { ...payload, '@context': [...(small['@context'] as string[]), FOREIGN] };
	expectReport(await verifyBadge(token(foreign), options), {
		verdict: 'unknown',
		vocabulary: 'unknown-context',
	});
	const differing = await verifyBadge(token({ ...payload, jti: 'urn:x', sub: 'urn:y' }), options);
	expectReport(differing, {
		verdict: 'refused',
		signature: 'claims-differ',
		binding: 'not-reached',
	});
	expect(of(differing, 'signature')?.params).toEqual({ claims: 'jti, sub' });
	const { iss: _iss, ...less } = payload;
	const departing = await verifyBadge(token(less), options);
	expectReport(departing, { structure: 'departures' });
	expect(of(departing, 'structure')?.details).toEqual([{ path: 'iss', problem: 'missing' }]);
	const forbidden = await verifyBadge(token(payload, { alg: 'none' }), options);
	expectReport(forbidden, {
		verdict: 'refused',
		signature: 'forbidden-algorithm',
		binding: 'not-reached',
	});
	const [head, , tail] = token(payload).split('.');
	const forged = await verifyBadge(`${head}.${part({ ...payload, name: 'Autre' })}.${tail}`, options);
	expectReport(forged, {
		verdict: 'altered',
		signature: 'broken',
		binding: 'key-listed',
	});
	// A token whose signature does not match its content is altered, whatever its claims are.
	const both = await verifyBadge(`${head}.${part({ ...payload, jti: 'urn:x' })}.${tail}`, options);
	expectReport(both, { verdict: 'altered', signature: 'broken', binding: 'key-listed' });
	expect(of(await verifyBadge(token(payload), options), 'vocabulary')?.params).toEqual({});
	expect(of(await verifyBadge(`e30.x.AA`, options), 'receive')?.reason).toBe('bad-token');
	// In a token, a document that would be ambiguous as a graph has one meaning as signed text.
	const twice = { ...payload, evidence: [{ id: small['id'], type: ['Evidence'], name: 'Autre' }] };
	expectReport(await verifyBadge(token(twice), options), {});
	expect(createHash('sha256').update(token(payload)).digest('hex')).toHaveLength(64);
});

test('the signatures of a credential that can be looked at', async () => {
	const [seal] = signaturesOf(
		{ credential: { ...good, proof: [{ ...proofOf(good), expires: '2030-01-01T00:00:00Z' }] } },
		undefined,
	);
	expect(seal).toMatchObject({
		suite: 'eddsa-rdfc-2022',
		kinds: ['Ed25519'],
		method: SIGNER.verificationMethod,
		embedded: undefined,
		created: '2026-10-08T14:00:00Z',
		expires: '2030-01-01T00:00:00Z',
		statement: undefined,
		attests: true,
	});
	const statement = (more: object) =>
		signaturesOf(
			{ credential: { ...good, proof: { ...proofOf(good), ...more } } as JsonObject },
			undefined,
		)[0]?.statement;
	expect(statement({ nonce: null, '@context': ['x'] })).toBeUndefined();
	expect(statement({ '@nest': 'x' })).toMatchObject({ '@nest': 'x', '@context': good['@context'] });
	expect(statement({ domain: ['x'] })).toMatchObject({ domain: ['x'] });
	expect(statement({ domain: ['x'] })).not.toHaveProperty('proofValue');
	const told = (payload: object, header: object = { alg: 'ES256', kid: KID }) => {
		const parsed = { header, payload, signed: new Uint8Array([1]), signature: new Uint8Array() } as never;
		return signaturesOf({ credential: {}, token: parsed }, undefined)[0];
	};
	expect(told({ iat: 1_790_000_000 })).toMatchObject({
		suite: 'ES256',
		kinds: ['P-256'],
		method: KID,
		created: '2026-09-21T14:13:20.000Z',
		expires: undefined,
		attests: true,
	});
	expect(told({ iat: 1e11 })?.created).toBeUndefined();
	expect(told({ iat: 1e11 - 1 })?.created).toBeDefined();
	expect(told({ iat: 'x' })?.created).toBeUndefined();
	expect(told({ iat: '1790000000' })?.created).toBeUndefined();
	// A claim `iat` before or after all dates that JavaScript can represent is ignored.
	for (const iat of [-1e11, -1e300, 1e300]) expect(told({ iat })?.created).toBeUndefined();
	expect(told({ iat: 0 })?.created).toBe('1970-01-01T00:00:00.000Z');
	expect(told({}, { alg: 'ES256', jwk: { kty: 'EC' } })?.embedded).toEqual({ kty: 'EC' });
	expect(told({}, { alg: 'ES256', jwk: 'x' })?.embedded).toBeUndefined();
	expect(told({}, { alg: 'ES999' })).toBeUndefined();
	expect(told({}, { alg: 'none' })).toBeUndefined();
	expect(await told({})?.bytes(undefined)).toEqual(new Uint8Array([1]));
});

const FRIEND = 'did:web:ami.example';
const friend = { ...SIGNER, verificationMethod: SIGNER.verificationMethod.replace(DID, FRIEND) };
const praise = endorsementOf(FRIEND)['credentialSubject'] as JsonObject;
/** An endorsement of the small badge. */
const word = (change: object = {}) => {
	const about = { credentialSubject: { ...praise, id: small['id'] }, ...change };
	return issueCredential(JSON.parse(JSON.stringify(endorsementOf(FRIEND, about))) as JsonObject, {
		key: friend,
		created: ISSUED,
	});
};

test('endorsements: each its own credential, one level, ten at most', async () => {
	const base = await optionsWithAllSources();
	const options = {
		...base,
		resolveIssuer: (id: string) =>
			id === FRIEND
				? ({ kind: 'found', document: didDocument({ did: FRIEND, keys: [KEY] }) } as const)
				: base.resolveIssuer(id),
	};
	const told = async (endorsement: unknown, more: Partial<VerifyOptions> = {}) => {
		const { reason, params } =
			of(
				await verifyBadge({ ...good, endorsement } as JsonObject, { ...options, ...more }),
				'endorsements',
			) ?? {};
		return [reason, params];
	};
	const sound = await word();
	const bad = (name: string) => ['bad', { name }];
	expect(await told([sound])).toEqual(['sound', { count: '1' }]);
	expect(await told(Array(10).fill(sound))).toEqual(['sound', { count: '10' }]);
	expect(await told(Array(11).fill(sound))).toEqual(['more-than-ten', {}]);
	expect((await told([sound, changed(sound, 'name', 'Autre')]))[0]).toBe('bad');
	expect(await told([{ ...sound, humeur: 'x' }])).toEqual(bad('Amis du numérique'));
	expect(await told([await word({ type: ['VerifiableCredential'] })])).toEqual(bad('Amis du numérique'));
	expect(await told([await word({ credentialSubject: { id: 'urn:x' } })])).toEqual(bad('Amis du numérique'));
	expect(await told([await word({ validUntil: '2026-10-09T08:00:00Z' })])).toEqual(bad('Amis du numérique'));
	expect(await told([await word({ name: ['Appui'] })])).toEqual(['sound', { count: '1' }]);
	expect(await told([await word({ validUntil: ['2026-10-09T08:00:00Z'] })])).toEqual(
		bad('Amis du numérique'),
	);
	expect(await told([{ ...sound, issuer: FRIEND }])).toEqual(bad(FRIEND));
	expect(await told([{ ...sound, issuer: { id: FRIEND } }])).toEqual(bad(FRIEND));
	expect(await told([{ ...sound, issuer: {} }])).toEqual(bad(''));
	expect(await told([{ ...sound, issuer: { id: 12 } }])).toEqual(bad(''));
	expect(await told([12])).toEqual(bad(''));
	expect(await told([['x']])).toEqual(bad(''));
	expect(await told(['mot'])).toEqual(bad(''));
	const away: Partial<VerifyOptions> = {
		resolveIssuer: (id) => (id === FRIEND ? { kind: 'unknown', why: 'unreachable' } : base.resolveIssuer(id)),
	};
	expect(await told([sound], away)).toEqual(['unproven', { name: 'Amis du numérique' }]);
	expect((await told([sound, changed(sound, 'name', 'Autre')], away))[0]).toBe('bad');
	expect(await told(Array(11).fill(sound), away)).toEqual(['unproven', { name: 'Amis du numérique' }]);
	const long = `{"a":${'['.repeat(40)}${']'.repeat(40)}}`;
	expect(await told([long])).toEqual(['unproven', { name: '' }]);
	expect((await told([long, changed(sound, 'name', 'Autre')]))[0]).toBe('bad');
	// The caller may give separate sources for the issuers of endorsements.
	const endorsementSources = {
		resolveIssuer: () => ({ kind: 'absent' }) as const,
		statusSource: () => ({ kind: 'absent' }) as const,
	};
	expect((await told([sound], { endorsementSources }))[0]).toBe('bad');
	const revoked = await word({
		credentialStatus: { id: 'urn:x', type: '1EdTechRevocationList' },
		'@context': [
			...(sound['@context'] as string[]),
			'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
		],
	}).catch(() => undefined);
	if (revoked) expect((await told([revoked]))[0]).not.toBe('sound');
});
