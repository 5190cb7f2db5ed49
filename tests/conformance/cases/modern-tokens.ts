import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JWK } from 'jose';
import type { JsonObject } from '#openbadges';
import type { Case } from '../case.ts';
import { badge1, badge2, DID, documentOf, drawn, knowing, pictured } from './modern-world.ts';

type Algorithm = 'EdDSA' | 'ES256' | 'RS256';
const ALGORITHMS: readonly Algorithm[] = ['EdDSA', 'ES256', 'RS256'];
const HTTPS = 'https://emetteur.example/profile';
const LISTING = 'https://emetteur.example/organismes/1';

const seconds = (date: unknown) => Date.parse(String(date)) / 1000;
const subjectId = (credential: JsonObject) => String((credential['credentialSubject'] as JsonObject)['id']);
const issuerId = (credential: JsonObject) => String((credential['issuer'] as JsonObject)['id']);

/**
 * Makes the JWT claims that OB 3.0 requires of a credential: beside its own properties (VC 2.0), or around it
 * in `vc` (VC 1.1).
 */
function claims(credential: JsonObject): Record<string, unknown> {
	const from = credential['validFrom'] ?? credential['issuanceDate'];
	const until = credential['validUntil'] ?? credential['expirationDate'];
	const own = {
		iss: issuerId(credential),
		sub: subjectId(credential),
		jti: credential['id'],
		nbf: seconds(from),
		...(until === undefined ? {} : { exp: seconds(until) }),
	};
	return 'issuanceDate' in credential ? { ...own, vc: credential } : { ...credential, ...own };
}

/**
 * Makes the cases of badges as tokens, signed by the library jose, in every algorithm, container and data
 * model, and for each kind of issuer.
 */
export async function tokenCases(): Promise<readonly Case[]> {
	const cases: Case[] = [];
	for (const alg of ALGORITHMS) {
		const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
		const jwk = (await exportJWK(publicKey)) as JWK & JsonObject;
		const sign = (credential: JsonObject, header: object) =>
			new SignJWT(claims(credential)).setProtectedHeader({ alg, typ: 'JWT', ...header }).sign(privateKey);
		const kid = `${DID}#${alg}`;
		const options = knowing({
			[DID]: documentOf(DID, [{ id: kid, type: 'JsonWebKey', publicKeyJwk: jwk }]),
			[HTTPS]: { id: HTTPS, type: ['Profile'], name: 'Émetteur' },
			[`${HTTPS}/keys/${alg}`]: jwk,
			[LISTING]: { id: LISTING, type: ['Profile'], name: 'Émetteur', publicKey: [`${LISTING}/keys/${alg}`] },
			[`${LISTING}/keys/${alg}`]: jwk,
			'https://ailleurs.example/key': jwk,
		});
		const common = { suite: alg, options } as const;
		for (const [version, credential] of [
			['3.0 on VC 2.0', badge2(DID)],
			['3.0 on VC 1.1', badge1(DID)],
		] as const) {
			const text = await sign(credential, { kid });
			const more = { ...common, version, expected: 'valid', verdict: 'valid' } as const;
			cases.push(
				{ ...more, name: `${alg}, did:web, JWT`, container: 'jwt', given: text },
				{ ...more, name: `${alg}, did:web, JWT in PNG`, container: 'png', given: pictured(text) },
				{ ...more, name: `${alg}, did:web, JWT in SVG`, container: 'svg', given: drawn(text) },
			);
		}
		const plain = { ...common, version: '3.0 on VC 2.0', container: 'jwt' } as const;
		const didJwk = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
		const ended = await sign(badge2(DID, { validUntil: '2026-10-08T20:00:00Z' }), { kid });
		cases.push(
			{
				...plain,
				name: `${alg}, did:jwk`,
				given: await sign(badge2(didJwk), { kid: `${didJwk}#0` }),
				expected: 'valid',
				verdict: 'valid-issuer-unproven',
			},
			{
				...plain,
				name: `${alg}, https issuer, key at its own address`,
				given: await sign(badge2(HTTPS), { kid: `${HTTPS}/keys/${alg}` }),
				expected: 'valid',
				verdict: 'valid-issuer-unproven',
			},
			{
				...plain,
				name: `${alg}, https issuer, key at an address that its profile names`,
				given: await sign(badge2(LISTING), { kid: `${LISTING}/keys/${alg}` }),
				expected: 'valid',
				verdict: 'valid',
			},
			{
				...plain,
				name: `${alg}, https issuer, key at another address`,
				given: await sign(badge2(HTTPS), { kid: 'https://ailleurs.example/key' }),
				expected: 'valid',
				verdict: 'valid-issuer-unproven',
			},
			{
				...plain,
				name: `${alg}, key inside the token, listed by its issuer`,
				given: await sign(badge2(DID), { jwk }),
				expected: 'valid',
				verdict: 'valid',
			},
			{ ...plain, name: `${alg}, expired`, given: ended, expected: 'invalid', verdict: 'expired' },
		);
	}
	return cases;
}
