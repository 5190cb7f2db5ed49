import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { serializeCredential, issueJwt, verdictSentence, verdictTitle, verifyBadge } from './index.ts';
import type { JsonObject } from './index.ts';
import { NON_AWARD_KINDS } from './kinds.ts';
import {
	optionsWithAllSources,
	badge,
	DID,
	endorsementOf,
	issued,
	statusList,
} from './worked-example.fixture.ts';

const V2 = 'https://www.w3.org/ns/credentials/v2';
const OB2 = 'https://w3id.org/openbadges/v2';
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const kid = `${DID}#jeton`;
const pkcs8 = new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }));
const token = issueJwt(badge({ status: undefined }), { kid, pkcs8 }, { alg: 'ES256' });
const publicKeyJwk = pair.publicKey.export({ format: 'jwk' }) as JsonObject;
const method = { id: kid, type: 'JsonWebKey', controller: DID, publicKeyJwk };
const tokens = () =>
	optionsWithAllSources({
		resolveIssuer: () => ({
			kind: 'found',
			document: { id: DID, verificationMethod: [method], assertionMethod: [kid] },
		}),
	});

const presentation = (...inside: unknown[]) => ({
	'@context': [V2],
	type: ['VerifiablePresentation'],
	verifiableCredential: inside,
});
const envelope = (text: string) => ({
	'@context': V2,
	type: 'EnvelopedVerifiableCredential',
	id: `data:application/vc+jwt,${text}`,
});

test.each([
	['a presentation of one badge', async () => presentation(await issued()), 'presentation'],
	[
		'one without brackets',
		async () => ({ ...presentation(), verifiableCredential: await issued() }),
		'presentation',
	],
	[
		'in a token of the data model 1.1',
		async () => `${part({ alg: 'ES256' })}.${part({ vp: presentation(await issued()) })}.AAAA`,
		'presentation',
	],
	[
		'in a token of the data model 2.0',
		async () => `${part({ alg: 'ES256' })}.${part(presentation(await issued()))}.AAAA`,
		'presentation',
	],
	['the answer of an API', async () => ({ credential: [await issued()], compactJwsString: [] }), 'answer'],
	['the answer of an issuing service', async () => ({ verifiableCredential: await issued() }), 'answer'],
	[
		'the answer of OpenID4VCI',
		async () => ({ credentials: [{ credential: await issued() }], notification_id: 'x' }),
		'answer',
	],
	[
		'the presentation of a VC API',
		async () => ({ verifiablePresentation: presentation(await issued()) }),
		'presentation',
	],
	[
		'a presentation as an answer',
		async () => ({ vp_token: presentation(await issued()), state: 'x' }),
		'presentation',
	],
	[
		'presentations by the query that they answer',
		async () => ({ vp_token: { badge: [presentation(await issued())] } }),
		'presentation',
	],
])('%s: the badge within is verified, and what it stood in is said', async (_what, make, wrapper) => {
	const given = await make();
	const report = await verifyBadge(
		typeof given === 'string' ? given : JSON.stringify(given),
		await optionsWithAllSources(),
	);
	expect([report.verdict, report.checks[0]?.reason]).toEqual(['valid', `read-in-${wrapper}`]);
	expect(report.credential?.['name']).toBe(badge()['name']);
});

test.each([
	['an envelope', () => envelope(token), 'envelope'],
	[
		'an envelope in base64',
		() => ({
			...envelope(''),
			id: `data:application/vc+jwt;base64,${Buffer.from(token).toString('base64')}`,
		}),
		'envelope',
	],
	['a presentation of an envelope', () => presentation(envelope(token)), 'presentation'],
	['a presentation of a token', () => presentation(token), 'presentation'],
	['the answer of OpenID4VCI', () => ({ credentials: [{ credential: token }] }), 'answer'],
	[
		'a presentation in a token of OpenID4VP',
		() => ({ vp_token: `${part({ alg: 'ES256' })}.${part({ vp: presentation(token) })}.AAAA` }),
		'presentation',
	],
	[
		'an answer of a presentation of an envelope, in envelopes',
		() => ({ vp_token: { badge: [presentation(envelope(token))] } }),
		'presentation',
	],
])('%s around a token: read', async (_what, make, wrapper) => {
	const report = await verifyBadge(JSON.stringify(make()), await tokens());
	expect([report.verdict, report.checks[0]?.reason]).toEqual(['valid', `read-in-${wrapper}`]);
});

test('a badge changed inside a presentation is altered; the presentation protects nothing', async () => {
	const inside = { ...(await issued()), name: 'Autre' };
	expect(
		(await verifyBadge(JSON.stringify(presentation(inside)), await optionsWithAllSources())).verdict,
	).toBe('altered');
});

const clr = { '@context': [V2], type: ['VerifiableCredential', 'ClrCredential'] };
const badgeClass = {
	'@context': OB2,
	type: 'BadgeClass',
	id: 'https://x.example/c',
	name: 'A',
	issuer: 'https://x.example/i',
};
const KINDS: readonly (readonly [kind: (typeof NON_AWARD_KINDS)[number], make: () => unknown])[] = [
	['clr', () => clr],
	['presentation-empty', () => presentation()],
	['presentation-of-several', async () => presentation(await issued(), await issued())],
	['answer-of-several', async () => ({ credential: [await issued(), await issued()] })],
	[
		'answer-of-several',
		async () => ({ credentials: [await issued(), token].map((credential) => ({ credential })) }),
	],
	[
		'answer-of-several',
		async () => ({ vp_token: { a: [presentation(await issued())], b: [presentation(token)] } }),
	],
	['presentation-of-several', async () => ({ vp_token: presentation(await issued(), token) })],
	['endorsement', () => endorsementOf(DID)],
	['endorsement', () => ({ '@context': OB2, type: 'Endorsement', id: 'https://x.example/e', claim: {} })],
	['badge-class', () => badgeClass],
	[
		'badge-class',
		() => ({
			name: 'A',
			description: 'B',
			image: 'https://x.example/a.png',
			criteria: 'https://x.example/c',
			issuer: 'https://x.example/i',
		}),
	],
	['achievement', () => (badge()['credentialSubject'] as JsonObject)['achievement']],
	['issuer-profile', () => badge()['issuer']],
	['issuer-profile', () => ({ '@context': OB2, type: 'Issuer', id: 'https://x.example/i', name: 'A' })],
	['issuer-profile', () => ({ name: 'École', url: 'https://x.example' })],
	['status-list', () => statusList()],
	[
		'revocation-list',
		() => ({ '@context': OB2, type: 'RevocationList', id: 'https://x.example/r', revokedAssertions: [] }),
	],
	['revocation-list', () => ({ id: 'https://x.example/r', revokedCredential: [] })],
	['did-document', () => ({ '@context': ['https://www.w3.org/ns/did/v1'], id: DID, verificationMethod: [] })],
	[
		'key',
		() => ({ '@context': OB2, type: 'CryptographicKey', id: 'https://x.example/k', publicKeyPem: '-' }),
	],
	['key', () => publicKeyJwk],
	['key', () => ({ keys: [publicKeyJwk] })],
];

test.each(KINDS)('%s: said to be what it is, and what to give instead', async (kind, make) => {
	const report = await verifyBadge(JSON.stringify(await make()), await optionsWithAllSources());
	expect([report.verdict, report.checks[2]?.reason]).toEqual(['unsupported', kind]);
	expect(verdictTitle(report, 'fr')).toBe('Pas un badge');
	expect(verdictSentence(report, 'fr')).toMatch(/(Fournissez|fournissez|Demandez)/);
	expect(verdictSentence(report, 'en')).not.toContain('false');
});

test('every other kind is shown, and a badge is none of them', async () => {
	expect(new Set(KINDS.map(([kind]) => kind))).toEqual(new Set(NON_AWARD_KINDS));
	const several = await verifyBadge(
		JSON.stringify(presentation(await issued(), await issued(), await issued())),
		await optionsWithAllSources(),
	);
	expect(verdictSentence(several, 'fr')).toContain('3 documents');
	// A badge, whose `type` has two values, is none of these kinds of documents.
	expect(
		(await verifyBadge(serializeCredential(await issued()), await optionsWithAllSources())).verdict,
	).toBe('valid');
});
