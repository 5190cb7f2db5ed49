import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JsonObject, readInput } from '#openbadges';
import { publicIssuer } from '#awards/server';
import { verifyFileOrText } from '#verification/server';
import { type TestWorld, testWorld } from '#tests/world';
import { loadBundledContext } from '../../src/openbadges/contexts.ts';
import { HARD_TEXT, type IssuedForm, issuedByService } from './issued.ts';

let world: TestWorld;
let all: readonly IssuedForm[];
beforeAll(async () => {
	world = await testWorld();
	all = (await issuedByService(world)).forms;
});
afterAll(() => world.close());

const text = ({ bytes }: IssuedForm) => new TextDecoder().decode(bytes);

/** Reads the credential, and its text, out of one download format of a badge (JSON, PNG or SVG). */
function held(one: IssuedForm): { text: string; credential: JsonObject } {
	const reading = readInput(one.bytes);
	if (!reading.ok || reading.kind === 'jwt')
		throw new Error(`${one.badge}: no credential in its ${one.form}`);
	return { text: reading.text, credential: reading.credential };
}

/**
 * The document loader for the stock library: resolves the issuer's did:web to the document that the service
 * publishes.
 */
async function documentLoader(url: string) {
	const [did = ''] = url.split('#');
	const document = (await publicIssuer(world, did))?.document;
	if (!document) return loadBundledContext(url);
	if (did === url) return { contextUrl: null, documentUrl: url, document };
	const method = document.verificationMethod.find(({ id }) => id === url);
	const context = 'https://w3id.org/security/multikey/v1';
	return { contextUrl: null, documentUrl: url, document: { '@context': context, ...method } };
}

async function witnessed(credential: object): Promise<boolean> {
	const suite = new DataIntegrityProof({ cryptosuite });
	const checkStatus = async () => ({ verified: true });
	const now = world.now();
	return (await vc.verifyCredential({ credential, suite, documentLoader, checkStatus, now })).verified;
}

test('every badge the service issues, in every form, is valid, and complete by the rules of the schema', async () => {
	// 4 kinds of badge (by rule, full, minimal, a milestone) × 2 languages × original or translation × 4 formats (JSON,
	// PNG, SVG, token).
	expect(all).toHaveLength(4 * 2 * 2 * 4);
	for (const one of all) {
		const report = await verifyFileOrText(world, one.bytes);
		expect([one.badge, one.form, report.verdict]).toEqual([one.badge, one.form, 'valid']);
		expect(report.checks.find(({ id }) => id === 'structure')?.reason, one.badge).toBe('complete');
		expect(report.checks.find(({ id }) => id === 'vocabulary')?.outcome, one.badge).toBe('pass');
	}
});

test('the stock library finds each of them sound, whichever picture it was in, and a changed copy not', async () => {
	for (const one of all.filter(({ form }) => form !== 'jwt')) {
		const { credential } = held(one);
		expect(await witnessed(credential), `${one.badge}, ${one.form}`).toBe(true);
	}
	const [first] = all;
	if (!first) throw new Error('Something was issued.');
	expect(await witnessed({ ...held(first).credential, name: 'Autre' })).toBe(false);
});

test('pictures hold the very text of the JSON; the token says the same', async () => {
	for (const json of all.filter(({ form }) => form === 'json')) {
		const { proof: _proof, ...said } = held(json).credential;
		for (const other of all.filter(({ badge, form }) => badge === json.badge && form !== 'json')) {
			if (other.form !== 'jwt') {
				expect(held(other).text, other.form).toBe(text(json));
				continue;
			}
			const { kid = '' } = decodeProtectedHeader(text(other));
			const issuer = await publicIssuer(world, String((said['issuer'] as JsonObject)['id']));
			const jwk = issuer?.tokenKeys.find(({ jwk: one }) => kid.endsWith(`/keys/${one.kid}`))?.jwk;
			const { payload } = await jwtVerify(text(other), await importJWK(jwk as JWK), {
				currentDate: world.now(),
			});
			const { iss: _iss, jti: _jti, sub: _sub, nbf: _nbf, iat: _iat, ...credential } = payload;
			expect(credential).toEqual(said);
		}
	}
});

test('it says what it rests on, who judged in which role, and how far; and names nobody', () => {
	for (const json of all.filter(({ form }) => form === 'json')) {
		const { credential } = held(json);
		const { achievement, result, source } = credential['credentialSubject'] as JsonObject;
		const about = achievement as unknown as {
			id: string;
			alignment: { targetUrl: string }[];
			resultDescription: {
				id: string;
				resultType: string;
				rubricCriterionLevel?: { id: string; level: string }[];
			}[];
		};
		const results = result as unknown as {
			resultDescription: string;
			achievedLevel?: string;
			value?: string;
		}[];
		const found = Object.fromEntries(
			results.map((one) => [one.resultDescription.split(/#(?:en-)?/)[1], one.achievedLevel ?? one.value]),
		);
		const adviser = json.badge.startsWith('by an adviser');
		const milestone = json.badge.startsWith('a milestone');
		expect(Object.keys(found)).toEqual([
			...(milestone ? ['parts'] : ['said']),
			...(adviser ? ['shown', 'observed', 'pieces'] : milestone ? [] : ['minutes', 'reflections']),
			...['decided-by', 'assessment', 'supervision', 'identity'],
		]);
		for (const one of about.resultDescription) {
			const levels = one.rubricCriterionLevel ?? [];
			expect(one.resultType).toBe(levels.length > 0 ? 'RubricCriterionLevel' : 'Result');
			const reached = results.find(({ resultDescription }) => resultDescription === one.id);
			if (levels.length > 0) expect(levels.map(({ id }) => id)).toContain(reached?.achievedLevel);
		}
		const english = about.id.endsWith('#en');
		expect([found['supervision'], found['identity']]).toEqual(
			english
				? ['No', 'Account opened by invitation, without verifying identity']
				: ['Non', 'Compte ouvert sur invitation, sans vérifier l’identité'],
		);
		const { id, name } = credential['issuer'] as JsonObject;
		if (adviser) expect(source).toMatchObject({ id, type: ['Profile'], name });
		else expect(source).toBeUndefined();
		expect(about.alignment).toHaveLength(milestone ? 2 : 1);
		expect(about.alignment[0]?.targetUrl).toMatch(/\/framework\/crcn-2025\/[a-z-]+$/);
		expect(credential['evidence']).not.toHaveLength(0);
		// As words: within the letters of a signature, chance writes any short name.
		expect(text(json)).not.toMatch(/\b(Ada|Bruno)\b/);
		if (json.badge.includes('full'))
			expect(credential['evidence']).toMatchObject([{ name: HARD_TEXT }, { name: HARD_TEXT }]);
	}
});
