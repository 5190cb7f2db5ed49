import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { bakePng, bakeSvg, verifyBadge } from './index.ts';
import type { JsonObject, VerifyOptions } from './index.ts';
import { optionsWithAllSources, badge, changed, DID, png, SVG } from './worked-example.fixture.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const KID = `${DID}#jeton`;
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(payload: object): string {
	const input = `${part({ alg: 'ES256', kid: KID })}.${part(payload)}`;
	const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
	return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}
const options = (): Promise<VerifyOptions> =>
	optionsWithAllSources({
		resolveIssuer: (id) => {
			const publicKeyJwk = pair.publicKey.export({ format: 'jwk' }) as JsonObject;
			const method = { id: KID, type: 'JsonWebKey', controller: DID, publicKeyJwk };
			return id === DID
				? { kind: 'found', document: { id: DID, verificationMethod: [method], assertionMethod: [KID] } }
				: { kind: 'absent' };
		},
	});

/** A badge with an end date, in the VC data model 2.0 (`whole`) and 1.1 (`early`). */
const whole = badge({ status: undefined, validUntil: new Date('2030-01-01T00:00:00Z') });
const early = (): JsonObject => {
	const { validFrom, validUntil, awardedDate: _awarded, ...rest } = whole;
	return {
		...rest,
		'@context': [
			'https://www.w3.org/2018/credentials/v1',
			'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
		],
		issuanceDate: validFrom ?? null,
		expirationDate: validUntil ?? null,
	};
};
const MODELS: Readonly<Record<string, JsonObject>> = { 'VC 2.0': whole, 'VC 1.1': early() };
const registered = { iss: DID, jti: whole['id'], sub: 'urn:uuid:6d1b0b9e-4c1f-4a43-9d0e-0f5f5f7a1c11' };

/**
 * For each property that readers take from a badge, another value, to be put in a token's payload beside the
 * `vc` claim.
 */
const OTHERS: Readonly<Record<string, unknown>> = {
	'@context': ['https://x.example/c.json'],
	id: 'https://macaron.example/b/autre',
	type: ['VerifiableCredential'],
	issuer: { id: 'did:web:ministere.example', type: ['Profile'], name: 'Ministère' },
	name: 'Autre',
	description: 'Autre.',
	image: { id: 'https://x.example/a.png', type: 'Image' },
	awardedDate: '2020-01-01T00:00:00Z',
	validFrom: '2020-01-01T00:00:00Z',
	validUntil: '2026-10-09T08:00:00Z',
	issuanceDate: '2020-01-01T00:00:00Z',
	expirationDate: '2026-10-09T08:00:00Z',
	credentialSubject: { id: 'urn:uuid:2', type: ['AchievementSubject'] },
	credentialStatus: { id: 'https://x.example/s#1', type: 'BitstringStatusListEntry' },
	credentialSchema: [{ id: 'https://x.example/s.json', type: 'JsonSchema' }],
	evidence: [{ id: 'https://x.example/e', type: ['Evidence'], name: 'Autre' }],
	refreshService: { id: 'https://x.example/r', type: '1EdTechCredentialRefresh' },
	endorsement: [{ id: 'https://x.example/w' }],
	endorsementJwt: ['a.b.c'],
	termsOfUse: [{ id: 'https://x.example/t', type: 'Conditions' }],
};
/**
 * Properties that no reader takes from a badge, so that a token may hold them beside its `vc` claim: claims
 * of the token, and unknown terms.
 */
const ASIDE: Readonly<Record<string, unknown>> = {
	iat: 1_791_468_000,
	aud: 'https://x.example',
	nonce: 'n',
	azp: 'x',
	vct: 'x',
	humeur: 'bonne',
	scope: 'badges',
};

const good = (verdict: string) => verdict.startsWith('valid');

test('no claim beside a « vc » makes a second badge of one token: it says the same, or the token is refused', async () => {
	const at = await options();
	const holders = [
		(text: string) => text,
		(text: string) => bakePng(png(), text),
		(text: string) => bakeSvg(SVG, text),
	];
	const input = fc.record({
		model: fc.constantFrom(...Object.keys(MODELS)),
		hold: fc.constantFrom(...holders),
		claim: fc.constantFrom(...Object.keys(OTHERS)),
		aside: fc.constantFrom(...Object.keys(ASIDE)),
		way: fc.constantFrom('moved beside', 'copied', 'said otherwise', 'aside'),
		said: fc.boolean(),
	});
	await always(
		{ 'moved beside': 8, copied: 8, 'said otherwise': 30, aside: 25, 'without registered claims': 45 },
		(met) =>
			fc.asyncProperty(input, async ({ model, hold, claim, aside, way, said }) => {
				const vc = MODELS[model] ?? {};
				const claims = said ? registered : {};
				const inside = vc[claim];
				if (inside === undefined && way !== 'said otherwise' && way !== 'aside') return;
				met(way);
				met('without registered claims', !said);
				const payload = {
					'moved beside': { ...claims, vc: changed(vc, claim, undefined), [claim]: inside },
					copied: { ...claims, vc, [claim]: inside },
					'said otherwise': { ...claims, vc, [claim]: OTHERS[claim] },
					aside: { ...claims, vc, [aside]: ASIDE[aside] },
				}[way];
				const { verdict, checks } = await verifyBadge(hold(token(payload)), at);
				const signature = checks.find(({ id }) => id === 'signature');
				const harmless = way === 'copied' || way === 'aside';
				expect([claim, way, good(verdict)]).toEqual([claim, way, harmless]);
				if (!harmless && signature?.reason === 'claims-differ')
					expect(signature.params['claims']).toContain(claim);
			}),
		{ numRuns: 200 },
	);
});

test.each(Object.keys(OTHERS))('what stands beside « vc » under the name %s is told', async (claim) => {
	const { checks } = await verifyBadge(
		token({ ...registered, vc: whole, [claim]: OTHERS[claim] }),
		await options(),
	);
	expect(checks.find(({ id }) => id === 'signature')).toMatchObject({
		outcome: 'fail',
		reason: 'claims-differ',
		params: { claims: claim },
	});
	const nothing = await verifyBadge(token({ ...registered, vc: whole, [claim]: null }), await options());
	expect(nothing.verdict).toBe('valid');
});

test('the registered claims of a token agree with the badge in its « vc », or the token is refused', async () => {
	const at = await options();
	for (const vc of Object.values(MODELS)) {
		for (const [name, value] of [
			['iss', 'did:web:ministere.example'],
			['sub', 'urn:uuid:2'],
			['jti', 'urn:uuid:2'],
			['nbf', 1],
			['exp', 1],
			['exp', 2_000_000_000],
		] as const) {
			const report = await verifyBadge(token({ ...registered, vc, [name]: value }), at);
			expect([name, report.checks[6]?.reason, report.checks[6]?.params]).toEqual([
				name,
				'claims-differ',
				{ claims: name },
			]);
		}
		// A `vc` claim that is no object is ignored: the token's payload is the badge.
		const plain = await verifyBadge(token({ ...registered, ...vc, vc: 'x' }), at);
		expect(plain.verdict).toBe('valid');
	}
});
