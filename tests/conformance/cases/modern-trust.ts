import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { gzipSync } from 'node:zlib';
import type { JsonObject } from '#openbadges';
import { loadBundledContext } from '../../../src/openbadges/contexts.ts';
import type { Case } from '../case.ts';
import { badge1, badge2, DID, documentOf, keysOf, knowing, methodOf, NOW, SIGNED } from './modern-world.ts';

const LIST = 'https://exemple.example/status/1';
const STATUS_2021 = 'https://w3id.org/vc/status-list/2021/v1';
const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v2';
const INDEX = 4242;
const DATES = { validFrom: '2026-10-08T00:00:00Z', validUntil: '2026-10-10T00:00:00Z' };

function packed(revoked: boolean): string {
	const bits = new Uint8Array(16_384);
	if (revoked) bits[INDEX >> 3] = 0x80 >> (INDEX & 7);
	return gzipSync(bits).toString('base64url');
}

/**
 * Makes the cases that turn on issuers, keys and status lists: issuers proven and unproven, badges and keys
 * revoked.
 */
export async function trustCases(): Promise<readonly Case[]> {
	const keys = await keysOf(DID);
	const other = await keysOf('did:web:ailleurs.example');
	const method = await methodOf(keys.ed25519);
	const signWith = (key: StockKey) => async (credential: JsonObject) => {
		const suite = new DataIntegrityProof({ cryptosuite, signer: key.signer(), date: SIGNED });
		const documentLoader = async (url: string) => loadBundledContext(url);
		const copy = structuredClone(credential);
		return (await vc.issue({ credential: copy, suite, documentLoader, now: NOW })) as unknown as JsonObject;
	};
	const sign = signWith(keys.ed25519);
	const own = { [DID]: documentOf(DID, [method]) };
	const multikey = String(method['publicKeyMultibase']);
	const didKey = `did:key:${multikey}`;
	const byKey = signWith(
		Object.assign(Object.create(keys.ed25519) as StockKey, {
			signer: () => ({ ...keys.ed25519.signer(), id: `${didKey}#${multikey}` }),
		}),
	);

	const bitstring = (revoked: boolean, issuer = DID, id = LIST) => ({
		'@context': ['https://www.w3.org/ns/credentials/v2'],
		id,
		type: ['VerifiableCredential', 'BitstringStatusListCredential'],
		issuer,
		...DATES,
		credentialSubject: {
			id: `${id}#list`,
			type: 'BitstringStatusList',
			statusPurpose: 'revocation',
			encodedList: `u${packed(revoked)}`,
		},
	});
	const list2021 = (revoked: boolean) => ({
		'@context': ['https://www.w3.org/2018/credentials/v1', STATUS_2021, DATA_INTEGRITY],
		id: LIST,
		type: ['VerifiableCredential', 'StatusList2021Credential'],
		issuer: DID,
		issuanceDate: DATES.validFrom,
		expirationDate: DATES.validUntil,
		credentialSubject: {
			id: `${LIST}#list`,
			type: 'StatusList2021',
			statusPurpose: 'revocation',
			encodedList: packed(revoked),
		},
	});
	const entry = (type: string) => ({
		id: `${LIST}#${INDEX}`,
		type,
		statusPurpose: 'revocation',
		statusListIndex: String(INDEX),
		statusListCredential: LIST,
	});
	const withStatus = badge2(DID, { credentialStatus: entry('BitstringStatusListEntry') });
	const with2021 = badge1(DID, [STATUS_2021, DATA_INTEGRITY], {
		credentialStatus: entry('StatusList2021Entry'),
	});
	const byName = {
		...badge2(DID, { credentialStatus: { id: LIST, type: '1EdTechRevocationList' } }),
		'@context': [
			...(badge2(DID)['@context'] as readonly string[]),
			'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
		],
	} as JsonObject;

	const one = (
		name: string,
		credential: JsonObject,
		verdict: NonNullable<Case['verdict']>,
		documents: Readonly<Record<string, JsonObject | string>> = own,
	): Case => ({
		name: `trust: ${name}`,
		suite: 'eddsa-rdfc-2022',
		container: 'json',
		version: 'issuanceDate' in credential ? '3.0 on VC 1.1' : '3.0 on VC 2.0',
		given: JSON.stringify(credential),
		expected: verdict.startsWith('valid') ? 'valid' : 'invalid',
		verdict,
		options: knowing(documents),
	});
	const revokedKey = documentOf(DID, [{ ...method, revoked: '2026-10-08T00:00:00Z' }]);
	const foreign = { id: LIST, issuer: DID, revokedCredential: [{ id: String(byName['id']) }] };
	return [
		one('did:key', await byKey(badge2(didKey)), 'valid-issuer-unproven', {}),
		one(
			'the key of a did:key for an issuer that nobody could reach',
			await byKey(badge2(DID)),
			'valid-issuer-unproven',
			{},
		),
		one('the key of a did:key that the issuer does not list', await byKey(badge2(DID)), 'refused'),
		one('the key of another', await signWith(other.ed25519)(badge2(DID)), 'refused'),
		one('the issuer out of reach', await sign(badge2(DID)), 'valid-issuer-unproven', {}),
		one('a key withdrawn', await sign(badge2(DID)), 'refused', { [DID]: revokedKey }),
		one('in force, by a Bitstring list', await sign(withStatus), 'valid', {
			...own,
			[LIST]: await sign(bitstring(false)),
		}),
		one('revoked, by a Bitstring list', await sign(withStatus), 'revoked', {
			...own,
			[LIST]: await sign(bitstring(true)),
		}),
		one('in force, by a list of another issuer', await sign(withStatus), 'valid', {
			...own,
			[LIST]: await byKey(bitstring(false, didKey)),
		}),
		one('a list that somebody changed', await sign(withStatus), 'refused', {
			...own,
			[LIST]: { ...(await sign(bitstring(true))), credentialSubject: bitstring(false).credentialSubject },
		}),
		one('in force, by a 2021 list', await sign(with2021), 'valid', {
			...own,
			[LIST]: await sign(list2021(false)),
		}),
		one('revoked, by a 2021 list', await sign(with2021), 'revoked', {
			...own,
			[LIST]: await sign(list2021(true)),
		}),
		one('in force, by a 1EdTech list', await sign(byName), 'valid', {
			...own,
			[LIST]: { id: LIST, issuer: DID, revokedCredential: [] },
		}),
		one('revoked, by a 1EdTech list of one', await sign(byName), 'revoked', { ...own, [LIST]: foreign }),
	];
}
