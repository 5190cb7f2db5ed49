import { generateKeyPairSync, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CREDENTIALS_V1 } from '../contexts.ts';
import { eddsaRdfc2022 } from '../proof/cryptosuite.ts';
import { didDocument } from '../keys/did.ts';
import type { Json, JsonObject } from '../json.ts';
import { LARGEST_BADGE_FILE } from '../limits.ts';
import type { CheckReason } from '../reasons.ts';
import { checkResult } from '../report.ts';
import { sentence } from '../sentences.ts';
import {
	createStatusList,
	MOST_ENTRIES_TEXT,
	withStatus,
	STATUS_LIST_LENGTH,
	statusListCredential,
} from '../status-list.ts';
import {
	optionsWithAllSources,
	badge,
	changed,
	DID,
	STATUS_INDEX,
	ISSUED,
	KEY,
	LIST,
	NOW,
	SIGNER,
} from '../worked-example.fixture.ts';
import type { ExaminedCredential } from './examine.ts';
import type { StatusAnswer, VerifyOptions } from './options.ts';
import { checkStatus } from './status.ts';
import { verdictOf } from './verdict.ts';

const document = didDocument({ did: DID, keys: [KEY] });
const badgeOf = (ours: boolean, id = DID): ExaminedCredential => ({
	id,
	answer: { kind: 'found', document, ...(ours ? { keys: [KEY] } : {}) },
	vocabulary: checkResult('vocabulary', 'known'),
	issuer: checkResult('issuer', 'found'),
	signature: checkResult('signature', 'sound'),
	binding: checkResult('binding', 'bound'),
	seal: undefined,
});

const entry = {
	id: `${LIST}#${STATUS_INDEX}`,
	type: 'BitstringStatusListEntry',
	statusPurpose: 'revocation',
	statusListIndex: String(STATUS_INDEX),
	statusListCredential: LIST,
};
const base = statusListCredential({
	url: LIST,
	issuer: DID,
	list: createStatusList(),
	validFrom: ISSUED,
	validUntil: new Date('2026-10-10T00:00:00Z'),
});
const bits = (list: Uint8Array) => `u${gzipSync(list).toString('base64url')}`;
const S = 'credentialSubject';
const REVOKING = bits(withStatus(createStatusList(), STATUS_INDEX));

/** A status list with some places changed before it was signed. */
const listWith = (...changes: readonly (readonly [string, unknown])[]) =>
	signed(changes.reduce<JsonObject>((list, [path, value]) => changed(list, path, value), base));

/** Signs a credential of the VC data model 1.1 or 2.0, without checking it. */
async function signed(credential: JsonObject, more: JsonObject = {}): Promise<JsonObject> {
	const options = {
		type: 'DataIntegrityProof',
		cryptosuite: eddsaRdfc2022.name,
		created: '2026-10-08T14:00:00Z',
		verificationMethod: SIGNER.verificationMethod,
		proofPurpose: 'assertionMethod',
		...more,
	};
	const bytes = await eddsaRdfc2022.canonicalize(credential, options);
	return { ...credential, proof: [{ ...options, proofValue: await eddsaRdfc2022.sign(bytes, SIGNER) }] };
}

interface Situation {
	readonly entries?: unknown;
	readonly list?: JsonObject | string;
	readonly answer?: StatusAnswer | 'throws';
	readonly ours?: boolean;
	readonly badge?: ExaminedCredential;
	readonly options?: Partial<VerifyOptions>;
}
async function status({
	entries = entry,
	list,
	answer,
	ours = false,
	badge = badgeOf(ours),
	options: more = {},
}: Situation) {
	const asked: string[] = [];
	const options: VerifyOptions = await optionsWithAllSources({
		statusSource: (url) => {
			asked.push(url);
			if (answer === 'throws') throw new Error('no');
			return answer ?? (list === undefined ? { kind: 'absent' } : { kind: 'found', credential: list });
		},
		...more,
	});
	const found = await checkStatus({ id: 'urn:b', credentialStatus: entries } as JsonObject, badge, options);
	return { reason: found.reason, params: found.params, asked };
}
const ENTRY = (change: object) => ({ ...entry, ...change });

/** Status entries, and the reason found for each before any list is requested. */
const ENTRIES: readonly (readonly [string, unknown, string, object])[] = [
	['none', null, 'no-status', {}],
	['an empty list', [], 'no-status', {}],
	['a text', 'urn:x', 'entry-unreadable', {}],
	['nothing in brackets', [null], 'entry-unreadable', {}],
	['a place on a list that is a number', ENTRY({ statusListCredential: 12 }), 'entry-unreadable', {}],
	['another type', ENTRY({ type: 'Autre' }), 'not-supported', {}],
	['another type, without an address', { type: 'Autre' }, 'not-supported', {}],
	['no list', ENTRY({ statusListCredential: undefined }), 'entry-unreadable', {}],
	['an address that is none', ENTRY({ statusListCredential: 'liste' }), 'entry-unreadable', {}],
	['no place', ENTRY({ statusListIndex: undefined }), 'entry-unreadable', {}],
	['several bits', ENTRY({ statusSize: 2 }), 'not-supported', {}],
	['a message', ENTRY({ statusPurpose: 'message' }), 'informative', { purpose: 'message' }],
	['a way to ask again', ENTRY({ statusPurpose: 'refresh' }), 'informative', { purpose: 'refresh' }],
	['a list by name, without its address', { type: '1EdTechRevocationList' }, 'entry-unreadable', {}],
];
test.each(ENTRIES)('an entry with %s', async (_what, entries, reason, params) => {
	const given = JSON.parse(JSON.stringify(entries)) as unknown;
	expect(await status({ entries: given })).toEqual({ reason, params, asked: [] });
});

const STANDING: readonly (readonly [StatusAnswer | 'throws', string, object])[] = [
	[{ kind: 'absent' }, 'list-absent', { address: LIST }],
	['throws', 'list-unreachable', { address: LIST, most: '6' }],
	[{ kind: 'unknown', why: 'unreachable' }, 'list-unreachable', { address: LIST, most: '6' }],
	[{ kind: 'unknown', why: 'not-supported' }, 'not-supported', { address: LIST, most: '6' }],
	[{ kind: 'unknown', why: 'too-large' }, 'list-past-limit', { address: LIST, most: '6' }],
	[
		{ kind: 'unknown', why: 'too-many-documents' },
		'too-many-documents',
		{ address: LIST, most: '6', mostDocuments: '8', mostLists: '4' },
	],
	[{ kind: 'found', credential: 'mot' }, 'list-damaged', { address: LIST }],
	[{ kind: 'found', credential: 'x'.repeat(LARGEST_BADGE_FILE + 1) }, 'list-past-limit', { most: '6' }],
];
test.each(STANDING)('a list that cannot be read', async (answer, reason, params) => {
	expect(await status({ answer })).toEqual({ reason, params, asked: [LIST] });
});

type Change = readonly [string, unknown];
/**
 * Changes of a status list, and the reason expected for a badge of another issuer, then for one of our own.
 */
const LISTS: readonly (readonly [string, readonly Change[], string, string, unknown?])[] = [
	['whole', [], 'not-revoked', 'not-revoked'],
	['revoking', [[`${S}.encodedList`, REVOKING]], 'revoked', 'revoked'],
	[
		'that the entry bears in an object',
		[],
		'not-revoked',
		'not-revoked',
		{ statusListCredential: { id: LIST } },
	],
	[
		'past the most that is looked into',
		[[`${S}.encodedList`, bits(new Uint8Array(8 * 1024 * 1024 + 1))]],
		'list-too-large',
		'list-too-large',
	],
	[
		'short, of another issuer',
		[
			[`${S}.encodedList`, bits(new Uint8Array(8))],
			['issuer', 'did:web:y.example'],
		],
		'foreign-signer',
		'list-issuer',
		{ statusListIndex: '5' },
	],
	[
		'that says in a second place what it is',
		[['evidence', [{ id: LIST, type: ['BitstringStatusListCredential'] }]]],
		'list-signature',
		'list-signature',
	],
	['of nobody', [['issuer', undefined]], 'list-damaged', 'list-issuer'],
	[
		'revoking others',
		[[`${S}.encodedList`, bits(withStatus(createStatusList(), STATUS_INDEX + 1))]],
		'not-revoked',
		'not-revoked',
	],
	['of no kind', [['type', ['VerifiableCredential']]], 'list-damaged', 'list-damaged'],
	[
		'suspending',
		[
			[`${S}.statusPurpose`, 'suspension'],
			[`${S}.encodedList`, REVOKING],
		],
		'suspended',
		'suspended',
		{ statusPurpose: 'suspension' },
	],
	[
		'of several purposes',
		[[`${S}.statusPurpose`, ['suspension', 'revocation']]],
		'not-revoked',
		'not-revoked',
	],
	['of another purpose', [[`${S}.statusPurpose`, 'suspension']], 'list-purpose', 'list-purpose'],
	['of no purpose', [[`${S}.statusPurpose`, undefined]], 'list-purpose', 'list-purpose'],
	[
		'of one purpose, the entry of none',
		[[`${S}.encodedList`, REVOKING]],
		'revoked',
		'revoked',
		{ statusPurpose: undefined },
	],
	[
		'of several purposes, the entry of none',
		[[`${S}.statusPurpose`, ['suspension', 'revocation']]],
		'list-purpose',
		'list-purpose',
		{ statusPurpose: undefined },
	],
	[
		'of a purpose of its own',
		[[`${S}.statusPurpose`, 'autre']],
		'not-supported',
		'not-supported',
		{ statusPurpose: 'autre' },
	],
	['without bits', [[`${S}.encodedList`, undefined]], 'list-damaged', 'list-damaged'],
	['of bits that are none', [[`${S}.encodedList`, 'u0']], 'list-damaged', 'list-damaged'],
	['of another subject', [[S, { id: 'urn:x' }]], 'list-damaged', 'list-damaged'],
	[
		'short',
		[[`${S}.encodedList`, bits(new Uint8Array(STATUS_LIST_LENGTH / 8 - 1))]],
		'short-list',
		'list-damaged',
		{ statusListIndex: '5' },
	],
	[
		'just long enough',
		[[`${S}.encodedList`, bits(new Uint8Array(STATUS_LIST_LENGTH / 8))]],
		'not-revoked',
		'not-revoked',
		{ statusListIndex: String(STATUS_LIST_LENGTH - 1) },
	],
	[
		'short, and revoking',
		[[`${S}.encodedList`, bits(Uint8Array.from([0x04]))]],
		'revoked',
		'list-damaged',
		{ statusListIndex: '5' },
	],
	[
		'too short for that place',
		[],
		'list-index',
		'list-index',
		{ statusListIndex: String(STATUS_LIST_LENGTH) },
	],
	['that ended', [['validUntil', '2026-10-09T08:54:59Z']], 'list-lapsed', 'list-lapsed'],
	[
		'that ends within what clocks differ by',
		[['validUntil', '2026-10-09T08:55:00Z']],
		'not-revoked',
		'not-revoked',
	],
	['that is still to come', [['validFrom', '2026-10-09T09:05:01Z']], 'list-early', 'list-early'],
	[
		'that begins within what clocks differ by',
		[['validFrom', '2026-10-09T09:05:00Z']],
		'not-revoked',
		'not-revoked',
	],
	['of another address', [['id', `${LIST}/2`]], 'foreign-place', 'list-address'],
	['of another issuer', [['issuer', 'did:web:y.example']], 'foreign-signer', 'list-issuer'],
];

const STANDING_LISTS = LISTS.map(([what, changes, theirs, ours, inEntry]) => ({
	what,
	changes,
	theirs,
	ours,
	inEntry,
}));
test.each(STANDING_LISTS)('a list $what', async ({ changes, theirs, ours, inEntry }) => {
	const list = await listWith(...changes);
	const entries = JSON.parse(JSON.stringify(ENTRY((inEntry ?? {}) as object))) as unknown;
	const found = await status({ entries, list });
	expect(found.reason).toBe(theirs);
	expect((await status({ entries, list, ours: true })).reason).toBe(ours);
	expect(found.asked).toEqual([LIST]);
	expect(found.params).toMatchObject({ address: LIST, most: MOST_ENTRIES_TEXT });
});

test('the dates of its signature put a list out of its time as its own dates do', async () => {
	const told = async (more: JsonObject, change: readonly (readonly [string, unknown])[] = []) => {
		const unsigned = change.reduce<JsonObject>((list, [path, value]) => changed(list, path, value), base);
		const { reason, params } = await status({ list: await signed(unsigned, more) });
		return [reason, params['date']];
	};
	const from = String(base['validFrom']);
	for (const change of [[], [[`${S}.encodedList`, REVOKING]]] as const) {
		expect(await told({ expires: '2026-10-09T08:54:59Z' }, change)).toEqual(['list-lapsed', from]);
		expect(await told({ created: '2026-10-09T09:05:01Z' }, change)).toEqual([
			'list-early',
			'2026-10-09T09:05:01Z',
		]);
	}
	for (const more of [{ expires: '2026-10-09T08:55:00Z' }, { created: '2026-10-09T09:05:00Z' }])
		expect(await told(more)).toEqual(['not-revoked', from]);
});

test('the date of a list that is a token, made in the future, puts it out of its time too', async () => {
	const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const kid = `${DID}#jeton`;
	const publicKeyJwk = pair.publicKey.export({ format: 'jwk' });
	const method = { id: kid, type: 'JsonWebKey', controller: DID, publicKeyJwk };
	const own = { id: DID, verificationMethod: [method], assertionMethod: [kid] } as unknown as JsonObject;
	const options: Partial<VerifyOptions> = { resolveIssuer: () => ({ kind: 'found', document: own }) };
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const madeAt = (date: string) => {
		const claims = { ...base, iss: DID, jti: base['id'], iat: Date.parse(date) / 1000 };
		const text = `${part({ alg: 'ES256', kid, typ: 'JWT' })}.${part(claims)}`;
		const how = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
		const signature = sign('sha256', Buffer.from(text), how);
		return `${text}.${signature.toString('base64url')}`;
	};
	const reason = async (date: string) => (await status({ list: madeAt(date), options })).reason;
	expect(await reason('2026-10-08T14:00:00Z')).toBe('not-revoked');
	expect(await reason('2026-10-10T09:00:00Z')).toBe('list-early');
});

test('a sound list that a key of nobody’s signed says nothing', async () => {
	const list = await listWith();
	const saying = (change: object) =>
		status({
			list,
			options: { resolveIssuer: () => ({ kind: 'found', document: { ...document, ...change } }) },
		});
	expect((await saying({})).reason).toBe('not-revoked');
	expect((await saying({ assertionMethod: [] })).reason).toBe('list-signature');
	// If the document of the list's issuer cannot be fetched, nothing is known against the list.
	const silent: Partial<VerifyOptions> = {
		resolveIssuer: () => ({ kind: 'unknown', why: 'unreachable' }),
	};
	expect((await status({ list, options: silent })).reason).toBe('not-revoked');
});

test('a list in a token, and one whose words nothing defines', async () => {
	const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const kid = `${DID}#jeton`;
	const options: Partial<VerifyOptions> = {
		resolveIssuer: () => ({
			kind: 'found',
			document: {
				id: DID,
				assertionMethod: [
					{ id: kid, controller: DID, publicKeyJwk: { ...pair.publicKey.export({ format: 'jwk' }) } },
				],
			} as JsonObject,
		}),
	};
	const token = (change: object) => {
		const input = `${part({ alg: 'ES256', kid })}.${part({ ...base, iss: DID, ...change })}`;
		const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
		return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
	};
	const reason = async (change: object) => (await status({ list: token(change), options })).reason;
	expect(await reason({})).toBe('not-revoked');
	// An envelope says nothing itself: only the token in it counts (VC data model 2.0, §4.13).
	const type = 'EnvelopedVerifiableCredential';
	const envelope = (id: string): JsonObject => ({ ...base, id: `data:application/vc+jwt,${id}`, type });
	expect((await status({ list: envelope(token({})), options })).reason).toBe('not-revoked');
	const revoking = token({ [S]: { ...(base[S] as JsonObject), encodedList: REVOKING } });
	expect((await status({ list: envelope(revoking), options })).reason).toBe('revoked');
	expect((await status({ list: envelope(`${token({}).slice(0, -8)}AAAAAAAA`), options })).reason).toBe(
		'list-signature',
	);
	for (const none of ['x', ''])
		expect((await status({ list: envelope(none), options })).reason).toBe('list-damaged');
	expect(await reason({ humeur: 'x' })).toBe('not-revoked');
	expect(await reason({ '@context': [...(base['@context'] as string[]), 'https://x.example/c'] })).toBe(
		'list-signature',
	);
});

const PROOF = {
	type: 'DataIntegrityProof',
	cryptosuite: eddsaRdfc2022.name,
	created: '2026-10-08T14:00:00Z',
	verificationMethod: SIGNER.verificationMethod,
	proofPurpose: 'assertionMethod',
	proofValue: 'z5x',
};
const CONTEXTS = base['@context'] as readonly string[];
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const profile = (id: string, parentOrg: readonly JsonObject[] = []): JsonObject => ({
	...{ id, type: ['Profile'] },
	...(parentOrg.length > 0 && { parentOrg }),
});
const NODES = ['_:a', '_:b', '_:c', '_:d', '_:e'];
/** The list's issuer, with organizations that are all bound to all others: too long to put in order. */
const TANGLED = profile(
	DID,
	NODES.map((id) =>
		profile(
			id,
			NODES.filter((other) => other !== id).map((other) => profile(other)),
		),
	),
);

/** Lists whose signature could not be checked, by the reason; nothing is known against any of them. */
const NOT_CHECKED: readonly (readonly [
	string,
	() => Promise<JsonObject | string>,
	CheckReason<'status'>,
	object,
])[] = [
	[
		'signed in a way that is not supported',
		async () => ({ ...base, proof: { ...PROOF, cryptosuite: 'eddsa-jcs-2022' } }),
		'list-unsupported-suite',
		{ suite: 'eddsa-jcs-2022' },
	],
	[
		'in a token of an algorithm that is not supported',
		async () => `${part({ alg: 'ES384', kid: `${DID}#k` })}.${part(base)}.${part('signature')}`,
		'list-unsupported-suite',
		{ suite: 'ES384' },
	],
	[
		'signed with a kind of key that is not supported',
		async () => ({
			...base,
			proof: {
				...PROOF,
				cryptosuite: 'ecdsa-rdfc-2019',
				verificationMethod: 'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme#k',
			},
		}),
		'list-unsupported-suite',
		{},
	],
	[
		'whose key could not be obtained',
		async () => ({ ...base, proof: { ...PROOF, verificationMethod: 'did:web:y.example#k' } }),
		'list-key-missing',
		{},
	],
	[
		'with definitions that we do not have',
		async () => changed(await listWith(), '@context', [...CONTEXTS, 'https://x.example/c']),
		'list-unknown-context',
		{ context: 'https://x.example/c' },
	],
	[
		'more complex than we follow',
		async () => ({ ...(await listWith()), '@context': badge()['@context'] as Json, issuer: TANGLED }),
		'list-too-complex',
		{},
	],
	[
		'of more types than we read',
		async () => changed(base, 'type', [...(base['type'] as string[]), ...Array<string>(100).fill('Liste')]),
		'list-too-many-types',
		{ contexts: '8', types: '12' },
	],
];
test.each(NOT_CHECKED)(
	'a list %s could not be checked: unknown, never refused',
	async (_what, made, reason, params) => {
		const list = await made();
		const options = {
			resolveIssuer: (id: string) =>
				id === DID
					? ({ kind: 'found', document } as const)
					: ({ kind: 'unknown', why: 'unreachable' } as const),
		};
		const found = await status({ options, answer: { kind: 'found', credential: list } });
		expect(found).toMatchObject({ reason, params: { address: LIST, ...params } });
		const step = checkResult('status', found.reason, found.params);
		expect(verdictOf([checkResult('signature', 'sound'), checkResult('binding', 'bound'), step])).toBe(
			'unknown',
		);
		expect(sentence(step, 'fr')).toContain('Nous ne savons pas si ce badge a été révoqué.');
	},
);

test('a list that its issuer signed is read, though a witness beside cannot be reached', async () => {
	const list = await listWith();
	const witness = { ...PROOF, verificationMethod: 'did:web:y.example#k' };
	const options = {
		resolveIssuer: (id: string) =>
			id === DID
				? ({ kind: 'found', document } as const)
				: ({ kind: 'unknown', why: 'unreachable' } as const),
	};
	for (const proof of [
		[...(list['proof'] as JsonObject[]), witness],
		[witness, ...(list['proof'] as JsonObject[])],
	])
		expect(
			await status({ options, answer: { kind: 'found', credential: { ...list, proof } } }),
		).toMatchObject({
			reason: 'not-revoked',
		});
	expect(
		await status({ options, answer: { kind: 'found', credential: { ...list, proof: [witness] } } }),
	).toMatchObject({ reason: 'list-key-missing' });
});

test('a list whose key was not asked for, by our own limit, says so', async () => {
	const list = { ...base, proof: { ...PROOF, verificationMethod: `${DID}#k` } };
	const options = { resolveIssuer: () => ({ kind: 'unknown', why: 'too-many-documents' }) as const };
	expect(await status({ list, options })).toMatchObject({
		reason: 'too-many-documents',
		params: { address: LIST, mostDocuments: '8', mostLists: '4' },
	});
});

test('what is known against a list comes before what could not be checked', async () => {
	const forged = changed(await listWith(), `${S}.encodedList`, REVOKING);
	const witness = { ...PROOF, verificationMethod: 'did:web:y.example#k' };
	const list = { ...forged, proof: [witness, ...(forged['proof'] as JsonObject[])] };
	const options = { resolveIssuer: () => ({ kind: 'found', document }) as const };
	expect((await status({ list, options })).reason).toBe('list-signature');
});

test('what a list does not say of itself is told as nothing', async () => {
	const undated = await status({ list: await listWith(['validFrom', undefined]) });
	expect(undated).toMatchObject({ reason: 'not-revoked', params: { date: '', signer: '', place: '' } });
	const nobody = await status({ list: await listWith(['issuer', undefined]), ours: true });
	expect(nobody.params['signer']).toBe('');
});

test('a list of 2021 may be short and is read as it is; its date is told', async () => {
	const older = await signed({
		'@context': [
			CREDENTIALS_V1,
			'https://w3id.org/vc/status-list/2021/v1',
			'https://w3id.org/security/data-integrity/v2',
		],
		id: LIST,
		type: ['VerifiableCredential', 'StatusList2021Credential'],
		issuer: DID,
		issuanceDate: '2026-10-08T14:00:00Z',
		credentialSubject: {
			id: `${LIST}#list`,
			type: 'StatusList2021',
			statusPurpose: 'revocation',
			encodedList: bits(Uint8Array.from([0x04])).slice(1),
		},
	});
	const at = (statusListIndex: string) =>
		status({ entries: ENTRY({ type: 'StatusList2021Entry', statusListIndex }), list: older });
	expect((await at('5')).reason).toBe('revoked');
	expect((await at('4')).reason).toBe('not-revoked');
	expect((await at('8')).reason).toBe('list-index');
	expect((await at('4')).params).toMatchObject({ date: '2026-10-08T14:00:00Z', signer: '', place: '' });
});

test('who signed a list, and where it stands, are named when they are not the badge’s', async () => {
	const badge = badgeOf(false, 'did:web:y.example');
	const list = await listWith();
	expect(await status({ list, badge })).toMatchObject({
		reason: 'foreign-signer',
		params: { signer: DID, place: '' },
	});
	const away = await listWith(['id', `${LIST}/2`]);
	expect(await status({ list: away, badge })).toMatchObject({
		reason: 'foreign-signer-and-place',
		params: { signer: DID, place: `${LIST}/2` },
	});
	expect(await status({ list: away })).toMatchObject({
		reason: 'foreign-place',
		params: { signer: '', place: `${LIST}/2` },
	});
	const at = 'https://y.example/list';
	const moved: StatusAnswer = { kind: 'found', credential: list, address: at };
	expect(await status({ answer: moved })).toMatchObject({ reason: 'foreign-place', params: { place: at } });
	expect((await status({ answer: moved, ours: true })).reason).toBe('list-address');
	const same: StatusAnswer = { kind: 'found', credential: list, address: `${LIST}?x` };
	expect((await status({ answer: same })).reason).toBe('not-revoked');
	// A status list without an id does not say at which address it belongs.
	expect(await status({ list: await listWith(['id', undefined]) })).toMatchObject({
		reason: 'foreign-place',
		params: { place: '' },
	});
	// A status list that revokes the badge does so even if its signer or its address is unusual.
	const revoking = await listWith([`${S}.encodedList`, REVOKING], ['id', `${LIST}/2`]);
	expect((await status({ list: revoking, badge })).reason).toBe('revoked');
	const profile = await listWith(['issuer', { id: DID }]);
	expect((await status({ list: profile })).reason).toBe('not-revoked');
	// If the badge issuer's document was not found, the status list may still be the issuer's.
	const unknown: ExaminedCredential = { ...badgeOf(false), answer: { kind: 'absent' } };
	expect((await status({ list, badge: unknown })).reason).toBe('not-revoked');
});

test('a list that cannot be trusted says nothing', async () => {
	const list = await listWith();
	const broken = changed(list, `${S}.encodedList`, REVOKING);
	expect((await status({ list: broken })).reason).toBe('list-signature');
	expect((await status({ list: changed(list, 'proof', undefined) })).reason).toBe('list-signature');
	expect((await status({ list: { ...list, humeur: 'bonne' } })).reason).toBe('list-signature');
	expect((await status({ list: changed(list, 'validUntil', ['2026-10-10T00:00:00Z']) })).reason).toBe(
		'list-damaged',
	);
	expect((await status({ list: changed(list, 'validUntil', '2030-01-01') })).reason).toBe('list-signature');
	const strange = await listWith(['validUntil', 'bientôt']).catch(() => undefined);
	if (strange) expect((await status({ list: strange })).reason).toBe('list-undated');
	// A source may return a status list as JSON text, which is read like its parsed form.
	expect((await status({ list: ` ${JSON.stringify(list)}\n` })).reason).toBe('not-revoked');
	expect(NOW.toISOString()).toBe('2026-10-09T09:00:00.000Z');
});

const byName = { id: LIST, type: '1EdTechRevocationList' };
const NAMELESS = {
	'@context': ['https://purl.imsglobal.org/spec/vcrl/v1p0/context.json'],
	id: LIST,
	type: ['1EdTechRevocationList'],
	issuer: DID,
};
const NAMED: readonly (readonly [string, unknown, string])[] = [
	['an object', { revokedCredential: [{ id: 'urn:b' }] }, 'revoked'],
	['a name', { revokedCredential: ['urn:b'] }, 'revoked'],
	['one without brackets', { revokedCredential: 'urn:b' }, 'revoked'],
	['the plural', { revokedCredentials: [{ id: 'urn:b', revoked: true }] }, 'revoked'],
	['one that was given back', { revokedCredential: [{ id: 'urn:b', revoked: false }] }, 'not-listed'],
	['others', { revokedCredential: ['urn:c', { id: 'urn:c' }, {}] }, 'not-listed'],
	['nobody', { revokedCredential: [] }, 'not-listed'],
	['nothing', {}, 'list-damaged'],
	['nobody, since an empty list is left out', NAMELESS, 'not-listed'],
	['nobody, and has no type', { ...NAMELESS, type: undefined }, 'list-damaged'],
	['something unknown in place of its names', { ...NAMELESS, revoked: ['urn:b'] }, 'list-damaged'],
	['a number', { revokedCredential: ['urn:b', 12] }, 'list-damaged'],
	['its own address', { id: LIST, revokedCredential: [] }, 'not-listed'],
	['another address', { id: `${LIST}/2`, revokedCredential: [] }, 'foreign-place'],
	['another address, and the badge', { id: `${LIST}/2`, revokedCredential: ['urn:b'] }, 'revoked'],
];
test.each(NAMED)('a list of names that holds %s', async (_what, list, reason) => {
	const found = await status({ entries: byName, list: list as JsonObject });
	expect(found.reason).toBe(reason);
	if (reason === 'revoked' || reason === 'list-damaged') expect(found.params).toEqual({ address: LIST });
	if (reason === 'foreign-place') expect(found.params).toEqual({ place: `${LIST}/2`, date: '' });
});

test.each([
	['https://x.example/é', 'https://x.example/%C3%A9'],
	['https://x.example/%c3%a9', ' https://x.example/é '],
	['https://x.example/a', 'http://x.example/a/'],
	['urn:uuid:AB', 'urn:uuid:ab'],
])('the badge %s is in a list of names that writes %j', async (id, name) => {
	const options = (list: JsonObject) =>
		optionsWithAllSources({ statusSource: () => ({ kind: 'found', credential: list }) });
	const found = async (revokedCredential: JsonObject[string], badge: JsonObject = { id }) =>
		(
			await checkStatus(
				{ ...badge, credentialStatus: byName },
				badgeOf(false),
				await options({ revokedCredential }),
			)
		).reason;
	expect([await found(name), await found([{ id: name }])]).toEqual(['revoked', 'revoked']);
	expect(await found([`${name}2`, { id: name, revoked: false }])).toBe('not-listed');
	// A badge without an id is in no list.
	expect(await found([{}, name], {})).toBe('not-listed');
});

test('a list of names is asked whatever purpose its entry states', async () => {
	const entries = { ...byName, statusPurpose: 'message', statusSize: 1 };
	expect((await status({ entries, list: { revokedCredential: ['urn:b'] } })).reason).toBe('revoked');
	const one = ENTRY({ statusSize: 1 });
	expect((await status({ entries: one, list: await listWith() })).reason).toBe('not-revoked');
	const both = { ...entry, type: ['Autre', 'BitstringStatusListEntry'] };
	expect((await status({ entries: both, list: await listWith() })).reason).toBe('not-revoked');
});

test('an entry of two kinds is looked up in the list of each: either may revoke', async () => {
	const type = ['BitstringStatusListEntry', '1EdTechRevocationList'];
	const entries = { ...entry, type, id: `${LIST}/names`, statusListCredential: LIST };
	const reason = async (names: readonly string[], bits?: string, times = 1) => {
		const list = await (bits === undefined ? listWith() : listWith([`${S}.encodedList`, bits]));
		const statusSource = (url: string): StatusAnswer => ({
			kind: 'found',
			credential: url === LIST ? list : { revokedCredential: names },
		});
		const given = Array(times).fill(entries);
		return (await status({ entries: given, options: { statusSource } })).reason;
	};
	expect(await reason([], REVOKING)).toBe('revoked');
	expect(await reason(['urn:b'])).toBe('revoked');
	expect(await reason([])).toBe('not-listed');
	// Each of its kinds counts as one of the four entries that are looked up.
	expect(await reason([], undefined, 2)).toBe('not-listed');
	expect(await reason([], undefined, 3)).toBe('too-many-entries');
});

test('a list of names that nobody signed is believed at its address only', async () => {
	const list = { revokedCredential: [] };
	const from = (address: string): StatusAnswer => ({ kind: 'found', credential: list, address });
	expect((await status({ entries: byName, answer: from(LIST) })).reason).toBe('not-listed');
	expect(await status({ entries: byName, answer: from('https://y.example/list') })).toMatchObject({
		reason: 'list-unreachable',
		params: { address: LIST },
	});
	expect((await status({ entries: byName, answer: from(LIST.replace('://', '://www.')) })).reason).toBe(
		'not-listed',
	);
});

test('of several entries the worst is told; what only informs is named beside', async () => {
	const good = await listWith();
	const lists: Readonly<Record<string, StatusAnswer>> = {
		[LIST]: { kind: 'found', credential: good },
		[`${LIST}/revoking`]: {
			kind: 'found',
			credential: await listWith([`${S}.encodedList`, REVOKING], ['id', `${LIST}/revoking`]),
		},
		[`${LIST}/suspending`]: {
			kind: 'found',
			credential: await listWith(
				[`${S}.statusPurpose`, 'suspension'],
				[`${S}.encodedList`, REVOKING],
				['id', `${LIST}/suspending`],
			),
		},
		[`${LIST}/broken`]: { kind: 'found', credential: { ...good, humeur: 'x' } },
		[`${LIST}/silent`]: { kind: 'unknown', why: 'unreachable' },
		[`${LIST}/short`]: {
			kind: 'found',
			credential: await listWith(
				[`${S}.encodedList`, bits(new Uint8Array(1024 * 12))],
				['id', `${LIST}/short`],
			),
		},
	};
	const of = async (...kinds: readonly string[]) => {
		const entries = kinds.map((kind) =>
			kind === 'message' || kind === 'refresh'
				? ENTRY({ statusPurpose: kind })
				: kind === 'other'
					? { type: 'Autre' }
					: ENTRY({
							statusListCredential: kind === 'good' ? LIST : `${LIST}/${kind}`,
							...(kind === 'suspending' ? { statusPurpose: 'suspension' } : {}),
						}),
		);
		const options = await optionsWithAllSources({ statusSource: (url) => lists[url] ?? { kind: 'absent' } });
		return checkStatus({ credentialStatus: entries } as unknown as JsonObject, badgeOf(false), options);
	};
	const reason = async (...kinds: readonly string[]) => (await of(...kinds)).reason;
	expect(await reason('good', 'good')).toBe('not-revoked');
	expect(await reason('good', 'revoking')).toBe('revoked');
	expect(await reason('broken', 'silent', 'revoking')).toBe('revoked');
	expect(await reason('broken', 'silent', 'suspending')).toBe('suspended');
	expect(await reason('silent', 'broken')).toBe('list-signature');
	expect(await reason('good', 'silent')).toBe('list-unreachable');
	expect(await reason('good', 'short')).toBe('short-list');
	expect(await reason('short', 'good')).toBe('short-list');
	expect(await reason('good', 'good', 'good', 'good', 'revoking')).toBe('too-many-entries');
	expect(await reason('good', 'good', 'good', 'revoking', 'good')).toBe('revoked');
	expect(await reason('good', 'good', 'good', 'good')).toBe('not-revoked');
	expect((await of('good', 'good', 'good', 'good', 'good')).params).toEqual({ most: '4' });
	expect(await reason('message')).toBe('informative');
	expect(await reason('other')).toBe('not-supported');
	const both = await of('message', 'good');
	expect(both).toMatchObject({
		reason: 'not-revoked-informative',
		params: { purpose: 'message', address: LIST },
	});
	expect(await reason('refresh', 'silent')).toBe('list-unreachable');
	expect(await reason('refresh', 'revoking')).toBe('revoked');
});
