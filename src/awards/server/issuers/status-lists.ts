import {
	createStatusList,
	serializeCredential,
	didWeb,
	issueCredential,
	withStatus,
	statusListCredential,
} from '#openbadges';
import { notFound } from '#platform';
import type { Database, Queries, World } from '#platform/server';
import { isFresh, expiresAt, listNumberForNewBadges } from '../../status-list-rules.ts';
import { revokedCount, revokedEntries } from '../award-store.ts';
import { usedStatusEntryCount, lastStatusListNumber, voidedEntries } from '../issuing/issuance-store.ts';
import { supersededEntries } from '../issuing/superseded-store.ts';
import { type Issuer, issuerByDid, badgeKeysOf } from './issuer-store.ts';
import { issuerAddress, signerOf } from './issuers.ts';

/** The address of an issuer's status list (`/i/{slug}/status/{number}`); lists are numbered from 1. */
export const statusListAddress = (issuer: Issuer, list: number): string =>
	`${issuerAddress(issuer)}/status/${list}`;

/**
 * Returns the number of the status list that new badges use. The next list opens when the last is half full,
 * so that free entries can be drawn at random. Entries of issuances under way, voided or superseded count as
 * used too, since each is used only once.
 */
export async function currentStatusListNumber(q: Queries, issuer: Pick<Issuer, 'id'>): Promise<number> {
	const last = await lastStatusListNumber(q, issuer.id);
	return listNumberForNewBadges(last, await usedStatusEntryCount(q, issuer.id, last));
}

/** A status list as a signed text. */
export interface SignedList {
	readonly text: string;
	/** ETag of the text; changes with each revocation and each new signature. */
	readonly etag: string;
}

interface CachedList extends SignedList {
	readonly revision: number;
	readonly signedAt: number;
	readonly kid: string;
}

async function isTrusted(q: Queries, issuer: Issuer, kid: string): Promise<boolean> {
	return (await badgeKeysOf(q, issuer.id)).some((key) => key.multikey === kid && key.state !== 'compromised');
}

const caches = new WeakMap<Database, Map<string, CachedList>>();

/**
 * Returns an issuer's status list, signed, from a cache in memory. It is signed again when a badge is
 * revoked, after 12 hours (nearly 24 while the sealing key is missing), or when the key that signed it is
 * compromised. Badges that were signed but never published, and texts that were replaced by a new signature,
 * are marked as revoked too. Throws not-found (404) for a list that was never opened, and
 * `platform.key-missing` (503) if the list must be signed without the sealing key.
 */
export async function signedStatusList(world: World, issuer: Issuer, list: number): Promise<SignedList> {
	if (list < 1 || list > (await lastStatusListNumber(world.db.read, issuer.id))) throw notFound();
	const lists = caches.get(world.db) ?? new Map<string, CachedList>();
	caches.set(world.db, lists);
	const name = `${issuer.id}:${list}`;
	const others = [
		...(await voidedEntries(world.db.read, issuer.id, list)),
		...(await supersededEntries(world.db.read, issuer.id, list)),
	];
	const revision = (await revokedCount(world.db.read, issuer.id, list)) + others.length;
	const now = world.now().getTime();
	const before = lists.get(name);
	const fresh = isFresh(before, { revision, now, canSign: world.seal.available() });
	if (before && fresh && (await isTrusted(world.db.read, issuer, before.kid))) return before;
	const key = await signerOf(world, issuer);
	let bits = createStatusList();
	const revoked = await revokedEntries(world.db.read, issuer.id, list);
	for (const entry of [...revoked, ...others]) bits = withStatus(bits, entry);
	const unsigned = statusListCredential({
		url: statusListAddress(issuer, list),
		issuer: issuer.did,
		list: bits,
		validFrom: new Date(now),
		validUntil: expiresAt(now),
	});
	const text = serializeCredential(await issueCredential(unsigned, { key, created: new Date(now) }));
	const signed = { text, etag: `"${revision}-${now}"`, revision, signedAt: now, kid: key.kid };
	lists.set(name, signed);
	return signed;
}

const ADDRESS = /^(https?:\/\/[^/]+)\/i\/([a-z0-9-]+)\/status\/([1-9]\d{0,3})$/;

/**
 * Returns the status list at an address of this service; undefined if no issuer of this service has that
 * address. Throws what `signedStatusList` throws.
 */
export async function statusListAtAddress(world: World, url: string): Promise<SignedList | undefined> {
	const [, origin, slug, list] = ADDRESS.exec(url) ?? [];
	if (!origin || !slug || !list) return undefined;
	const issuer = await issuerByDid(world.db.read, didWeb(origin, ['i', slug]));
	if (!issuer || issuer.origin !== origin) return undefined;
	return signedStatusList(world, issuer, Number(list));
}
