import { institutionById } from '#identity/server';
import {
	type DidDocument,
	didDocument,
	didWeb,
	generateEd25519Key,
	type IssuerKey,
	type IssuerTokenKey,
	publicJwk,
	type Signer,
	signerFromPkcs8,
	type TokenJwk,
} from '#openbadges';
import { isStorable, notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { issuingBodyAddress } from '../../addresses.ts';
import {
	addIssuer,
	type Issuer,
	issuerByDid,
	issuerOriginsIn,
	badgeKeysOf,
	type SealedKey,
	tokenKeysOf,
} from './issuer-store.ts';

/**
 * The text that a key's sealing is bound to (`boundTo` of `Seal`): the key opens only for the same issuer and
 * key id.
 */
export const keySealBinding = (did: string, kid: string) => `${did}#${kid}`;

/** The public address of an issuing body (`{origin}/i/{slug}`). */
export const issuerAddress = (issuer: Pick<Issuer, 'origin' | 'slug'>): string =>
	issuingBodyAddress(issuer.origin, issuer.slug);

/**
 * Returns the issuing body of an institution at this service's origin; the first call creates it, with its
 * first key. Throws `platform.key-missing` (503) if it must be created without the sealing key.
 */
export async function ensureIssuer(world: World, institution: string): Promise<Issuer> {
	const { slug } = await institutionById(world, institution);
	const did = didWeb(world.origin, ['i', slug]);
	const known = await issuerByDid(world.db.read, did);
	if (known) return known;
	const key = generateEd25519Key();
	const sealedPrivate = world.seal.seal(key.pkcs8, keySealBinding(did, key.multikey));
	const issuer = {
		id: world.newId(),
		institution,
		slug,
		did,
		origin: world.origin,
		createdAt: world.now(),
	};
	await world.db.write((tx) =>
		addIssuer(tx, issuer, { id: world.newId(), kid: key.multikey, sealedPrivate }),
	);
	// If two requests create the issuing body at once, the one stored first is kept.
	const stored = await issuerByDid(world.db.read, did);
	if (!stored) throw new Error(`Issuer ${did} was not found right after it was stored.`);
	return stored;
}

/**
 * Returns the key with which an issuer signs badges now, still sealed; throws `recognition.no-active-key`
 * (503) if there is none.
 */
export async function activeKeyOf(world: World, issuer: Issuer): Promise<SealedKey> {
	const key = (await badgeKeysOf(world.db.read, issuer.id)).findLast(({ state }) => state === 'active');
	if (!key) throw new Refusal('recognition.no-active-key', { status: 503 });
	return key;
}

/**
 * Decrypts an issuer's private key (PKCS8 DER) into a buffer of its own, which the caller must wipe. Throws
 * `platform.key-missing` (503) without the sealing key.
 */
export function openKey(world: World, issuer: Issuer, key: SealedKey): Uint8Array<ArrayBuffer> {
	const plain = world.seal.open(key.sealedPrivate, keySealBinding(issuer.did, key.multikey));
	const own = new Uint8Array(plain);
	plain.fill(0);
	return own;
}

/**
 * Returns an issuer's active key for badges, decrypted and ready to sign. Throws `platform.key-missing` (503)
 * without the sealing key, and `recognition.no-active-key` (503).
 */
export async function signerOf(world: World, issuer: Issuer): Promise<Signer & { readonly kid: string }> {
	const key = await activeKeyOf(world, issuer);
	const pkcs8 = openKey(world, issuer, key);
	const signer = signerFromPkcs8(pkcs8, issuer.did);
	pkcs8.fill(0);
	return { ...signer, kid: key.multikey };
}

/** An issuing body as `/i/{slug}` shows it, with its public keys; private halves never leave this context. */
export interface PublicIssuer extends Issuer {
	readonly keys: readonly IssuerKey[];
	/** The public keys with which it signs tokens (VC-JWT). */
	readonly tokenKeys: readonly IssuerTokenKey[];
	readonly document: DidDocument;
}

/** Returns the public data of an issuer of this service, by its DID; undefined for any other DID. */
export async function publicIssuer(world: World, did: string): Promise<PublicIssuer | undefined> {
	const issuer = isStorable(did) ? await issuerByDid(world.db.read, did) : undefined;
	if (!issuer) return undefined;
	const keys = (await badgeKeysOf(world.db.read, issuer.id)).map(
		({ multikey, state, notBefore, endedAt }) => ({
			multikey,
			state,
			notBefore,
			endedAt,
		}),
	);
	const tokenKeys = (await tokenKeysOf(world.db.read, issuer.id)).map(
		({ jwk, state, notBefore, endedAt }) => ({ jwk, state, notBefore, endedAt }),
	);
	return { ...issuer, keys, tokenKeys, document: didDocument({ did, keys: [...keys, ...tokenKeys] }) };
}

/** Whether the institution with this slug has issued, so that its public page exists. */
export const hasIssued = async (world: World, slug: string): Promise<boolean> =>
	(await issuerByDid(world.db.read, didWeb(world.origin, ['i', slug]))) !== undefined;

/**
 * Returns the issuing body with this slug at the service's own origin; throws not-found (404) if there is
 * none.
 */
export async function issuerAt(world: World, slug: string): Promise<PublicIssuer> {
	const issuer = await publicIssuer(world, didWeb(world.origin, ['i', slug]));
	if (!issuer) throw notFound();
	return issuer;
}

/**
 * Returns one public key of an issuing body as a JWK; throws not-found (404) for a key that was never active
 * or is compromised.
 */
export async function issuerPublicKey(
	world: World,
	slug: string,
	kid: string,
): Promise<TokenJwk | ReturnType<typeof publicJwk>> {
	const { keys, tokenKeys } = await issuerAt(world, slug);
	const key = [...keys, ...tokenKeys]
		.filter(({ state }) => state === 'active' || state === 'retired')
		.find((one) => ('jwk' in one ? one.jwk.kid : one.multikey) === kid);
	if (!key) throw notFound();
	return 'jwk' in key ? key.jwk : publicJwk(key.multikey);
}

const KEY_ADDRESS = /^(https?:\/\/[^/]+)\/i\/([a-z0-9-]+)\/keys\/([\w-]+)$/;

/**
 * Returns the public key at an address (`/i/{slug}/keys/{kid}`) with which an issuer of this service signs
 * tokens; undefined if there is none. Compromised keys are returned too, so that a report can say so.
 */
export async function tokenKeyAtAddress(world: World, url: string): Promise<TokenJwk | undefined> {
	const [, origin, slug, kid] = KEY_ADDRESS.exec(url) ?? [];
	if (!origin || !slug || !kid) return undefined;
	const issuer = await publicIssuer(world, didWeb(origin, ['i', slug]));
	if (issuer?.origin !== origin) return undefined;
	return issuer.tokenKeys.find(({ jwk, state }) => jwk.kid === kid && state !== 'planned')?.jwk;
}

/** Returns the addresses at which this service issued badges, each once; the present one is not always there. */
export const issuerOrigins = (world: Pick<World, 'db'>): Promise<readonly string[]> =>
	issuerOriginsIn(world.db.read);
