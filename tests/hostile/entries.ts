import { issueCredential } from '../../src/openbadges/index.ts';
import type { Json, JsonObject } from '../../src/openbadges/index.ts';
import {
	badge,
	changed,
	STATUS_INDEX,
	ISSUED,
	issued,
	LIST,
	SIGNER,
} from '../../src/openbadges/worked-example.fixture.ts';
import { hostile } from './case.ts';
import type { Hostile } from './case.ts';

const how = { key: SIGNER, created: ISSUED };

/**
 * Makes the hostile cases of status entries that point nowhere, and of revocation lists that name credentials
 * by id (1EdTechRevocationList).
 */
export async function entries(): Promise<readonly Hostile[]> {
	const document = await issued();
	const entry = badge()['credentialStatus'] as JsonObject;
	/** Makes a case of the worked example's badge, validly signed with another status entry. */
	const pointing = async (
		name: string,
		change: object | readonly Json[],
		verdict: Hostile['verdict'],
		because: string,
	) => {
		const status = Array.isArray(change) ? (change as readonly Json[]) : { ...entry, ...change };
		const given = await issueCredential({ ...badge(), credentialStatus: status } as JsonObject, how);
		return hostile(name, given, verdict, because);
	};
	const index = (name: string, value: unknown, verdict: Hostile['verdict'], because: string) =>
		pointing(`the place ${name}`, { statusListIndex: value }, verdict, because);
	const wrong = 'status entry-unreadable';
	const byName = async (
		name: string,
		list: JsonObject | string,
		verdict: Hostile['verdict'],
		because: string,
	) => {
		const contexts = badge()['@context'] as readonly string[];
		const given = await issueCredential(
			{
				...badge(),
				'@context': [...contexts, 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'],
				credentialStatus: { id: LIST, type: '1EdTechRevocationList' },
			} as JsonObject,
			how,
		);
		return hostile(name, given, verdict, `status ${because}`, {
			statusSource: () => ({ kind: 'found', credential: list }),
		});
	};
	const id = String(badge()['id']);
	return [
		await index('beyond the list', '131072', 'refused', 'status list-index'),
		await index('far beyond the list', '999999999999999', 'refused', 'status list-index'),
		await index('beyond numbers', '9'.repeat(400), 'unknown', wrong),
		await index('minus one', '-1', 'unknown', wrong),
		await index('a half', '0.5', 'unknown', wrong),
		await index('in powers', '1e3', 'unknown', wrong),
		await index('in hexadecimal', '0x10', 'unknown', wrong),
		await index('with a sign', '+1', 'unknown', wrong),
		await index('with a space', ' 1', 'unknown', wrong),
		await index('in other digits', '١٢', 'unknown', wrong),
		await index('of no text', '', 'unknown', wrong),
		await index('of no number', 'NaN', 'unknown', wrong),
		// Brackets around a value leave the RDF graph as it is; but an index in brackets is refused, since it
		// is no longer where readers look for it.
		await index('in a list', ['1'], 'refused', wrong),
		await index('nowhere', null, 'unknown', wrong),
		await index('as a number', STATUS_INDEX, 'valid', 'status not-revoked'),
		await pointing(
			'several bits for an entry',
			{ statusSize: 2_147_483_648 },
			'unknown',
			'status not-supported',
		),
		await pointing(
			'a purpose that takes nothing away',
			{ statusPurpose: 'refresh' },
			'valid',
			'status informative',
		),
		await pointing(
			'a kind of entry that nobody knows',
			[{ id: LIST, type: 'https://ailleurs.example/Autre' }],
			'unknown',
			'status not-supported',
		),
		hostile(
			'a list that is no address',
			changed(document, 'credentialStatus.statusListCredential', 'nulle part'),
			'refused',
			'vocabulary undefined-terms',
		),
		await pointing(
			'a list in a file',
			{ statusListCredential: 'file:///etc/passwd' },
			'unknown',
			'status list-absent',
		),
		await pointing(
			'a list on this machine',
			{ statusListCredential: 'http://127.0.0.1:1/' },
			'unknown',
			'status list-absent',
		),
		await pointing(
			'a hundred entries',
			Array.from({ length: 100 }, (_, i) => ({ ...entry, id: `${LIST}#${i}`, statusListIndex: `${i}` })),
			'unknown',
			'status too-many-entries',
		),
		await byName(
			'a list of names that revokes us',
			{ id: LIST, revokedCredential: [{ id }] },
			'revoked',
			'revoked',
		),
		await byName(
			'one entry, without brackets',
			{ id: LIST, revokedCredential: { id } },
			'revoked',
			'revoked',
		),
		await byName('our name alone', { id: LIST, revokedCredential: id }, 'revoked', 'revoked'),
		await byName(
			'our name twice, once forgiven',
			{ id: LIST, revokedCredential: [{ id, revoked: false }, { id }] },
			'revoked',
			'revoked',
		),
		await byName('a list of names without names', { id: LIST }, 'refused', 'list-damaged'),
		await byName(
			'a list of names that is a number',
			{ id: LIST, revokedCredential: 12 },
			'refused',
			'list-damaged',
		),
		await byName(
			'five thousand names',
			{ id: LIST, revokedCredential: Array.from({ length: 5_000 }, (_, i) => `urn:x:${i}`) },
			'valid',
			'not-listed',
		),
		await byName(
			'a hundred thousand names',
			{ id: LIST, revokedCredential: Array.from({ length: 100_000 }, (_, i) => `urn:x:${i}`) },
			'unknown',
			'list-past-limit',
		),
	];
}
