import { expect, test } from 'vitest';
import { didDocument, issueCredential, verifyBadge } from './index.ts';
import type { CheckId, JsonObject, Report, VerifyOptions } from './index.ts';
import { CHECK_IDS } from './reasons.ts';
import {
	optionsWithAllSources,
	badge,
	changed,
	DID,
	endorsementOf,
	ISSUED,
	issued,
	KEY,
	SIGNER,
	statusList,
	VALUES,
} from './worked-example.fixture.ts';

const how = { key: SIGNER, created: ISSUED };
const signed = (path: string, value: unknown) => issueCredential(changed(badge(), path, value), how);
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

/** A badge of ours with a refresh service and an empty list of endorsements. */
const rich = (): JsonObject => ({
	...badge(),
	'@context': [...(badge()['@context'] as readonly string[]), EXTENSIONS],
	refreshService: { id: 'https://macaron.example/newer', type: '1EdTechCredentialRefresh' },
	endorsement: [],
});

type Made = readonly [given: JsonObject | string, options?: Partial<VerifyOptions>];

/**
 * For each verification step that can fail alone, a badge that fails only that step. Three steps cannot: if
 * `receive` or `extract` fails nothing was read, and if `version` fails the document is no badge, so the
 * other steps have nothing to check.
 */
const ALONE: Readonly<Partial<Record<CheckId, () => Promise<Made>>>> = {
	structure: async () => [await signed('credentialSubject.achievement', undefined)],
	issuer: async () => {
		const document = { ...didDocument({ did: DID, keys: [KEY] }), id: 'did:web:autre.example' };
		return [await issued(), { resolveIssuer: () => ({ kind: 'found', document }) }];
	},
	signature: async () => [changed(await issued(), 'name', 'Autre chose')],
	binding: async () => {
		const document = { ...didDocument({ did: DID, keys: [KEY] }), assertionMethod: [] };
		return [await issued({ status: undefined }), { resolveIssuer: () => ({ kind: 'found', document }) }];
	},
	dates: async () => [await issued({ validUntil: new Date('2026-10-08T20:00:00Z') })],
	status: async () => {
		const credential = await statusList({ revoked: true });
		return [await issued(), { statusSource: () => ({ kind: 'found', credential }) }];
	},
	refresh: async () => [
		await issueCredential(rich(), how),
		{ fetchDocument: () => ({ kind: 'found', status: 200, text: '{}', contentType: '' }) },
	],
	endorsements: async () => [
		await issueCredential({ ...badge(), endorsement: [endorsementOf('did:web:ami.example')] }, how),
	],
	recipient: async () => [await issued(), { recipient: 'bruno@ecole.example' }],
	register: async () => [await issued(), { knownIssuers: () => ({ kind: 'removed', register: 'Registre' }) }],
};

const outcomes = ({ checks }: Report) => new Map(checks.map(({ id, outcome }) => [id, outcome]));
const skippedIn = (report: Report) =>
	report.checks.filter(({ reason }) => reason === 'not-reached').map(({ id }) => id);

test.each(Object.entries(ALONE))('« %s » fails alone: every other step is done', async (id, make) => {
	const [given, options] = await make();
	const report = await verifyBadge(
		given,
		await optionsWithAllSources({ recipient: 'Ada@ecole.example', ...options }),
	);
	const found = outcomes(report);
	expect(found.get(id as CheckId)).toBe('fail');
	expect(skippedIn(report)).toEqual([]);
	const others = CHECK_IDS.filter((one) => one !== id).map((one) => [one, found.get(one)]);
	// If the document found for the issuer is another issuer's, nothing tells whose the key is: `binding` may
	// fail too.
	const allowed = id === 'issuer' ? ['binding'] : [];
	expect(others.filter(([one, outcome]) => outcome === 'fail' && !allowed.includes(String(one)))).toEqual([]);
});

test('an undefined term keeps the signature from being computed, and says so; all else is done', async () => {
	const report = await verifyBadge(
		{ ...(await issued()), humeur: 'bonne' },
		await optionsWithAllSources({ recipient: 'Ada@ecole.example' }),
	);
	expect(report.verdict).toBe('refused');
	expect(skippedIn(report)).toEqual(['signature', 'binding']);
	expect(report.checks.find(({ id }) => id === 'signature')?.params).toEqual({ after: 'vocabulary' });
	const of = (id: CheckId) => report.checks.find((one) => one.id === id)?.reason;
	expect(of('vocabulary')).toBe('undefined-terms');
	expect([of('issuer'), of('dates'), of('status'), of('recipient')]).toEqual([
		'found',
		'in-force',
		'not-revoked',
		'matches',
	]);
});

test('a revoked badge is revoked, whatever its form', async () => {
	const credential = await statusList({ revoked: true });
	const revoking = await optionsWithAllSources({ statusSource: () => ({ kind: 'found', credential }) });
	for (const [path, value] of [
		['credentialSubject.id', undefined],
		['credentialSubject.achievement', undefined],
		['validFrom', undefined],
		['name', ['Entre crochets']],
	] as const) {
		expect([path, (await verifyBadge(await signed(path, value), revoking)).verdict]).toEqual([
			path,
			'revoked',
		]);
	}
	expect((await verifyBadge({ ...(await issued()), humeur: 'bonne' }, revoking)).verdict).toBe('revoked');
});

const subject = (change: object) => ({ ...(badge()['credentialSubject'] as JsonObject), ...change });
const achievement = subject({})['achievement'] as JsonObject;

test.each([
	['no id', 'id', undefined, 'id', 'missing'],
	['no name of its kind', 'type', ['OpenBadgeCredential', 'VerifiableCredential'], '', ''],
	['a type that lacks one', 'type', ['VerifiableCredential'], 'type', 'wrong-type'],
	['no beginning', 'validFrom', undefined, 'validFrom', 'missing'],
	['a subject in brackets', 'credentialSubject', [subject({})], 'credentialSubject', 'not-object'],
	[
		'an achievement without name',
		'credentialSubject.achievement.name',
		undefined,
		'credentialSubject.achievement.name',
		'missing',
	],
	[
		'an achievement without description',
		'credentialSubject.achievement.description',
		undefined,
		'credentialSubject.achievement.description',
		'missing',
	],
	[
		'no criteria',
		'credentialSubject.achievement.criteria',
		undefined,
		'credentialSubject.achievement.criteria',
		'missing',
	],
	[
		'empty criteria',
		'credentialSubject.achievement.criteria',
		{},
		'credentialSubject.achievement.criteria.narrative',
		'missing',
	],
	[
		'an achievement that is only named',
		'credentialSubject.achievement',
		String(achievement['id']),
		'credentialSubject.achievement',
		'not-object',
	],
	[
		'a level that is nowhere',
		'credentialSubject.result.0.achievedLevel',
		'urn:x',
		'credentialSubject.result[0].achievedLevel',
		'bad-reference',
	],
	[
		'a result of nothing',
		'credentialSubject.result.1.resultDescription',
		'urn:x',
		'credentialSubject.result[1].resultDescription',
		'bad-reference',
	],
	[
		'a result without status',
		'credentialSubject.result.2.status',
		undefined,
		'credentialSubject.result[2].status',
		'missing',
	],
	[
		'one tag alone',
		'credentialSubject.achievement.alignment',
		(achievement['alignment'] as JsonObject[])[0],
		'credentialSubject.achievement.alignment',
		'not-a-list',
	],
	[
		'an image that is only named',
		'credentialSubject.achievement.image',
		'https://macaron.example/a.png',
		'credentialSubject.achievement.image',
		'not-object',
	],
	['a date without seconds', 'validFrom', '2026-10-08T14:00Z', 'validFrom', 'not-date'],
	['a day for a date', 'validFrom', '2026-10-08', 'validFrom', 'not-date'],
])(
	'%s: signed so, the badge is valid, and the departure is named',
	async (_what, path, value, place, problem) => {
		const report = await verifyBadge(await signed(path, value), await optionsWithAllSources());
		expect(report.verdict).toBe('valid');
		expect(skippedIn(report)).toEqual([]);
		const structure = report.checks[3];
		if (place === '') return expect(structure?.reason).toBe('complete');
		expect(structure).toMatchObject({ outcome: 'warn', reason: 'departures' });
		expect(structure?.details).toContainEqual({ path: place, problem });
	},
);

test.each([
	[
		'nothing is awarded',
		'credentialSubject.achievement',
		undefined,
		'credentialSubject.achievement',
		'missing',
	],
	[
		'two people',
		'credentialSubject',
		[subject({}), subject({ id: 'urn:x:2' })],
		'credentialSubject',
		'not-object',
	],
	['no subject', 'credentialSubject', undefined, 'credentialSubject', 'missing'],
	[
		'a name in brackets',
		'credentialSubject.achievement.name',
		['A', 'B'],
		'credentialSubject.achievement.name',
		'not-text',
	],
	['an end in brackets', 'validUntil', ['2026-10-01T00:00:00Z'], 'validUntil', 'not-text'],
	['a keyword of JSON-LD', '@included', [{ id: 'urn:x:1', name: 'Autre' }], '@included', 'json-ld-keyword'],
	['a name spelled out', 'schema:name', 'X', 'schema:name', 'json-ld-keyword'],
])('%s: what the badge says is touched, and it is refused', async (_what, path, value, place, problem) => {
	const given = changed(badge(), path, value);
	const sealed = await issueCredential(given, how).catch(() => changed(given, 'proof', [{}]));
	const report = await verifyBadge(sealed, await optionsWithAllSources());
	expect(['refused', 'altered']).toContain(report.verdict);
	expect(report.checks[3]).toMatchObject({ outcome: 'fail', reason: 'incomplete' });
	expect(report.checks[3]?.details).toContainEqual({ path: place, problem });
});

test('nobody attests: refused, and all that can be said is said', async () => {
	for (const value of [undefined, 12, {}]) {
		const report = await verifyBadge(changed(await issued(), 'issuer', value), await optionsWithAllSources());
		expect(report.checks[3]).toMatchObject({ outcome: 'fail', reason: 'incomplete' });
		expect(['refused', 'altered']).toContain(report.verdict);
	}
});

test('a badge that names nobody is valid, and says that it does not tell to whom', async () => {
	const nobody = subject({});
	const { id: _id, identifier: _identifier, ...rest } = nobody;
	for (const recipient of [undefined, 'ada@ecole.example']) {
		const report = await verifyBadge(
			await signed('credentialSubject', rest),
			await optionsWithAllSources(recipient === undefined ? {} : { recipient }),
		);
		expect(report.verdict).toBe('valid');
		expect(report.checks[12]).toMatchObject({ outcome: 'warn', reason: 'names-nobody' });
	}
	const named = await verifyBadge(await issued(), await optionsWithAllSources());
	expect(named.checks[12]?.reason).toBe('not-asked');
	expect(VALUES.recipient.id).toBeDefined();
});

test.each([
	['an entry that is only an address', 'credentialStatus', 'https://macaron.example/status/1#3'],
	['no address of the list', 'credentialStatus.statusListCredential', undefined],
	['an address that is none', 'credentialStatus.statusListCredential', 'nulle part'],
	['no place in the list', 'credentialStatus.statusListIndex', undefined],
	['a place that is none', 'credentialStatus.statusListIndex', '-1'],
])('%s: nobody knows whether the badge was revoked', async (_what, path, value) => {
	const sealed = await signed(path, value).catch(() => undefined);
	if (!sealed) return expect(path).toBe('credentialStatus.statusListCredential');
	const report = await verifyBadge(sealed, await optionsWithAllSources());
	expect([report.verdict, report.checks[9]?.reason]).toEqual(['unknown', 'entry-unreadable']);
});

test.each(['validUntil', 'validFrom'])('a %s that cannot be read leaves the rest known', async (path) => {
	const report = await verifyBadge(changed(await issued(), path, 'jamais'), await optionsWithAllSources());
	expect(report.checks[8]).toMatchObject({
		outcome: 'unknown',
		reason: 'unreadable',
		params: { name: path },
	});
	expect(report.checks[9]?.reason).toBe('not-revoked');
});
