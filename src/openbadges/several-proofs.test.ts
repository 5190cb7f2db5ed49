import rdf from 'rdf-canonize';
import { afterEach, expect, test, vi } from 'vitest';
import { didDocument, generateEd25519Key, signerFromPkcs8, verifyBadge } from './index.ts';
import type { Json, JsonObject, VerifyOptions } from './index.ts';
import { eddsaRdfc2022 } from './proof/cryptosuite.ts';
import {
	optionsWithAllSources,
	badge,
	changed,
	DID,
	issued,
	KEY,
	LIST,
	SIGNER,
	statusList,
} from './worked-example.fixture.ts';

const canonize = vi.spyOn(rdf, 'canonize');
afterEach(() => void canonize.mockClear());

/**
 * The reason of the step `signature` for a badge with `count` copies of its proof, each changed by `change`.
 */
async function said(count: number, change: (proof: JsonObject, at: number) => JsonObject = (proof) => proof) {
	const [proof] = (await issued()).proof;
	// Computed before counting begins.
	const options = await optionsWithAllSources();
	const whole = { ...badge(), proof: Array.from({ length: count }, (_, at) => change(proof, at)) };
	canonize.mockClear();
	const { checks } = await verifyBadge(whole, options);
	return checks.find(({ id }) => id === 'signature')?.reason;
}

test('the content is made canonical once, however many proofs sign it', async () => {
	// The first verification reads and caches the badge's status list, which also takes a canonicalization.
	await said(1);
	for (const count of [1, 2, 4]) {
		expect(await said(count)).toBe('sound');
		expect(canonize).toHaveBeenCalledTimes(1);
	}
});

test('under other contexts, or another hash, it is made again: one proof is never judged by what another reads', async () => {
	expect(
		await said(2, (proof, at) => (at === 0 ? proof : { ...proof, proofValue: `${proof['proofValue']}2` })),
	).toBe('broken');
	const contexts = badge()['@context'] as readonly string[];
	const fewer = (proof: JsonObject, at: number) =>
		at === 0 ? proof : { ...proof, '@context': contexts.slice(0, 1) };
	expect(await said(2, fewer)).not.toBe('sound');
});

const { proof: _proof, ...UNSIGNED } = await issued();
const witness = signerFromPkcs8(generateEd25519Key().pkcs8, 'did:web:temoin.example');

/** A proof of a document by this key, with these options. */
async function proofBy(
	key: typeof SIGNER,
	more: JsonObject = {},
	document: JsonObject = UNSIGNED,
): Promise<JsonObject> {
	const said: JsonObject = {
		type: 'DataIntegrityProof',
		cryptosuite: 'eddsa-rdfc-2022',
		created: '2026-10-08T14:00:00Z',
		verificationMethod: key.verificationMethod,
		proofPurpose: 'assertionMethod',
		...more,
	};
	const proofValue = await eddsaRdfc2022.sign(await eddsaRdfc2022.canonicalize(document, said), key);
	return { ...said, proofValue };
}

/** The verdict and the reasons of four steps for a badge with these proofs, which must not depend on their order. */
async function judged(proofs: readonly JsonObject[], change: Partial<VerifyOptions> = {}) {
	const options = await optionsWithAllSources({
		resolveIssuer: (id) => {
			if (id === DID) return { kind: 'found', document: didDocument({ did: DID, keys: [KEY] }), keys: [KEY] };
			return { kind: 'unknown', why: 'unreachable' };
		},
		...change,
	});
	const told = async (proof: Json) => {
		const { verdict, checks } = await verifyBadge({ ...UNSIGNED, proof }, options);
		const steps = checks.filter(({ id }) => ['signature', 'binding', 'dates'].includes(id));
		return [verdict, ...steps.map(({ reason }) => reason)];
	};
	const found = await told(proofs);
	expect(await told([...proofs].reverse())).toEqual(found);
	return found;
}

const KEYED: Partial<VerifyOptions> = {
	resolveIssuer: (id) => {
		const keys = id === DID ? [KEY] : [{ ...KEY, multikey: witness.key.multikey }];
		return { kind: 'found', document: didDocument({ did: id, keys }) };
	},
};
const OVER = { expires: '2026-10-09T08:00:00Z' };
const TO_COME = { created: '2026-12-01T00:00:00Z' };
// A kind of key that is not supported: did:key of secp256k1.
const UNREAD = 'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme';
/** The witness's key under a name that only its site could tell of. */
const silent = { ...witness, verificationMethod: 'did:web:temoin.example#cle' };
const unread = { ...witness, verificationMethod: `${UNREAD}#${UNREAD.slice(8)}` };

test('one proof by the issuer that is sound and in time is enough, wherever it stands among others', async () => {
	const own = await proofBy(SIGNER);
	const beside = ['valid', 'sound-beside-others', 'bound', 'in-force'];
	// The witness's site does not answer; we do not support its key; it signed for another purpose.
	expect(await judged([own, await proofBy(silent)])).toEqual(beside);
	expect(await judged([own, await proofBy(unread)])).toEqual(beside);
	expect(await judged([own, await proofBy(witness, { proofPurpose: 'authentication' })], KEYED)).toEqual(
		beside,
	);
	expect(await judged([own, await proofBy(unread), await proofBy(silent)])).toEqual(beside);
	const all = ['valid', 'sound', 'bound', 'in-force'];
	expect(await judged([own, await proofBy(witness)], KEYED)).toEqual(all);
	expect(await judged([own, await proofBy(SIGNER, OVER)])).toEqual(all);
	expect(await judged([own, await proofBy(SIGNER, TO_COME)])).toEqual(all);
	expect(await judged([own, await proofBy(SIGNER, { expires: '2027-01-01T00:00:00Z' })])).toEqual(all);
});

test('a proof that somebody adds makes no badge good that its issuer’s proof does not', async () => {
	const added = await proofBy(witness);
	const over = await proofBy(SIGNER, OVER);
	expect(await judged([over, added], KEYED)).toEqual(['expired', 'sound', 'bound', 'proof-expired']);
	expect((await judged([over, await proofBy(silent)]))[0]).toBe('expired');
	expect((await judged([over, await proofBy(unread)]))[0]).toBe('expired');
	expect(await judged([over, await proofBy(SIGNER, TO_COME)])).toEqual([
		'not-yet-valid',
		'sound',
		'bound',
		'signed-later',
	]);
	expect((await judged([added, await proofBy(witness, OVER)], KEYED)).slice(0, 3)).toEqual([
		'refused',
		'sound',
		'key-of-another',
	]);
	expect((await judged([await proofBy(silent), await proofBy(unread)]))[0]).not.toBe('valid');
	// The issuer's key was stolen.
	const stolen: Partial<VerifyOptions> = {
		resolveIssuer: (id) => {
			const keys = [{ ...KEY, state: id === DID ? 'compromised' : 'active' } as const];
			const own = id === DID ? keys : [{ ...KEY, multikey: witness.key.multikey }];
			return {
				kind: 'found',
				document: didDocument({ did: id, keys: own }),
				...(id === DID ? { keys } : {}),
			};
		},
	};
	expect((await judged([await proofBy(SIGNER), added], stolen))[0]).toBe('refused');
	// A proof that does not match the content is told, whatever stands beside it.
	const own = await proofBy(SIGNER);
	for (const broken of [
		await proofBy(SIGNER, {}, changed(UNSIGNED, 'name', 'Autre')),
		await proofBy(witness, {}, changed(UNSIGNED, 'name', 'Autre')),
	]) {
		expect((await judged([own, broken], KEYED)).slice(0, 2)).toEqual(['altered', 'broken']);
		expect((await judged([own, broken, await proofBy(unread)], KEYED)).slice(0, 2)).toEqual([
			'altered',
			'broken',
		]);
	}
});

test('a status list counts by its issuer’s proof, wherever it stands among others', async () => {
	const { proof: _none, ...list } = await statusList();
	const own = await proofBy(SIGNER, {}, list);
	const reason = async (proof: Json) => {
		const credential = { ...list, proof };
		const options = await optionsWithAllSources({
			statusSource: (url) => (url === LIST ? { kind: 'found', credential } : { kind: 'absent' }),
		});
		return (await verifyBadge(await issued(), options)).checks.find(({ id }) => id === 'status')?.reason;
	};
	const added = await proofBy(witness, {}, list);
	expect(await reason([own, added])).toBe('not-revoked');
	expect(await reason([added, own])).toBe('not-revoked');
	const over = await proofBy(SIGNER, OVER, list);
	expect(await reason([over, own])).toBe('not-revoked');
	expect(await reason([added])).toBe('list-signature');
	expect(await reason([added, over])).toBe('list-lapsed');
	expect(await reason([over, added])).toBe('list-lapsed');
});
