import { generateTokenKey, type TokenAlgorithm, type TokenSigningKey } from '#openbadges';
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
import { keySealBinding, issuerAddress } from './issuers.ts';

/**
 * Makes a key pair for tokens (VC-JWT), its private half sealed; stores nothing. Throws
 * `platform.key-missing` (503) without the sealing key.
 */
async function newTokenKey(world: World, { did }: Issuer, alg: TokenAlgorithm): Promise<NewKey> {
	let made = await generateTokenKey(alg);
	// The operator types the key id in a command: one that begins with a hyphen would be read as an option.
	while (made.jwk.kid.startsWith('-')) made = await generateTokenKey(alg);
	const { jwk, pkcs8 } = made;
	return {
		id: world.newId(),
		kid: jwk.kid,
		jwk,
		sealedPrivate: world.seal.seal(pkcs8, keySealBinding(did, jwk.kid)),
	};
}

const inState = (
	keys: readonly SealedTokenKey[],
	state: SealedTokenKey['state'],
	alg: string,
): SealedTokenKey | undefined => keys.findLast((key) => key.state === state && key.algorithm === alg);

/** Returns an issuer's active key for tokens; if there is none, activates the planned one or creates one. */
async function ensureTokenKey(world: World, issuer: Issuer): Promise<SealedTokenKey> {
	const alg = world.tokenAlgorithm;
	const known = inState(await tokenKeysOf(world.db.read, issuer.id), 'active', alg);
	if (known) return known;
	const offered = await newTokenKey(world, issuer, alg);
	return world.db.write(async (tx) => {
		const keys = await tokenKeysOf(tx, issuer.id);
		// If two requests make the first token at once, the first to write makes the key.
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

/**
 * Returns the key with which an issuer signs tokens now, decrypted, with its address as key id; creates it if
 * needed. Throws `platform.key-missing` (503) without the sealing key.
 */
export async function tokenSignerOf(
	world: World,
	issuer: Issuer,
): Promise<{ readonly kid: string; readonly alg: TokenAlgorithm; readonly key: TokenSigningKey }> {
	const { kid, jwk, sealedPrivate } = await ensureTokenKey(world, issuer);
	const pkcs8 = world.seal.open(sealedPrivate, keySealBinding(issuer.did, kid));
	// The key id in the token is an address that returns one JWK: the form that every verifier of tokens must
	// support.
	return { kid, alg: jwk.alg, key: { kid: `${issuerAddress(issuer)}/keys/${kid}`, pkcs8 } };
}

/**
 * Plans, for each active key for tokens, the key that the next rotation will activate. Returns the ids of all
 * planned keys.
 */
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
 * Retires, inside a write unit, every active key for tokens of an issuer, and activates the planned ones;
 * where none is planned, one is made when needed. Returns the ids of the retired keys.
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
