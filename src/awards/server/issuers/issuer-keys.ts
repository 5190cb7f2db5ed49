import { generateEd25519Key, signerFromPkcs8, tokenJwk } from '#openbadges';
import { notFound, Refusal } from '#platform';
import type { IssuingState, Queries, Seal, World } from '#platform/server';
import { signedAwardCount } from '../award-store.ts';
import { removeTokensOfKey, signedTokenCount } from '../files/award-token-store.ts';
import { voidIssuancesOfKey } from '../issuing/issuance-store.ts';
import { resumeIssuances } from '../issuing/issue-awards.ts';
import {
	activateKey,
	addKey,
	endKey,
	type Issuer,
	issuerOfKey,
	badgeKeysOf,
	sealedKeys,
	setSealed,
	tokenKeysOf,
} from './issuer-store.ts';
import { keySealBinding, issuerAt } from './issuers.ts';
import { planTokenKeys, rotateTokenKeys } from './token-keys.ts';

/**
 * Makes a key pair for an issuer, its private half sealed; stores nothing. Throws `platform.key-missing`
 * (503) without the sealing key.
 */
function newKey(world: World, { did }: Pick<Issuer, 'did'>) {
	const { multikey: kid, pkcs8 } = generateEd25519Key();
	return { id: world.newId(), kid, sealedPrivate: world.seal.seal(pkcs8, keySealBinding(did, kid)) };
}

/**
 * Gives an issuer a new active key, inside a write unit: the planned key if there is one, otherwise the
 * offered one, which is stored. Returns its multikey.
 */
async function replaceKey(
	tx: Queries,
	issuer: Issuer,
	offered: ReturnType<typeof newKey>,
	at: Date,
): Promise<string> {
	const planned = (await badgeKeysOf(tx, issuer.id)).find(({ state }) => state === 'planned');
	if (planned) await activateKey(tx, planned.multikey, at);
	else await addKey(tx, issuer.id, { ...offered, state: 'active', at });
	return planned?.multikey ?? offered.kid;
}

/**
 * Plans the keys that the next rotation will activate for the issuer at `/i/{slug}`: one for badges, and one
 * for each kind of token key it uses. Returns the keys already planned if there are some.
 */
export async function planKey(
	world: World,
	slug: string,
): Promise<{ readonly planned: string; readonly tokens: readonly string[] }> {
	const issuer = await issuerAt(world, slug);
	const offered = newKey(world, issuer);
	const planned = await world.db.write(async (tx) => {
		const before = (await badgeKeysOf(tx, issuer.id)).find(({ state }) => state === 'planned');
		if (!before) await addKey(tx, issuer.id, { ...offered, state: 'planned', at: world.now() });
		return before?.multikey ?? offered.kid;
	});
	return { planned, tokens: await planTokenKeys(world, issuer) };
}

/**
 * Replaces the signing key of the issuer at `/i/{slug}` in one write unit. The earlier key and its token keys
 * are retired: what they signed stays valid, and new token keys are made when needed. Issuances under way are
 * finished first; those that cannot be finished are voided (`key-ended`). Throws not-found (404) if the
 * issuer does not exist yet, and `platform.key-missing` (503) without the sealing key.
 */
export async function rotateKey(
	world: World,
	slug: string,
): Promise<{ readonly active: string; readonly retired: string | null; readonly tokens: readonly string[] }> {
	const issuer = await issuerAt(world, slug);
	const offered = newKey(world, issuer);
	await resumeIssuances(world);
	const at = world.now();
	const done = await world.db.write(async (tx) => {
		const signing = (await badgeKeysOf(tx, issuer.id)).filter(({ state }) => state === 'active');
		for (const key of signing) {
			await endKey(tx, key, 'retired', { at, reason: null });
			await voidIssuancesOfKey(tx, key.multikey, at);
		}
		return {
			active: await replaceKey(tx, issuer, offered, at),
			retired: signing.at(-1)?.multikey ?? null,
			tokens: await rotateTokenKeys(tx, issuer, at),
		};
	});
	world.log.warn('recognition.key-rotated', { ...done, tokens: done.tokens.length });
	return done;
}

/**
 * Declares a key compromised: everything it signed is rejected, here at once and elsewhere through
 * `did.json`. Issuances that the key was to sign are voided. An active key for badges is replaced in the same
 * write unit. A key for tokens is replaced when needed, and its tokens are deleted, to be made again. Returns
 * how many badges and tokens it signed, together (`badges`). Throws not-found (404) for an unknown key, and
 * `recognition.key-already-compromised` (409).
 */
export async function declareKeyCompromised(
	world: World,
	kid: string,
	reason: string,
): Promise<{ readonly replacedBy: string | null; readonly badges: number }> {
	const issuer = await issuerOfKey(world.db.read, kid);
	if (!issuer) throw notFound();
	// Without the sealing key, the key is still declared compromised, but it is not replaced.
	const offered = world.seal.available() ? newKey(world, issuer) : null;
	const at = world.now();
	const { read } = world.db;
	const badges = (await signedAwardCount(read, kid)) + (await signedTokenCount(read, kid));
	const replacedBy = await world.db.write(async (tx) => {
		const keys = [...(await badgeKeysOf(tx, issuer.id)), ...(await tokenKeysOf(tx, issuer.id))];
		const key = keys.find((one) => one.kid === kid);
		if (!key || key.state === 'compromised')
			throw new Refusal('recognition.key-already-compromised', { status: 409 });
		await endKey(tx, key, 'compromised', { at, reason });
		await voidIssuancesOfKey(tx, kid, at);
		await removeTokensOfKey(tx, kid);
		if ('jwk' in key) return null;
		return key.state === 'active' && offered ? replaceKey(tx, issuer, offered, at) : null;
	});
	world.log.warn('recognition.key-compromised', { kid, replacedBy });
	return { replacedBy, badges };
}

/**
 * Decrypts the private half of a sealed key. Undefined if this seal does not open it, or if it belongs to
 * another key.
 */
function opened(
	seal: Seal,
	{ did, kid, algorithm, sealedPrivate }: Awaited<ReturnType<typeof sealedKeys>>[number],
) {
	try {
		const pkcs8 = seal.open(sealedPrivate, keySealBinding(did, kid));
		const own = algorithm === 'Ed25519' ? signerFromPkcs8(pkcs8, did).key.multikey : tokenJwk(pkcs8).kid;
		return own === kid ? pkcs8 : undefined;
	} catch (problem) {
		if (problem instanceof Refusal) return undefined;
		throw problem;
	}
}

/** Returns whether the database contains any sealed private key. */
export const hasSealedKeys = async (world: World): Promise<boolean> =>
	(await sealedKeys(world.db.read)).length > 0;

/**
 * Returns whether badges can be signed, by decrypting every active key for badges: `ok`, `key-missing` or
 * `key-wrong`. Keys that are no longer active do not matter, even if their sealing key was lost.
 */
export async function issuingState(world: World): Promise<IssuingState> {
	if (!world.seal.available()) return 'key-missing';
	const signing = (await sealedKeys(world.db.read)).filter(
		({ state, algorithm }) => state === 'active' && algorithm === 'Ed25519',
	);
	return signing.every((key) => opened(world.seal, key)) ? 'ok' : 'key-wrong';
}

/**
 * Seals every private key again with the present sealing key (`earlier` opens them), in one write unit: all
 * of them or none. Skips keys that the present sealing key already opens, so that it can be repeated after a
 * crash. Throws `recognition.key-does-not-open` (409) if neither sealing key opens one of them, and
 * `platform.key-missing` (503) if a sealing key cannot be read.
 */
export async function resealKeys(
	world: World,
	earlier: Seal,
): Promise<{ readonly resealed: number; readonly already: number }> {
	if (!world.seal.available() || !earlier.available())
		throw new Refusal('platform.key-missing', { status: 503 });
	return world.db.write(async (tx) => {
		const count = { resealed: 0, already: 0 };
		for (const key of await sealedKeys(tx)) {
			if (opened(world.seal, key)) {
				count.already += 1;
				continue;
			}
			const pkcs8 = opened(earlier, key);
			if (!pkcs8)
				throw new Refusal('recognition.key-does-not-open', { status: 409, params: { kid: key.kid } });
			await setSealed(tx, key.kid, world.seal.seal(pkcs8, keySealBinding(key.did, key.kid)));
			count.resealed += 1;
		}
		return count;
	});
}
