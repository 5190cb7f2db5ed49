import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { always } from '#tests/property';
import { didDocument, generateEd25519Key, issueCredential, signerFromPkcs8, verifyBadge } from './index.ts';
import type { JsonObject, Report, VerifyOptions } from './index.ts';
import {
	optionsWithAllSources,
	changed,
	DID,
	ISSUED,
	issued,
	KEY,
	NOW,
	statusList,
} from './worked-example.fixture.ts';

/** The `verifyBadge` of a new instance of the engine, with an empty cache of status lists. */
async function fresh(): Promise<typeof verifyBadge> {
	vi.resetModules();
	return (await import('./index.ts')).verifyBadge;
}

// A signer with another key than the issuer's, under the id of the issuer's key.
const stranger = generateEd25519Key();
const named = { ...signerFromPkcs8(stranger.pkcs8, DID), verificationMethod: `${DID}#${KEY.multikey}` };

const lists: Readonly<Record<string, () => Promise<JsonObject>>> = {
	good: () => statusList(),
	revoking: () => statusList({ revoked: true }),
	lapsing: () => statusList({ until: new Date('2026-10-09T08:00:00Z') }),
	'of another issuer': () => statusList({ issuer: 'did:web:autre.example' }),
	'whose bits were changed': async () => {
		const revoking = await statusList({ revoked: true });
		return changed(revoking, 'credentialSubject', (await statusList())['credentialSubject']);
	},
	'whose end was put off': async () => changed(await statusList(), 'validUntil', '2030-01-01T00:00:00Z'),
	'signed with a stranger’s key': async () => {
		const { proof: _proof, ...unsigned } = await statusList();
		return issueCredential(unsigned, { key: named, created: ISSUED });
	},
	'without proof': async () => changed(await statusList(), 'proof', undefined),
	elsewhere: async () => changed(await statusList(), 'id', 'https://macaron.example/autre'),
};

const documents: Readonly<Record<string, Partial<VerifyOptions>>> = {
	'the key is listed': {},
	'the key was withdrawn': withKeys({ ...KEY, state: 'compromised', endedAt: NOW }),
	'its name now leads to another key': {
		resolveIssuer: () => {
			const document = didDocument({ did: DID, keys: [KEY] });
			const methods = document.verificationMethod.map((method) => ({
				...method,
				publicKeyMultibase: stranger.multikey,
			}));
			return { kind: 'found', document: { ...document, verificationMethod: methods } };
		},
	},
	'the issuer cannot be reached': { resolveIssuer: () => ({ kind: 'unknown', why: 'unreachable' }) },
};

function withKeys(key: typeof KEY): Partial<VerifyOptions> {
	return {
		resolveIssuer: () => ({ kind: 'found', document: didDocument({ did: DID, keys: [key] }), keys: [key] }),
	};
}

test('a list met before is judged as if it never was: any order, any change of list, key, date or source', async () => {
	const badge = await issued();
	const built = new Map<string, JsonObject>();
	for (const [name, make] of Object.entries(lists)) built.set(name, await make());
	const situation = fc.record({
		list: fc.constantFrom(...built.keys()),
		document: fc.constantFrom(...Object.keys(documents)),
		now: fc.constantFrom(NOW, new Date('2026-10-09T07:00:00Z'), new Date('2026-10-11T00:00:00Z')),
		written: fc.boolean(),
		contexts: fc.boolean(),
	});
	const judge = async (how: typeof verifyBadge, { list, document, now, written, contexts }: Situation) => {
		const credential = built.get(list) as JsonObject;
		const options = await optionsWithAllSources({
			...documents[document],
			now,
			statusSource: () => ({ kind: 'found', credential: written ? JSON.stringify(credential) : credential }),
			...(contexts && { contexts: new Map<string, JsonObject>() }),
		});
		return how(badge, options);
	};
	type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;
	const known = new Map<string, Report>();
	const reasons = new Set<string | undefined>();
	await always(
		{ 'several situations': 36 },
		(met) =>
			fc.asyncProperty(fc.array(situation, { minLength: 2, maxLength: 8 }), async (situations) => {
				met('several situations', situations.length > 2);
				for (const one of situations) {
					const name = JSON.stringify(one);
					if (!known.has(name)) known.set(name, await judge(await fresh(), one));
					const found = await judge(verifyBadge, one);
					expect(found).toEqual(known.get(name));
					reasons.add(found.checks[9]?.reason);
				}
			}),
		{ numRuns: 60 },
	);
	for (const reason of [
		'not-revoked',
		'revoked',
		'list-lapsed',
		'list-signature',
		'list-issuer',
		'list-address',
	])
		expect(reasons).toContain(reason);
});

test('a source that gives what cannot be written down damages nothing', async () => {
	const endless: Record<string, unknown> = {};
	endless['self'] = endless;
	const options = await optionsWithAllSources({
		statusSource: () => ({ kind: 'found', credential: endless as JsonObject }),
	});
	const report = await verifyBadge(await issued(), options);
	expect([report.verdict, report.checks[9]?.reason]).toEqual(['refused', 'list-damaged']);
});
