import { expect, test } from 'vitest';
import {
	didDocument,
	generateEd25519Key,
	generateTokenKey,
	issueCredential,
	issueJwt,
	signerFromPkcs8,
	verifyBadge,
} from './index.ts';
import type { JsonObject, VerifyOptions } from './index.ts';
import { OPEN_BADGES_EXTENSIONS } from './contexts.ts';
import { asList } from './json.ts';
import { eddsaRdfc2022 } from './proof/cryptosuite.ts';
import { badge, changed, DID, ISSUED, KEY, optionsWithAllSources, SIGNER } from './worked-example.fixture.ts';

const SERVICE = 'https://macaron.example/b/6h3k/newer';
const how = { key: SIGNER, created: ISSUED };

/** Ada's badge with a refresh service, not signed; `change` replaces properties. */
const refreshable = (change: object = {}): JsonObject =>
	({
		...badge({ status: undefined }),
		'@context': [...asList(badge()['@context']), OPEN_BADGES_EXTENSIONS],
		refreshService: { id: SERVICE, type: '1EdTechCredentialRefresh' },
		...change,
	}) as JsonObject;

const LATER = { validFrom: '2026-10-08T20:00:00Z', name: 'Version plus récente' };
const newer = (change: object = {}) => issueCredential(refreshable({ ...LATER, ...change }), how);

/** Signs a badge with the issuer's key and these additional proof options. */
async function signedWith(credential: JsonObject, more: JsonObject): Promise<JsonObject> {
	const said = {
		type: 'DataIntegrityProof',
		cryptosuite: 'eddsa-rdfc-2022',
		created: '2026-10-08T14:00:00Z',
		verificationMethod: SIGNER.verificationMethod,
		proofPurpose: 'assertionMethod',
		...more,
	};
	const bytes = await eddsaRdfc2022.canonicalize(credential, said);
	return { ...credential, proof: [{ ...said, proofValue: await eddsaRdfc2022.sign(bytes, SIGNER) }] };
}

/**
 * The verdict, the reason of the step `refresh` and the name shown for a badge whose refresh service serves `copy`;
 * then how often that service was asked.
 */
async function told(
	given: JsonObject | string,
	copy: JsonObject | Promise<JsonObject>,
	change: Partial<VerifyOptions> = {},
) {
	const text = JSON.stringify(await copy);
	let asked = 0;
	const options = await optionsWithAllSources({
		fetchDocument: () => {
			asked += 1;
			return { kind: 'found', status: 200, text, contentType: 'application/json' };
		},
		...change,
	});
	const { verdict, checks, credential } = await verifyBadge(given, options);
	return [verdict, checks.find(({ id }) => id === 'refresh')?.reason, credential?.['name'], asked];
}

const stranger = generateEd25519Key();
const strangerKey = signerFromPkcs8(stranger.pkcs8, `did:key:${stranger.multikey}`);
const NAME = 'Badge de Zoé';

test('a badge whose origin is not proven is judged by itself, whatever its refresh service serves', async () => {
	expect(await told(await issueCredential(refreshable(), how), newer())).toEqual([
		'valid',
		'newer-shown',
		LATER.name,
		1,
	]);
	const judged = async (given: JsonObject | string, change: Partial<VerifyOptions> = {}) =>
		told(given, newer(), change);
	const forged = { key: strangerKey, created: ISSUED };
	expect(await judged(await issueCredential(refreshable({ name: NAME }), forged))).toEqual([
		'refused',
		'not-reached',
		NAME,
		0,
	]);
	// A date that a newer copy could make good does not open the way to it.
	const past = refreshable({ name: NAME, validUntil: '2026-10-08T18:00:00Z' });
	expect(await judged(await issueCredential(past, forged))).toEqual(['expired', 'not-reached', NAME, 0]);
	// The key is the issuer's, but it was stolen.
	const stolen = { ...KEY, state: 'compromised' } as const;
	const withdrawn: Partial<VerifyOptions> = {
		resolveIssuer: (id) =>
			id === DID
				? { kind: 'found', document: didDocument({ did: DID, keys: [KEY] }), keys: [stolen] }
				: { kind: 'absent' },
	};
	const ofIssuer = await issueCredential(refreshable({ name: NAME }), how);
	expect(await judged(ofIssuer, withdrawn)).toEqual(['refused', 'not-reached', NAME, 0]);
	const silent: Partial<VerifyOptions> = {
		resolveIssuer: () => ({ kind: 'unknown', why: 'unreachable' }),
	};
	expect((await judged(ofIssuer, silent)).slice(1)).toEqual(['not-reached', NAME, 0]);
	// The issuer signed a document that awards nothing, and one that can be read in two ways.
	const empty = changed(refreshable({ name: NAME }), 'credentialSubject.achievement', undefined);
	expect(await judged(await issueCredential(empty, how))).toEqual(['refused', 'not-reached', NAME, 0]);
	const twofold = { evidence: [{ id: badge()['id'], type: ['Evidence'], name: 'Autre' }] };
	expect(
		(await judged(await issueCredential(refreshable({ name: NAME, ...twofold }), how))).slice(0, 2),
	).toEqual(['refused', 'not-reached']);
});

test('a token made with a key of somebody else is judged by itself too', async () => {
	const pair = await generateTokenKey('ES256');
	const kid = `${DID}#jeton`;
	const token = issueJwt(refreshable({ name: NAME }), { kid, pkcs8: pair.pkcs8 }, { alg: 'ES256' });
	const listedAs = (controller: string): Partial<VerifyOptions> => {
		const own = didDocument({ did: DID, keys: [KEY] });
		const method = { id: kid, type: 'JsonWebKey', controller, publicKeyJwk: pair.jwk };
		const document = {
			...own,
			verificationMethod: [...own.verificationMethod, method],
			assertionMethod: [...own.assertionMethod, kid],
		} as unknown as JsonObject;
		return { resolveIssuer: () => ({ kind: 'found', document }) };
	};
	expect(await told(token, newer(), listedAs(DID))).toEqual(['valid', 'newer-shown', LATER.name, 1]);
	const other = listedAs('did:web:autre.example');
	expect(await told(token, newer(), other)).toEqual(['refused', 'not-reached', NAME, 0]);
});

test('what only time changed is made good by a newer copy', async () => {
	const ended = await issueCredential(refreshable({ validUntil: '2026-10-08T18:00:00Z' }), how);
	expect(await told(ended, newer())).toEqual(['valid', 'newer-shown', LATER.name, 1]);
	const signedFor = await signedWith(refreshable(), { expires: '2026-10-08T18:00:00Z' });
	expect(await told(signedFor, newer())).toEqual(['valid', 'newer-shown', LATER.name, 1]);
});

test('a newer copy that could not be verified leaves the badge in hand as it is', async () => {
	const given = await issueCredential(refreshable({ name: NAME }), how);
	const kept = ['valid', 'newer-bad', NAME, 1];
	const [proof] = asList((await newer())['proof']) as readonly JsonObject[];
	const unsupported = {
		...(await newer()),
		proof: [{ ...proof, cryptosuite: 'eddsa-jcs-2022' }],
	} as JsonObject;
	expect(await told(given, unsupported)).toEqual(kept);
	// An unknown context leaves unknown what the copy says.
	const contexts = [...asList(refreshable()['@context']), 'https://ailleurs.example/contexte.json'];
	expect(await told(given, { ...(await newer()), '@context': contexts })).toEqual(kept);
	expect(
		await told(given, issueCredential(refreshable(LATER), { key: strangerKey, created: ISSUED })),
	).toEqual(kept);
	// A copy whose signature has expired, or that is not in force yet.
	expect(await told(given, signedWith(refreshable(LATER), { expires: '2026-10-09T08:00:00Z' }))).toEqual(
		kept,
	);
	expect(await told(given, signedWith(refreshable(LATER), { created: '2026-12-01T00:00:00Z' }))).toEqual(
		kept,
	);
	expect(await told(given, newer({ validFrom: '2026-12-01T00:00:00Z' }))).toEqual(kept);
	expect(await told(given, newer({ id: 'https://macaron.example/b/autre' }))).toEqual(kept);
	// What the issuer itself says of the newer copy counts, even if it is bad news.
	expect(await told(given, newer({ validUntil: '2026-10-09T08:00:00Z' }))).toEqual([
		'expired',
		'newer-shown',
		LATER.name,
		1,
	]);
});

test('two badges without an id are not the same badge', async () => {
	const { id: _id, ...given } = refreshable({ name: NAME });
	const { id: _other, ...copy } = refreshable(LATER);
	const options = [await issueCredential(given, how), await issueCredential(copy, how)] as const;
	expect((await told(...options)).slice(0, 3)).toEqual(['valid', 'newer-bad', NAME]);
});

test('how a badge was received stays told of what was given', async () => {
	const given = await issueCredential(refreshable(), how);
	const text = JSON.stringify(await newer());
	const options = await optionsWithAllSources({
		fetchDocument: () => ({ kind: 'found', status: 200, text, contentType: 'application/json' }),
	});
	const shared = {
		'@context': ['https://www.w3.org/ns/credentials/v2'],
		type: ['VerifiablePresentation'],
		verifiableCredential: [given],
	};
	const { verdict, checks } = await verifyBadge(shared, options);
	expect([verdict, checks[0]?.reason, checks[10]?.reason]).toEqual([
		'valid',
		'read-in-presentation',
		'newer-shown',
	]);
});
