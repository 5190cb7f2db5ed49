import { generateKeyPairSync } from 'node:crypto';
import {
	generateEd25519Key,
	issueCredential,
	issueJwt,
	signerFromPkcs8,
} from '../../src/openbadges/index.ts';
import type { Json, JsonObject } from '../../src/openbadges/index.ts';
import {
	badge,
	DID,
	ISSUED,
	issued,
	SIGNER,
	endorsementOf,
} from '../../src/openbadges/worked-example.fixture.ts';
import { hostile } from './case.ts';
import type { Hostile } from './case.ts';

const how = { key: SIGNER, created: ISSUED };

/** Makes the hostile cases of endorsements and of newer copies of a badge that never end or that deceive. */
export async function endorsed(): Promise<readonly Hostile[]> {
	const pair = generateEd25519Key();
	const friend = `did:key:${pair.multikey}`;
	const key = { ...signerFromPkcs8(pair.pkcs8, friend) };
	const unsigned = (change: object = {}) => endorsementOf(friend, change);
	const endorsement = (change: object = {}) => issueCredential(unsigned(change), { key, created: ISSUED });
	const good = await endorsement();
	/** Makes a case of the worked example's badge, validly signed with these extra properties. */
	const carrying = async (name: string, more: object, verdict: Hostile['verdict'], because: string) =>
		hostile(name, await issueCredential({ ...badge(), ...more } as JsonObject, how), verdict, because);
	// No JSON-LD context defines `endorsementJwt`, so only a badge that is itself a token can carry one.
	const pairOfTokens = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const kid = `${DID}#jeton`;
	const tokenKey = { kid, pkcs8: pairOfTokens.privateKey.export({ format: 'der', type: 'pkcs8' }) };
	const publicKeyJwk = pairOfTokens.publicKey.export({ format: 'jwk' });
	const method = { id: kid, type: 'JsonWebKey', controller: DID, publicKeyJwk } as JsonObject;
	/** Makes a case of the worked example's badge as a token (JWT), with these endorsement tokens inside. */
	const tokens = (name: string, endorsementJwt: Json, verdict: Hostile['verdict'], because: string) =>
		hostile(
			name,
			issueJwt({ ...badge({ status: undefined }), endorsementJwt }, tokenKey, { alg: 'ES256' }),
			verdict,
			because,
			{
				resolveIssuer: () => ({
					kind: 'found',
					document: { id: DID, verificationMethod: [method], assertionMethod: [kid] },
				}),
			},
		);
	let chain: JsonObject = good;
	for (let i = 0; i < 5; i += 1)
		chain = await endorsement({ id: `https://ami.example/appuis/${i + 2}`, endorsement: [chain] });
	let tower: JsonObject = good;
	for (let i = 0; i < 100; i += 1) tower = { ...good, endorsement: [tower] };
	const document = await issued();
	const token = 'e30.e30.AA';
	const contexts = badge()['@context'] as readonly string[];
	const refreshable = {
		...badge(),
		'@context': [...contexts, 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'],
		refreshService: { id: 'https://macaron.example/b/6h3k/newer', type: '1EdTechCredentialRefresh' },
	} as JsonObject;
	const entry = badge()['credentialStatus'] as JsonObject;
	const older = await issueCredential(refreshable, how);
	const refreshing = (name: string, text: string, verdict: Hostile['verdict'], because: string) =>
		hostile(name, older, verdict, `refresh ${because}`, {
			fetchDocument: () => ({ kind: 'found', status: 200, text, contentType: 'application/json' }),
		});
	return [
		await carrying('an endorsement that is sound', { endorsement: [good] }, 'valid', 'endorsements sound'),
		await carrying(
			'endorsements of endorsements, six high',
			{ endorsement: [chain] },
			'valid',
			'endorsements sound',
		),
		hostile(
			'endorsements of endorsements, a hundred high',
			{ ...document, endorsement: [tower] },
			'unsupported',
			'receive too-deep',
		),
		await carrying(
			'sixty endorsements',
			{ endorsement: Array.from({ length: 60 }, () => good) },
			'valid',
			'endorsements more-than-ten',
		),
		hostile(
			'a thousand endorsements',
			{ ...document, endorsement: Array.from({ length: 1_000 }, () => good) },
			'unsupported',
			'receive too-many-values',
		),
		tokens(
			'seven thousand tokens for endorsements',
			Array.from({ length: 7_000 }, () => token),
			'valid',
			'endorsements bad',
		),
		tokens('a token of 150 kB for an endorsement', ['A'.repeat(150_000)], 'valid', 'endorsements bad'),
		tokens(
			'an endorsement by a token of no algorithm',
			[
				`${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(unsigned())).toString('base64url')}.AA`,
			],
			'valid',
			'endorsements bad',
		),
		await carrying('an endorsement that is a text', { endorsement: ['Bien.'] }, 'valid', 'endorsements bad'),
		await carrying('an endorsement that is a number', { endorsement: [12] }, 'valid', 'endorsements bad'),
		await carrying(
			'an endorsement that is this very badge',
			{ endorsement: [document] },
			'refused',
			'vocabulary ambiguous',
		),
		await carrying(
			'an endorsement changed since it was signed',
			{ endorsement: [{ ...good, name: 'Autre' }] },
			'valid',
			'endorsements bad',
		),
		await carrying(
			'an endorsement without signature',
			{ endorsement: [unsigned()] },
			'valid',
			'endorsements bad',
		),
		hostile(
			'an endorsement with words of its own',
			{ ...document, endorsement: [{ ...good, '@context': [{ name: 'urn:x' }] }] } as JsonObject,
			'refused',
			'structure incomplete',
		),
		...(await Promise.all(
			['-1', '0.5', 'NaN', '', ' 1', '1e3', '9'.repeat(400), -1, 0.5, 1e300, true, ['1'], null].map(
				async (index) =>
					carrying(
						`an endorsement at the place ${JSON.stringify(index).slice(0, 20)} of our list`,
						{
							endorsement: [
								await endorsement({
									credentialStatus: { ...entry, id: `${entry.id}-appui`, statusListIndex: index },
								}),
							],
						},
						'valid',
						Array.isArray(index) ? 'endorsements bad' : 'endorsements unproven',
					),
			),
		)),
		await carrying(
			'an endorsement whose entry could trade its place with that of the badge',
			{ endorsement: [await endorsement({ credentialStatus: { ...entry, statusListIndex: '1' } })] },
			'refused',
			'vocabulary ambiguous',
		),
		refreshing('a newer copy that is a page', '<html>', 'valid', 'newer-bad'),
		refreshing('a newer copy of 10 MB', 'x'.repeat(10_000_000), 'valid', 'unreachable'),
		refreshing('a newer copy that is this very one', JSON.stringify(older), 'valid', 'latest'),
		refreshing(
			'a newer copy that promises another, and so on',
			JSON.stringify(await issueCredential({ ...refreshable, validFrom: '2026-10-08T20:00:00Z' }, how)),
			'valid',
			'newer-shown',
		),
		refreshing(
			'a newer copy of another badge',
			JSON.stringify(
				await issueCredential({ ...refreshable, id: 'urn:uuid:0', validFrom: '2026-10-08T20:00:00Z' }, how),
			),
			'valid',
			'newer-bad',
		),
		refreshing(
			'a newer copy of somebody else',
			JSON.stringify({ ...older, issuer: friend, validFrom: '2026-10-08T20:00:00Z' }),
			'valid',
			'newer-bad',
		),
	];
}
