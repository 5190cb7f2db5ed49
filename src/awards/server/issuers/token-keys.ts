import { generateTokenKey, type TokenAlgorithm, type TokenKey } from '#openbadges';
import type { Queries, World } from '#platform/server';
import {
	activateKey,
	addKey,
	endKey,
	type Issuer,
	type NewKey,
	type SealedTokenKey,
	tokenKeysOf,
} from './issuer-store.ts';
import { boundTo, issuerAddress } from './issuers.ts';

/** Makes a key for tokens, sealed; throws `platform.key-missing` (503) without the sealing key. */
async function newTokenKey(world: World, { did }: Issuer, alg: TokenAlgorithm): Promise<NewKey> {
	let made = await generateTokenKey(alg);
	// The operator types this name: a word that begins with a hyphen would be an option.
	while (made.jwk.kid.startsWith('-')) made = await generateTokenKey(alg);
	const { jwk, pkcs8 } = made;
	return {
		id: world.newId(),
		kid: jwk.kid,
		jwk,
		sealedPrivate: world.seal.seal(pkcs8, boundTo(did, jwk.kid)),
	};
}

const inState = (
	keys: readonly SealedTokenKey[],
	state: SealedTokenKey['state'],
	alg: string,
): SealedTokenKey | undefined => keys.findLast((key) => key.state === state && key.algorithm === alg);

/** The key that signs an issuer's tokens now: the planned one, else one made now, where there is none. */
async function ensureTokenKey(world: World, issuer: Issuer): Promise<SealedTokenKey> {
	const alg = world.tokenAlgorithm;
	const known = inState(await tokenKeysOf(world.db.read, issuer.id), 'active', alg);
	if (known) return known;
	const offered = await newTokenKey(world, issuer, alg);
	return world.db.write(async (tx) => {
		const keys = await tokenKeysOf(tx, issuer.id);
		// Two first tokens at once: whichever wrote first made the key.
		if (!inState(keys, 'active', alg)) {
			const planned = inState(keys, 'planned', alg);
			if (planned) await activateKey(tx, planned.kid, world.now());
			else await addKey(tx, issuer.id, { ...offered, state: 'active', at: world.now() });
		}
		const active = inState(await tokenKeysOf(tx, issuer.id), 'active', alg);
		if (!active) throw new Error(`No active ${alg} key was found right after it was stored.`);
		return active;
	});
}

/** What signs an issuer's tokens now; throws `platform.key-missing` (503) without the sealing key. */
export async function tokenSignerOf(
	world: World,
	issuer: Issuer,
): Promise<{ readonly kid: string; readonly alg: TokenAlgorithm; readonly key: TokenKey }> {
	const { kid, jwk, sealedPrivate } = await ensureTokenKey(world, issuer);
	const pkcs8 = world.seal.open(sealedPrivate, boundTo(issuer.did, kid));
	// An address that gives one JWK: the form that every reader of tokens must take.
	return { kid, alg: jwk.alg, key: { kid: `${issuerAddress(issuer)}/keys/${kid}`, pkcs8 } };
}

/** Makes, for each key that signs tokens now, the one that the next rotation will put to work; gives them all. */
export async function planTokenKeys(world: World, issuer: Issuer): Promise<readonly string[]> {
	const active = (await tokenKeysOf(world.db.read, issuer.id)).filter(({ state }) => state === 'active');
	const offered = await Promise.all(active.map(({ jwk }) => newTokenKey(world, issuer, jwk.alg)));
	return world.db.write(async (tx) => {
		const keys = await tokenKeysOf(tx, issuer.id);
		for (const one of offered) {
			if (one.jwk && !inState(keys, 'planned', one.jwk.alg))
				await addKey(tx, issuer.id, { ...one, state: 'planned', at: world.now() });
		}
		const planned = (await tokenKeysOf(tx, issuer.id)).filter(({ state }) => state === 'planned');
		return planned.map(({ kid }) => kid);
	});
}

/**
 * Inside a write unit: retires every key that signs tokens; those planned sign from now on, others are made at need.
 * Gives the retired ones.
 */
export async function rotateTokenKeys(tx: Queries, issuer: Issuer, at: Date): Promise<readonly string[]> {
	const keys = await tokenKeysOf(tx, issuer.id);
	const signing = keys.filter(({ state }) => state === 'active');
	for (const key of signing) {
		await endKey(tx, key, 'retired', { at, reason: null });
		const planned = inState(keys, 'planned', key.algorithm);
		if (planned) await activateKey(tx, planned.kid, at);
	}
	return signing.map(({ kid }) => kid);
}
