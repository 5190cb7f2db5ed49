import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureKeyFile, fileSeal } from '#platform/server';
import { testWorld, type TestWorld } from '#tests/world';
import { addAwards } from '../award-store.ts';
import { addToken } from '../files/award-token-store.ts';
import { addIssuances, voidIssuance } from '../issuing/issuance-store.ts';
import { issuanceById } from '../../../../tests/recognised/stored-issuance.ts';
import {
	declareKeyCompromised,
	hasSealedKeys,
	issuingState,
	planKey,
	resealKeys,
	rotateKey,
} from './issuer-keys.ts';
import { badgeKeysOf, sealedKeys, setSealed, tokenKeysOf } from './issuer-store.ts';
import { activeKeyOf, ensureIssuer, issuerPublicKey, openKey, signerOf } from './issuers.ts';
import { haltIssuing, issuingHalts, mustBeIssuing, resumeIssuing } from '../issuing/issuing-halt.ts';
import { storeIntents } from '../issuing/store-intents.ts';
import { awardRequestFor } from '../../../../tests/recognised/many.ts';
import type { AwardRequest } from '../issuing/prepare-award.ts';
import { awardAt, issuanceAt, minute, neighbours } from '../../../../tests/recognised/neighbours.ts';
import { signedStatusList, statusListAtAddress, statusListAddress } from './status-lists.ts';
import { planTokenKeys, rotateTokenKeys, tokenSignerOf } from './token-keys.ts';

let world: TestWorld;
const folder = mkdtempSync(join(tmpdir(), 'macaron-keys-'));
const away = () => ({ ...world, seal: fileSeal(join(folder, 'none')) });
beforeAll(async () => {
	world = await testWorld();
});
afterAll(async () => {
	await world.close();
	rmSync(folder, { recursive: true, force: true });
});
const notFound = { code: 'not-found', status: 404 };
const missing = { code: 'platform.key-missing', status: 503 };
const logged = () => world.lines.splice(0).map((line) => JSON.parse(line) as Record<string, unknown>);

/** Creates an institution with an issuing body that has a real key, and no badge yet. */
async function body() {
	const people = await neighbours(world);
	const issuer = await ensureIssuer(world, people.here.institution);
	const { multikey: kid } = await activeKeyOf(world, issuer);
	logged();
	return { people, issuer, kid, place: { ...people.here, issuer, kid } };
}
const states = async ({ id }: { id: string }) =>
	(await badgeKeysOf(world.db.read, id)).map(({ multikey, state }) => [multikey, state]);

test('before any issuing body there is no key, and nothing hinders', async () => {
	expect(await hasSealedKeys(world)).toBe(false);
	expect(await issuingState(world)).toBe('ok');
	expect(await issuingState(away())).toBe('key-missing');
	const { issuer } = await body();
	expect(await hasSealedKeys(world)).toBe(true);
	const { institution } = issuer;
	expect(await ensureIssuer(world, institution)).toEqual(issuer);
	expect(await ensureIssuer(away(), institution)).toEqual(issuer);
	expect(issuer).toMatchObject({
		...{ origin: world.origin, did: `did:web:localhost%3A3000:i:${issuer.slug}`, createdAt: world.now() },
	});
	const other = await neighbours(world);
	await expect(ensureIssuer(away(), other.there.institution)).rejects.toMatchObject(missing);
	await expect(signerOf(away(), issuer)).rejects.toMatchObject(missing);
	expect(() => openKey(away(), issuer, {} as never)).toThrow();
});

test('two first badges at once make one issuing body', async () => {
	const { there } = await neighbours(world);
	const [one, two] = await Promise.all([1, 2].map(() => ensureIssuer(world, there.institution)));
	expect(two).toEqual(one);
	expect(await badgeKeysOf(world.db.read, one!.id)).toHaveLength(1);
});

test('rotated: planned or not, what was under way under the earlier key begins anew', async () => {
	const { people, issuer, kid } = await body();
	const { institution } = issuer;
	const [ada, emile] = [people.ada, people.emile].map(({ id }) =>
		awardRequestFor(world, id, institution),
	) as [AwardRequest, AwardRequest];
	const begun = await storeIntents(world, institution, [ada, emile]);
	const [own, done] = [...begun.values()].flatMap((one) => ('id' in one ? [{ id: one.id }] : [])) as [
		{ id: string },
		{ id: string },
	];
	await world.db.write((tx) => voidIssuance(tx, done.id, 'altered', minute(1)));
	await haltIssuing(world, institution, 'Incident.');
	logged();
	world.setNow(new Date(world.now().getTime() + 60_000));
	const { active, retired, tokens } = await rotateKey(world, issuer.slug);
	expect([retired, tokens]).toEqual([kid, []]);
	expect(await states(issuer)).toEqual([
		[kid, 'retired'],
		[active, 'active'],
	]);
	expect((await issuanceById(world.db.read, own.id))?.voided).toBe('key-ended');
	expect((await issuanceById(world.db.read, done.id))?.voided).toBe('altered');
	expect(logged().at(-1)).toEqual({ event: 'recognition.key-rotated', active, retired, tokens: 0 });
	await resumeIssuing(world, institution);

	const { planned } = await planKey(world, issuer.slug);
	expect(await planKey(world, issuer.slug)).toEqual({ planned, tokens: [] });
	world.setNow(new Date(world.now().getTime() + 60_000));
	expect(await rotateKey(world, issuer.slug)).toMatchObject({ active: planned, retired: active });
	const keys = await badgeKeysOf(world.db.read, issuer.id);
	expect(keys.find(({ multikey }) => multikey === planned)).toMatchObject({
		...{ state: 'active', notBefore: world.now(), endedAt: null },
	});
	expect(keys.find(({ multikey }) => multikey === active)?.endedAt).toEqual(world.now());
	for (const none of ['nulle-part', people.there.issuer.slug]) {
		await expect(rotateKey(world, none)).rejects.toMatchObject(notFound);
		await expect(planKey(world, none)).rejects.toMatchObject(notFound);
	}
	await expect(rotateKey(away(), issuer.slug)).rejects.toMatchObject(missing);
	await expect(planKey(away(), issuer.slug)).rejects.toMatchObject(missing);
});

test('compromised: one that signs is replaced, one that does not is not; without the sealing key the stop holds', async () => {
	const { people, issuer, kid, place } = await body();
	const other = issuanceAt(world, people.there, people.denis.id);
	const own = issuanceAt(world, place, people.ada.id);
	const given = awardAt(world, place, people.ada.id, { badge: 'practice-communication' });
	await world.db.write(async (tx) => {
		await addIssuances(tx, [own, other]);
		await addAwards(tx, [given]);
		await addToken(tx, { award: given.id, kid, token: 't', madeAt: minute(1) });
	});
	const { planned } = await planKey(world, issuer.slug);
	logged();
	expect(await declareKeyCompromised(world, kid, 'Copie.')).toEqual({ replacedBy: planned, badges: 2 });
	expect(logged()).toContainEqual({ event: 'recognition.key-compromised', kid, replacedBy: planned });
	expect((await issuanceById(world.db.read, own.id))?.voided).toBe('key-ended');
	expect((await issuanceById(world.db.read, other.id))?.voided).toBeNull();
	await expect(issuerPublicKey(world, issuer.slug, kid)).rejects.toMatchObject(notFound);
	await expect(declareKeyCompromised(world, kid, 'Encore.')).rejects.toMatchObject({
		...{ code: 'recognition.key-already-compromised', status: 409 },
	});
	await expect(declareKeyCompromised(world, 'z6MkNobody', 'Non.')).rejects.toMatchObject(notFound);

	const { planned: next } = await planKey(world, issuer.slug);
	expect(await declareKeyCompromised(world, next, 'Copie.')).toEqual({ replacedBy: null, badges: 0 });
	expect(await declareKeyCompromised(away(), planned, 'Copie.')).toEqual({ replacedBy: null, badges: 0 });
	expect(await states(issuer)).toEqual(
		expect.arrayContaining([kid, planned, next].map((one) => [one, 'compromised'])),
	);
	await expect(activeKeyOf(world, issuer)).rejects.toMatchObject({
		...{ code: 'recognition.no-active-key', status: 503 },
	});
	// There is no active key, so the rotation has none to retire.
	expect(await rotateKey(world, issuer.slug)).toMatchObject({ retired: null });
});

test('the keys of tokens: made at need, one of each kind signs, planned beside those that sign', async () => {
	const { issuer } = await body();
	expect(await planTokenKeys(world, issuer)).toEqual([]);
	const first = await tokenSignerOf(world, issuer);
	expect(first).toMatchObject({
		alg: 'ES256',
		key: { kid: `${world.origin}/i/${issuer.slug}/keys/${first.kid}` },
	});
	expect((await tokenSignerOf(world, issuer)).kid).toBe(first.kid);
	const planned = await planTokenKeys(world, issuer);
	expect(planned).toHaveLength(1);
	expect(await planTokenKeys(world, issuer)).toEqual(planned);
	expect((await tokenSignerOf(world, issuer)).kid).toBe(first.kid);
	world.setNow(new Date(world.now().getTime() + 60_000));
	const rotate = () => world.db.write((tx) => rotateTokenKeys(tx, issuer, world.now()));
	expect(await rotate()).toEqual([first.kid]);
	expect(await tokenKeysOf(world.db.read, issuer.id)).toMatchObject([
		{ kid: first.kid, state: 'retired', endedAt: world.now() },
		{ kid: planned[0], state: 'active', notBefore: world.now(), endedAt: null },
	]);
	expect((await tokenSignerOf(world, issuer)).kid).toBe(planned[0]);
	// When no key is planned, a rotation retires the active one, and another is made when needed.
	expect(await rotate()).toEqual(planned);
	const third = await tokenSignerOf(world, issuer);
	expect([first.kid, planned[0]]).not.toContain(third.kid);
	await expect(tokenSignerOf(away(), issuer)).rejects.toMatchObject(missing);
	// When the active key is compromised, the planned one is used at once.
	const [next] = await planTokenKeys(world, issuer);
	expect(await declareKeyCompromised(world, third.kid, 'Copie.')).toEqual({ replacedBy: null, badges: 0 });
	expect((await tokenSignerOf(world, issuer)).kid).toBe(next);
	const two = await neighbours(world);
	const body2 = await ensureIssuer(world, two.here.institution);
	const at = await Promise.all([1, 2].map(() => tokenSignerOf(world, body2)));
	expect(at[0]?.kid).toBe(at[1]?.kid);
});

test('what can sign, by the seals: a key that signs no more, or that signs tokens, takes nothing from it', async () => {
	const own = await testWorld();
	const stranger = join(folder, 'stranger');
	ensureKeyFile(stranger);
	const other = { ...own, seal: fileSeal(stranger) };
	try {
		const { here } = await neighbours(own);
		const issuer = await ensureIssuer(own, here.institution);
		// The keys that `neighbours` stores are texts that no seal opens.
		expect(await issuingState(own)).toBe('key-wrong');
		for (const { kid, did } of await sealedKeys(own.db.read))
			if (kid.startsWith('z6Mk-')) {
				expect(did).toContain('macaron.example');
				await own.db.write((tx) => setSealed(tx, kid, ''));
			}
		expect(await issuingState(own)).toBe('ok');
		expect(await issuingState(other)).toBe('key-wrong');
		await tokenSignerOf(own, issuer);
		expect(await resealKeys(other, own.seal)).toEqual({ resealed: 2, already: 0 });
		expect(await issuingState(other)).toBe('ok');
		expect(await issuingState(own)).toBe('key-wrong');
		expect(await resealKeys(other, own.seal)).toEqual({ resealed: 0, already: 2 });
		for (const [to, from] of [
			[{ ...own, seal: fileSeal(join(folder, 'none')) }, other.seal],
			[own, fileSeal(join(folder, 'none'))],
		] as const)
			await expect(resealKeys(to, from)).rejects.toMatchObject(missing);
		const [key] = await badgeKeysOf(own.db.read, issuer.id);
		await expect(resealKeys(own, own.seal)).rejects.toMatchObject({
			...{ code: 'recognition.key-does-not-open', status: 409, params: { kid: expect.any(String) } },
		});
		expect((await badgeKeysOf(own.db.read, issuer.id))[0]?.sealedPrivate).toBe(key?.sealedPrivate);
		// Only active keys for badges must open: here a new one, while the retired key and the token key do
		// not.
		await resealKeys(own, other.seal);
		const { active } = await rotateKey(own, issuer.slug);
		const earlier = (await badgeKeysOf(own.db.read, issuer.id)).find(({ multikey }) => multikey !== active);
		await own.db.write((tx) => setSealed(tx, earlier!.multikey, 'lost'));
		const [token] = await tokenKeysOf(own.db.read, issuer.id);
		await own.db.write((tx) => setSealed(tx, token!.kid, 'lost'));
		expect(await issuingState(own)).toBe('ok');
	} finally {
		await own.close();
	}
});

test('halted by institution or as a whole, told in the log, lifted once', async () => {
	const { issuer } = await body();
	const { institution } = issuer;
	const may = () => mustBeIssuing(world.db.read, institution);
	await may();
	expect(await resumeIssuing(world, institution)).toBe(false);
	expect(logged()).toEqual([]);
	await haltIssuing(world, institution, 'Incident.');
	await expect(may()).rejects.toMatchObject({ code: 'recognition.issuing-halted', status: 503 });
	expect(await issuingHalts(world)).toMatchObject([
		{ institution, reason: 'Incident.', haltedAt: world.now() },
	]);
	expect(logged()).toEqual([{ event: 'recognition.halted', institution }]);
	expect(await resumeIssuing(world, null)).toBe(false);
	expect(await resumeIssuing(world, institution)).toBe(true);
	expect(logged()).toEqual([{ event: 'recognition.resumed', institution }]);
	await may();
});

test('a status list: the same text until something in it changes, signed by a key that is trusted', async () => {
	const { people, issuer, place } = await body();
	const first = await signedStatusList(world, issuer, 1);
	expect(await signedStatusList(world, issuer, 1)).toBe(first);
	expect(await statusListAtAddress(world, statusListAddress(issuer, 1))).toBe(first);
	for (const list of [0, 2, -1])
		await expect(signedStatusList(world, issuer, list)).rejects.toMatchObject(notFound);
	const wide = awardAt(world, place, people.ada.id, { statusList: 2 });
	await world.db.write((tx) => addAwards(tx, [wide]));
	const second = await signedStatusList(world, issuer, 2);
	expect(second.text).toContain(`${statusListAddress(issuer, 2)}`);
	expect(await signedStatusList(world, issuer, 1)).toBe(first);
	// Each database object has a cache of its own.
	const elsewhere = { ...world, db: { ...world.db } };
	expect(await signedStatusList(elsewhere, issuer, 1)).not.toBe(first);
	const { kid } = await activeKeyOf(world, issuer);
	world.setNow(new Date(world.now().getTime() + 60_000));
	await rotateKey(world, issuer.slug);
	// A list signed by a retired key stays in the cache.
	expect(await signedStatusList(world, issuer, 1)).toBe(first);
	await declareKeyCompromised(world, kid, 'Copie.');
	const anew = await signedStatusList(world, issuer, 1);
	expect(anew.etag).not.toBe(first.etag);
	expect(anew.text).not.toContain(kid);
	for (const url of [
		statusListAddress(issuer, 1).replace('http:', 'https:'),
		`${world.origin}/i/nulle-part/status/1`,
		`${statusListAddress(issuer, 1)}/x`,
	])
		expect(await statusListAtAddress(world, url)).toBeUndefined();
});
