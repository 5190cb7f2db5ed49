import { generateKeyPairSync, sign } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { didDocument, generateTokenKey, issueJwt, tokenJwk, verifyBadge } from './index.ts';
import type { JsonObject, KeyState, VerifyOptions } from './index.ts';
import {
	optionsWithAllSources,
	badge as whole,
	changed,
	DID,
	issued,
	KEY,
	NOW,
} from './worked-example.fixture.ts';

// The badge has no status list here: the list is signed with the key of embedded proofs, which the issuers in
// these tests do not list.
const badge = (values: Parameters<typeof whole>[0] = {}) => whole({ status: undefined, ...values });
const KID = `${DID}#jeton`;
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ed25519 = generateKeyPairSync('ed25519');
type Pair = typeof p256;

const der = ({ privateKey }: Pair) => new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
const jwkOf = ({ publicKey }: Pair) => publicKey.export({ format: 'jwk' }) as JsonObject;
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Options of a verification in which the issuer's document lists only the key `jwk`. */
const listing = (jwk: JsonObject, more: Partial<VerifyOptions> = {}) =>
	optionsWithAllSources({
		resolveIssuer: (id) => {
			if (id !== DID) return { kind: 'absent' };
			const method = { id: KID, type: 'JsonWebKey', controller: DID, publicKeyJwk: jwk };
			return { kind: 'found', document: { id: DID, verificationMethod: [method], assertionMethod: [KID] } };
		},
		...more,
	});

const payloadOf = (credential: JsonObject): JsonObject => ({
	...credential,
	iss: DID,
	jti: String(credential['id']),
	sub: String((credential['credentialSubject'] as JsonObject)['id']),
	nbf: Date.parse(String(credential['validFrom'])) / 1000,
});

/** A token with any header and payload, signed without any check. */
function token(header: JsonObject, payload: JsonObject, pair: Pair = p256): string {
	const signed = `${part(header)}.${part(payload)}`;
	const digest = pair.privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
	const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
	return `${signed}.${sign(digest, Buffer.from(signed), key).toString('base64url')}`;
}

const found = async (text: string, options: VerifyOptions | Promise<VerifyOptions>) => {
	const report = await verifyBadge(text, await options);
	return [report.verdict, report.checks[6]?.reason, report.checks[7]?.reason];
};

test.each([
	['ES256', p256],
	['RS256', rsa],
] as const)('our badge as a token in %s: jose finds it sound, and so do we', async (alg, pair) => {
	const credential = badge({ validUntil: new Date('2030-01-01T00:00:00Z') });
	const text = issueJwt(credential, { kid: KID, pkcs8: der(pair) }, { alg });
	const spki = await importSPKI(pair.publicKey.export({ format: 'pem', type: 'spki' }) as string, alg);
	const { payload, protectedHeader } = await jwtVerify(text, spki, { currentDate: NOW, issuer: DID });
	expect(protectedHeader).toEqual({ alg, kid: KID, typ: 'JWT' });
	expect(payload).toMatchObject({ jti: credential['id'], nbf: 1_791_468_000, exp: 1_893_456_000 });
	expect(payload).toMatchObject(credential);
	expect(await found(text, listing(jwkOf(pair)))).toEqual(['valid', 'sound', 'bound']);
	expect(await found(text, listing(jwkOf(pair), { resolveIssuer: () => ({ kind: 'absent' }) }))).toEqual([
		'refused',
		'key-missing',
		'not-reached',
	]);
});

test('a badge that is already signed keeps its proof inside its token', async () => {
	const text = issueJwt(
		await issued({ status: undefined }),
		{ kid: KID, pkcs8: der(p256) },
		{ alg: 'ES256' },
	);
	expect(await found(text, listing(jwkOf(p256)))).toEqual(['valid', 'sound', 'bound']);
});

test('a token is not made with a key of another kind, nor for a badge without an end to its sentence', () => {
	const es256 = { kid: KID, pkcs8: der(p256) };
	expect(() => issueJwt(badge(), es256, { alg: 'RS256' })).toThrow('no key for RS256');
	expect(() => issueJwt(badge(), { kid: KID, pkcs8: der(small) }, { alg: 'RS256' })).toThrow(TypeError);
	for (const path of ['id', 'issuer.id', 'credentialSubject.id', 'validFrom']) {
		expect(() => issueJwt(changed(badge(), path, undefined), es256, { alg: 'ES256' })).toThrow(
			'lacks an issuer',
		);
	}
});

const GOOD = { alg: 'ES256', kid: KID };

test('a token of several subjects is refused as any badge of several, whatever its claim names: no one is shown alone', async () => {
	const own = badge()['credentialSubject'] as JsonObject;
	const { id: _id, ...nameless } = own;
	for (const subjects of [
		[own, { ...own, id: 'urn:x:2' }],
		[nameless, own],
		[nameless, nameless],
	]) {
		const several = { ...payloadOf(badge()), credentialSubject: subjects as JsonObject[] };
		const report = await verifyBadge(token(GOOD, several), await listing(jwkOf(p256)));
		expect(report.verdict).toBe('refused');
		expect(report.checks[3]?.details).toContainEqual({ path: 'credentialSubject', problem: 'not-object' });
	}
	const alone = { ...payloadOf(badge()), credentialSubject: [nameless] };
	expect(await found(token(GOOD, alone), listing(jwkOf(p256)))).toEqual(['valid', 'sound', 'bound']);
});

test.each([
	['no algorithm', { ...GOOD, alg: 'none' }, 'forbidden-algorithm'],
	['a shared secret', { ...GOOD, alg: 'HS256' }, 'forbidden-algorithm'],
	['an extension', { ...GOOD, crit: ['b64'], b64: false }, 'forbidden-header'],
	['b64 alone', { ...GOOD, b64: false }, 'forbidden-header'],
	['keys elsewhere', { ...GOOD, jku: 'https://x.example' }, 'forbidden-header'],
	['a certificate elsewhere', { ...GOOD, x5u: 'https://x.example' }, 'forbidden-header'],
	['certificates', { ...GOOD, x5c: [] }, 'forbidden-header'],
	['another kind of token', { ...GOOD, typ: 'at+jwt' }, 'forbidden-header'],
	['a private key', { alg: 'ES256', jwk: { ...jwkOf(p256), d: 'x' } }, 'forbidden-header'],
] as const)('a token with %s is refused before any computing', async (_what, header, reason) => {
	const text = token(header as unknown as JsonObject, payloadOf(badge()));
	expect(await found(text, listing(jwkOf(p256)))).toEqual(['refused', reason, 'not-reached']);
});

test('what a token writes as a list of one is read as its value, by every step', async () => {
	const listed = (credential: JsonObject, ...paths: readonly string[]) =>
		paths.reduce((one, path) => {
			const held = path.split('.').reduce<unknown>((owner, key) => (owner as JsonObject)[key], one);
			return changed(one, path, [held]);
		}, credential);
	const options = await listing(jwkOf(p256));
	const paths = ['credentialSubject.achievement.name', 'credentialSubject.achievement', 'name', 'issuer'];
	const whole = badge();
	for (const payload of [
		listed(payloadOf(whole), ...paths),
		{ iss: DID, jti: String(whole['id']), vc: listed(whole, ...paths) },
	]) {
		const report = await verifyBadge(token(GOOD, payload), options);
		expect([report.verdict, report.issuer?.name, report.achievement?.name]).toEqual([
			'valid',
			(whole['issuer'] as JsonObject)['name'],
			whole['name'],
		]);
		expect(report.checks[3]).toMatchObject({ outcome: 'warn', reason: 'departures' });
		for (const path of paths) expect(report.checks[3]?.details).toContainEqual({ path, problem: 'a-list' });
	}
	// Its end counts, and so do the claims that say otherwise.
	const ended = payloadOf(badge({ validUntil: new Date('2026-10-09T00:00:00Z') }));
	expect((await verifyBadge(token(GOOD, listed(ended, 'validUntil')), options)).verdict).toBe('expired');
	const other = { ...listed(payloadOf(badge()), 'issuer'), iss: 'did:web:x.example' };
	expect((await found(token(GOOD, other), options))[1]).toBe('claims-differ');
	// Of two values, nothing tells which is meant.
	const two = changed(payloadOf(badge()), 'credentialSubject.achievement.name', ['A', 'B']);
	expect((await found(token(GOOD, two), options))[0]).toBe('refused');
	// A proof signs a graph: whoever holds it could have written the list.
	const proven = await verifyBadge(listed(await issued(), 'credentialSubject.achievement.name'), options);
	expect(proven.verdict).toBe('refused');
});

test.each(['vc+sd-jwt', 'dc+sd-jwt', 'application/vc+ld+json+sd-jwt', 'sd-jwt', 'VC+SD-JWT'])(
	'a token of the kind %s, which discloses claims apart, is said not to be read yet',
	async (typ) => {
		const text = token({ ...GOOD, typ }, payloadOf(badge()));
		const report = await verifyBadge(text, await listing(jwkOf(p256)));
		expect(report.verdict).toBe('unsupported');
		expect(report.checks[6]).toMatchObject({ reason: 'unsupported-suite', params: { suite: 'SD-JWT' } });
		const disclosed = await verifyBadge(`${text}~WyJzYWx0IiwieCIsInkiXQ~`, await listing(jwkOf(p256)));
		expect(disclosed.verdict).toBe('unsupported');
		// What is forbidden in any token is refused first.
		const secret = token({ ...GOOD, typ, alg: 'none' }, payloadOf(badge()));
		expect((await found(secret, listing(jwkOf(p256))))[1]).toBe('forbidden-algorithm');
	},
);

test.each([
	['its end', '_sd', ['x']],
	['the algorithm of its digests', '_sd_alg', 'sha-256'],
	['a claim of its subject', 'credentialSubject._sd', ['x']],
	['one piece of its evidence', 'evidence', [{ '...': 'x' }]],
])(
	'a token that leaves %s to be disclosed apart is never valid, whatever kind it says it is',
	async (_what, path, value) => {
		const text = token(GOOD, changed(payloadOf(badge()), path, value));
		const options = listing(jwkOf(p256));
		expect((await found(text, options)).slice(0, 2)).toEqual(['unsupported', 'unsupported-suite']);
	},
);

test('an algorithm that is not read is said to be so', async () => {
	const text = token({ ...GOOD, alg: 'ES512' }, payloadOf(badge()));
	expect(await found(text, listing(jwkOf(p256)))).toEqual([
		'unsupported',
		'unsupported-suite',
		'not-reached',
	]);
});

test('the algorithm must be that of the key, and the key strong enough', async () => {
	const text = token({ alg: 'ES256', kid: KID }, payloadOf(badge()));
	expect(await found(text, listing(jwkOf(rsa as unknown as Pair)))).toEqual([
		'altered',
		'broken',
		'key-listed',
	]);
	const weak = token({ alg: 'RS256', kid: KID }, payloadOf(badge()), small as unknown as Pair);
	expect(await found(weak, listing(jwkOf(small as unknown as Pair)))).toEqual([
		'refused',
		'weak-key',
		'not-reached',
	]);
	// The neutral point of the Ed25519 curve: with it as a key, one signature verifies for every text.
	const neutral = {
		kty: 'OKP',
		crv: 'Ed25519',
		x: Buffer.from([1, ...Array<number>(31).fill(0)]).toString('base64url'),
	};
	const any = token({ alg: 'EdDSA', kid: KID }, payloadOf(badge()), ed25519 as unknown as Pair);
	expect(await found(any, listing(neutral))).toEqual(['refused', 'weak-key', 'not-reached']);
});

test('a key that the token brings proves the content whole, and nothing of the issuer', async () => {
	const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const text = token({ alg: 'ES256', jwk: jwkOf(other) }, payloadOf(badge()), other);
	expect(await found(text, listing(jwkOf(p256)))).toEqual(['refused', 'sound', 'key-not-listed']);
	const unreachable = { kind: 'unknown', why: 'unreachable' } as const;
	const alone = listing(jwkOf(p256), { resolveIssuer: () => unreachable });
	expect(await found(text, alone)).toEqual(['valid-issuer-unproven', 'sound', 'unproven']);
	expect(await found(text, listing(jwkOf(other)))).toEqual(['valid', 'sound', 'bound']);
});

test('a token that contradicts its badge is refused; one that says less departs from the standard', async () => {
	const options = listing(jwkOf(p256));
	for (const claim of [{ iss: 'did:web:x' }, { jti: 'urn:x' }, { sub: 'urn:x' }, { nbf: 1 }]) {
		const text = token(GOOD, { ...payloadOf(badge()), ...claim });
		expect((await found(text, options))[1], JSON.stringify(claim)).toBe('claims-differ');
	}
	const { iss: _iss, sub: _sub, ...less } = payloadOf(badge()) as Record<string, never>;
	const report = await verifyBadge(token(GOOD, less), await options);
	expect(report.verdict).toBe('valid');
	expect(report.checks[3]).toMatchObject({ reason: 'departures' });
	expect(report.checks[3]?.details?.map(({ path }) => path)).toEqual(['iss', 'sub']);
});

test.each([
	['2028-01-01T00:00:00Z', '2031-01-01T00:00:00Z', 'valid', '2028-01-01T00:00:00Z'],
	['2031-01-01T00:00:00Z', '2028-01-01T00:00:00Z', 'valid', '2028-01-01T00:00:00Z'],
	['2026-10-09T08:00:00Z', '2031-01-01T00:00:00Z', 'expired', '2026-10-09T08:00:00Z'],
	['2031-01-01T00:00:00Z', '2026-10-09T08:00:00Z', 'expired', '2026-10-09T08:00:00Z'],
	['2031-01-01T12:00:00Z', '2031-01-01', 'valid', '2031-01-01T12:00:00Z'],
])(
	'a token until %s of a badge until %s: the first counts, and it is said',
	async (exp, validUntil, verdict, end) => {
		const seconds = Date.parse(exp) / 1000;
		const payload = { ...payloadOf({ ...badge(), validUntil }), exp: seconds };
		const report = await verifyBadge(token(GOOD, payload), await listing(jwkOf(p256)));
		expect([report.verdict, report.credential?.['validUntil']]).toEqual([verdict, end]);
		expect(report.checks[3]).toMatchObject({ outcome: 'warn', reason: 'departures' });
		expect(report.checks[3]?.details).toContainEqual({ path: 'exp', problem: 'another-end' });
		const same = { ...payload, exp: Date.parse(validUntil) / 1000 };
		if (validUntil.length > 10)
			expect((await verifyBadge(token(GOOD, same), await listing(jwkOf(p256)))).checks[3]?.reason).toBe(
				'complete',
			);
	},
);

test('an end of a token that is no date contradicts a badge that has one, and an end that cannot be read stays unknown', async () => {
	const ending = (validUntil: string, exp: unknown) =>
		found(token(GOOD, { ...payloadOf({ ...badge(), validUntil }), exp } as JsonObject), listing(jwkOf(p256)));
	for (const exp of ['2031-01-01', null, 1e300, -1e300])
		expect((await ending('2031-01-01T00:00:00Z', exp))[1], String(exp)).toBe('claims-differ');
	expect((await ending('bientôt', 1_893_456_000))[1]).toBe('claims-differ');
});

test('what a token signs word for word is not refused for a term that nothing defines', async () => {
	const text = token(GOOD, { ...payloadOf(badge()), humeur: 'bonne' });
	const report = await verifyBadge(text, await listing(jwkOf(p256)));
	expect(report.verdict).toBe('valid');
	expect(report.checks[4]).toMatchObject({ outcome: 'warn', reason: 'undefined-in-token' });
});

test('a token may add what readers do not look for, with a prefix or as JSON-LD’s own id, never a second reading', async () => {
	const options = await listing(jwkOf(p256));
	const at = 'credentialSubject.achievement.criteria';
	for (const [path, value, verdict, reason] of [
		[`${at}.ceterms:ctid`, 'ce-1', 'valid', 'departures'],
		[`${at}.@type`, ['Criteria'], 'valid', 'departures'],
		[`${at}.schema:name`, 'x', 'refused', 'incomplete'],
		['cred:credentialStatus', { type: 'x' }, 'refused', 'incomplete'],
		['@included', [], 'refused', 'incomplete'],
	] as const) {
		const report = await verifyBadge(token(GOOD, changed(payloadOf(badge()), path, value)), options);
		expect([path, report.verdict, report.checks[3]?.reason]).toEqual([path, verdict, reason]);
	}
});

test.each(['ES256', 'RS256'] as const)(
	'a key made for %s is listed as a JWK, read at its address, and held to its window by the date of signing',
	async (alg) => {
		const { jwk, pkcs8 } = await generateTokenKey(alg);
		expect(tokenJwk(pkcs8)).toEqual(jwk);
		expect(Object.keys(jwk).sort()).toEqual(
			alg === 'ES256' ? ['alg', 'crv', 'kid', 'kty', 'x', 'y'] : ['alg', 'e', 'kid', 'kty', 'n'],
		);
		const kid = `https://macaron.example/i/demonstration/keys/${jwk.kid}`;
		// The key became active after the start of the badge's validity: only the claim `iat` tells that it
		// was active when it signed.
		const life = { jwk, notBefore: new Date('2026-10-08T18:00:00Z'), endedAt: null } as const;
		const checked = (state: KeyState, issuedAt: string | null, endedAt: Date | null = null) => {
			const keys = [KEY, { ...life, state, endedAt }];
			const at = issuedAt === null ? {} : { issuedAt: new Date(issuedAt) };
			return found(
				issueJwt(badge(), { kid, pkcs8 }, { alg, ...at }),
				optionsWithAllSources({
					resolveIssuer: () => ({ kind: 'found', document: didDocument({ did: DID, keys }), keys }),
					fetchDocument: (url) =>
						url === kid
							? { kind: 'found', status: 200, text: JSON.stringify(jwk), contentType: 'application/json' }
							: { kind: 'unknown', why: 'not-supported' },
				}),
			);
		};
		expect(await checked('active', '2026-10-08T19:00:00.750Z')).toEqual(['valid', 'sound', 'bound']);
		const ended = new Date('2026-10-08T20:00:00Z');
		expect((await checked('retired', '2026-10-08T19:00:00Z', ended)).slice(1)).toEqual([
			'sound',
			'retired-key',
		]);
		for (const [state, at, reason] of [
			['retired', '2026-10-08T21:00:00Z', 'outside-window'],
			['active', '2026-10-08T17:00:00Z', 'outside-window'],
			['active', null, 'outside-window'],
			['compromised', '2026-10-08T19:00:00Z', 'key-withdrawn'],
			['planned', '2026-10-08T19:00:00Z', 'key-of-another'],
		] as const)
			expect((await checked(state, at, state === 'active' ? null : ended)).slice(1), state).toEqual([
				'sound',
				reason,
			]);
		expect(() => tokenJwk(der(ed25519))).toThrow(TypeError);
		expect(() => tokenJwk(der(small))).toThrow(TypeError);
	},
);

test('what a badge leaves to the claims around it is said by them: to whom, under what name, until when', async () => {
	const { id: _id, ...someone } = badge()['credentialSubject'] as JsonObject;
	const { id: _name, validFrom: _from, ...rest }: JsonObject = { ...badge(), credentialSubject: someone };
	const claims = payloadOf(badge()) as Record<string, JsonObject[string]>;
	const options = await listing(jwkOf(p256));
	const told = async (more: object) =>
		verifyBadge(
			token(GOOD, {
				...rest,
				iss: claims['iss'] ?? '',
				sub: claims['sub'] ?? '',
				jti: claims['jti'] ?? '',
				nbf: claims['nbf'] ?? 0,
				...more,
			} as JsonObject),
			options,
		);
	const whole = await told({});
	expect([whole.checks[6]?.reason, whole.checks[12]?.reason]).toEqual(['sound', 'not-asked']);
	expect(whole.credential).toMatchObject({ id: claims['jti'], credentialSubject: { id: claims['sub'] } });
	expect((await told({ exp: 1 })).verdict).toBe('expired');
	// A claim `exp` that is no date contradicts the badge.
	expect((await told({ exp: 'demain' })).checks[6]?.reason).toBe('claims-differ');
});
