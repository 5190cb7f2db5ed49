import { expect, test } from 'vitest';
import {
	didDocument,
	eddsaRdfc2022,
	generateEd25519Key,
	issueCredential,
	signerFromPkcs8,
	verifyBadge,
} from './index.ts';
import type { IssuerDocumentAnswer, JsonObject, Report, VerifyOptions } from './index.ts';
import {
	optionsWithAllSources,
	badge,
	changed,
	DID,
	ISSUED,
	issued,
	KEY,
	LIST,
	NOW,
	SIGNER,
	statusList,
} from './worked-example.fixture.ts';

const failing = (report: Report) =>
	report.checks.filter(({ outcome }) => outcome === 'fail').map(({ id, reason }) => `${id}: ${reason}`);
const other = signerFromPkcs8(generateEd25519Key().pkcs8, DID);

const answers = (answer: IssuerDocumentAnswer): Partial<VerifyOptions> => ({ resolveIssuer: () => answer });
const found = (change: Partial<typeof KEY>) =>
	answers({
		kind: 'found',
		document: didDocument({ did: DID, keys: [{ ...KEY, ...change }] }),
		keys: [{ ...KEY, ...change }],
	});

test('the key of another is a sound signature of somebody else', async () => {
	const forged = await issueCredential(badge(), { key: other, created: ISSUED });
	const report = await verifyBadge(forged, await optionsWithAllSources());
	expect(report.verdict).toBe('refused');
	expect(report.checks[6]).toMatchObject({ id: 'signature', outcome: 'pass' });
	expect(failing(report)).toEqual(['binding: key-not-listed']);
	const elsewhere = signerFromPkcs8(generateEd25519Key().pkcs8, 'did:web:pirate.example');
	const theirs = await verifyBadge(
		await issueCredential(badge(), { key: elsewhere, created: ISSUED }),
		await optionsWithAllSources(),
	);
	expect(failing(theirs)).toEqual(['binding: key-of-another']);
});

test('a key speaks only within its life', async () => {
	const binding = async (change: Partial<typeof KEY>) =>
		(await verifyBadge(await issued(), await optionsWithAllSources(found(change)))).checks[7]?.reason;
	expect(await binding({})).toBe('bound');
	expect(await binding({ state: 'retired', endedAt: NOW })).toBe('retired-key');
	expect(await binding({ state: 'retired', endedAt: new Date('2026-10-01') })).toBe('outside-window');
	// The clocks of the signer and of the key register may differ by five minutes.
	expect(await binding({ state: 'retired', endedAt: new Date('2026-10-08T13:54:59Z') })).toBe(
		'outside-window',
	);
	expect(await binding({ state: 'retired', endedAt: new Date('2026-10-08T13:55:00Z') })).toBe('retired-key');
	expect(await binding({ notBefore: new Date('2026-10-08T14:05:01Z') })).toBe('outside-window');
	expect(await binding({ notBefore: new Date('2026-10-08T14:05:00.900Z') })).toBe('bound');
	expect(await binding({ state: 'compromised', endedAt: NOW })).toBe('key-withdrawn');
	expect(await binding({ state: 'planned' })).toBe('key-not-listed');
});

test('without the issuer’s document, the content is whole and the origin unproven', async () => {
	const unproven = await verifyBadge(
		await issued(),
		await optionsWithAllSources(answers({ kind: 'unknown', why: 'unreachable' })),
	);
	expect(unproven.verdict).toBe('valid-issuer-unproven');
	const foreign = await verifyBadge(
		await issued(),
		await optionsWithAllSources(answers({ kind: 'unknown', why: 'not-supported' })),
	);
	expect(foreign.verdict).toBe('unsupported');
	const document = didDocument({ did: 'did:web:autre.example', keys: [KEY] });
	const mismatch = await verifyBadge(
		await issued(),
		await optionsWithAllSources(answers({ kind: 'found', document })),
	);
	expect(mismatch.verdict).toBe('refused');
	const down = await optionsWithAllSources({
		resolveIssuer: () => Promise.reject(new Error('réseau')),
		statusSource: () => Promise.reject(new Error('réseau')),
		knownIssuers: () => Promise.reject(new Error('réseau')),
	});
	const dead = await verifyBadge(await issued(), down);
	expect(dead.verdict).toBe('unknown');
	expect(dead.checks.filter(({ outcome }) => outcome === 'unknown').map(({ id }) => id)).toEqual([
		'issuer',
		'binding',
		'status',
		'register',
	]);
});

test('dates: expired, not yet, soon, signed later', async () => {
	const until = await issued({ validUntil: new Date('2026-11-01T00:00:00Z') });
	const at = async (document: JsonObject, now: string) => {
		const fresh = await statusList({ until: new Date('2030-01-01') });
		const options = await optionsWithAllSources({
			now: new Date(now),
			statusSource: () => ({ kind: 'found', credential: fresh }),
		});
		const report = await verifyBadge(document, options);
		return [report.verdict, report.checks[8]?.reason];
	};
	expect(await at(until, '2026-10-09T00:00:00Z')).toEqual(['valid', 'expires-soon']);
	expect(await at(until, '2026-11-01T00:05:01Z')).toEqual(['expired', 'expired']);
	expect(await at(until, '2026-10-08T13:54:59Z')).toEqual(['not-yet-valid', 'not-yet']);
	// The clocks of the issuer and of the verifier may differ by five minutes.
	expect(await at(until, '2026-11-01T00:04:59Z')).toEqual(['valid', 'expires-soon']);
	expect(await at(until, '2026-10-08T13:55:01Z')).toEqual(['valid', 'expires-soon']);
	const early = await issueCredential(badge({ validFrom: new Date('2026-09-30') }), {
		key: SIGNER,
		created: ISSUED,
	});
	expect(await at(early, '2026-10-08T13:00:00Z')).toEqual(['not-yet-valid', 'signed-later']);
});

test('revoked is revoked; a list that is not the issuer’s own proves nothing', async () => {
	const withList = async (credential: JsonObject | string, now = NOW) => {
		const options = await optionsWithAllSources({ now, statusSource: () => ({ kind: 'found', credential }) });
		const report = await verifyBadge(await issued(), options);
		return [report.verdict, report.checks[9]?.reason];
	};
	const good = await statusList();
	expect(await withList(JSON.stringify(good))).toEqual(['valid', 'not-revoked']);
	expect(await withList(await statusList({ revoked: true }))).toEqual(['revoked', 'revoked']);
	expect(
		await withList(
			changed(await statusList({ revoked: true }), 'credentialSubject', good['credentialSubject']),
		),
	).toEqual(['refused', 'list-signature']);
	expect(await withList(await statusList({ issuer: 'did:web:autre.example' }))).toEqual([
		'refused',
		'list-issuer',
	]);
	expect(await withList(changed(good, 'id', `${LIST}2`))).toEqual(['refused', 'list-address']);
	expect(await withList(changed(good, 'proof', undefined))).toEqual(['refused', 'list-signature']);
	expect(await withList('<html>')).toEqual(['refused', 'list-damaged']);
	expect(await withList(good, new Date('2026-10-10T00:04:59Z'))).toEqual(['valid', 'not-revoked']);
	expect(await withList(good, new Date('2026-10-10T00:05:01Z'))).toEqual(['unknown', 'list-lapsed']);
	const far = await issued({ status: { list: LIST, index: 131_072 } });
	const report = await verifyBadge(far, await optionsWithAllSources());
	expect([report.verdict, report.checks[9]?.reason]).toEqual(['refused', 'list-index']);
});

test('a date in brackets is signed all the same, and cannot be passed over', async () => {
	const expiring = await issueCredential(badge(), {
		key: SIGNER,
		created: ISSUED,
		suite: {
			...eddsaRdfc2022,
			canonicalize: (document, options) =>
				eddsaRdfc2022.canonicalize(document, { ...options, expires: '2026-10-08T15:00:00Z' }),
		},
	});
	const over = changed(expiring, 'proof.0.expires', '2026-10-08T15:00:00Z');
	expect((await verifyBadge(over, await optionsWithAllSources())).verdict).toBe('expired');
	const bracketed = changed(expiring, 'proof.0.expires', ['2026-10-08T15:00:00Z']);
	expect((await verifyBadge(bracketed, await optionsWithAllSources())).verdict).toBe('unsupported');
	const lapsed = await statusList({ until: new Date('2026-10-09T08:00:00Z') });
	const answer = async (credential: JsonObject) => {
		const options = await optionsWithAllSources({ statusSource: () => ({ kind: 'found', credential }) });
		return (await verifyBadge(await issued(), options)).checks[9]?.reason;
	};
	expect(await answer(lapsed)).toBe('list-lapsed');
	expect(await answer(changed(lapsed, 'validUntil', [lapsed['validUntil']]))).toBe('list-damaged');
});

test('a list of somebody else, or elsewhere, is named for a foreign badge and refused for ours', async () => {
	const pair = generateEd25519Key();
	const friend = `did:key:${pair.multikey}`;
	const theirs = { key: signerFromPkcs8(pair.pkcs8, friend), created: ISSUED };
	const { proof: _proof, ...unsigned } = await statusList();
	const lists = {
		'foreign-signer': await issueCredential({ ...unsigned, issuer: friend }, theirs),
		'foreign-place': await issueCredential({ ...unsigned, id: `${LIST}2` }, { key: SIGNER, created: ISSUED }),
		'foreign-signer-and-place': await issueCredential(
			{ ...unsigned, issuer: friend, id: `${LIST}2` },
			theirs,
		),
	};
	const found = async (credential: JsonObject, change: Partial<VerifyOptions> = {}) => {
		const options = await optionsWithAllSources({
			statusSource: () => ({ kind: 'found', credential }),
			...change,
		});
		const report = await verifyBadge(await issued(), options);
		return [report.verdict, report.checks[9]?.outcome, report.checks[9]?.reason];
	};
	// Without `keys` in the issuer's answer, the issuer is not one of the caller's own, so its list only gets
	// a remark.
	const foreign = answers({ kind: 'found', document: didDocument({ did: DID, keys: [KEY] }) });
	for (const [reason, list] of Object.entries(lists)) {
		expect(await found(list, foreign)).toEqual(['valid', 'warn', reason]);
		const [verdict, outcome] = await found(list);
		expect([reason, verdict, outcome]).toEqual([reason, 'refused', 'fail']);
	}
});
