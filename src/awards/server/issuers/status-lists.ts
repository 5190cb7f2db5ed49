import {
	createStatusList,
	credentialText,
	didWeb,
	issueCredential,
	setStatus,
	statusListCredential,
} from '#openbadges';
import { notFound } from '#platform';
import type { Database, Queries, World } from '#platform/server';
import { isFresh, lapsesAt, listAfter } from '../../status-list-rules.ts';
import { revokedCount, revokedEntries } from '../award-store.ts';
import { entriesIn, lastList, voidedEntries } from '../issuing/issuance-store.ts';
import { supersededEntries } from '../issuing/superseded-store.ts';
import { type Issuer, issuerByDid, keysOf } from './issuer-store.ts';
import { issuerAddress, signerOf } from './issuers.ts';

/** The address of an issuer's status list, counted from 1. */
export const statusListAddress = (issuer: Issuer, list: number): string =>
	`${issuerAddress(issuer)}/status/${list}`;

/**
 * The list that new badges are entered in: the next one opens when the last is half full, so that entries stay random.
 * What is under way, voided or superseded counts too: an entry serves once.
 */
export async function openList(q: Queries, issuer: Pick<Issuer, 'id'>): Promise<number> {
	const last = await lastList(q, issuer.id);
	return listAfter(last, await entriesIn(q, issuer.id, last));
}

/** A signed status list. */
export interface SignedList {
	readonly text: string;
	/** Changes with each revocation and each new signature. */
	readonly etag: string;
}

interface Kept extends SignedList {
	readonly revision: number;
	readonly signedAt: number;
	readonly kid: string;
}

async function isTrusted(q: Queries, issuer: Issuer, kid: string): Promise<boolean> {
	return (await keysOf(q, issuer.id)).some((key) => key.multikey === kid && key.state !== 'compromised');
}

const kept = new WeakMap<Database, Map<string, Kept>>();

/**
 * An issuer's status list, signed; kept in memory until a badge is revoked, half its day has passed (its whole day while
 * the sealing key is away), or the key that signed it is trusted no more. What was signed and never given, or was signed
 * anew since, is revoked in it too. Throws the common 404 for a list that was never opened, `platform.key-missing` (503)
 * if it must be signed without the key.
 */
export async function signedStatusList(world: World, issuer: Issuer, list: number): Promise<SignedList> {
	if (list < 1 || list > (await lastList(world.db.read, issuer.id))) throw notFound();
	const lists = kept.get(world.db) ?? new Map<string, Kept>();
	kept.set(world.db, lists);
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
	for (const entry of [...revoked, ...others]) bits = setStatus(bits, entry);
	const unsigned = statusListCredential({
		url: statusListAddress(issuer, list),
		issuer: issuer.did,
		list: bits,
		validFrom: new Date(now),
		validUntil: lapsesAt(now),
	});
	const text = credentialText(await issueCredential(unsigned, { key, created: new Date(now) }));
	const signed = { text, etag: `"${revision}-${now}"`, revision, signedAt: now, kid: key.kid };
	lists.set(name, signed);
	return signed;
}

const ADDRESS = /^(https?:\/\/[^/]+)\/i\/([a-z0-9-]+)\/status\/([1-9]\d{0,3})$/;

/** The status list of this service at an address, or `undefined` if the address is nobody's of ours. */
export async function statusListFrom(world: World, url: string): Promise<SignedList | undefined> {
	const [, origin, slug, list] = ADDRESS.exec(url) ?? [];
	if (!origin || !slug || !list) return undefined;
	const issuer = await issuerByDid(world.db.read, didWeb(origin, ['i', slug]));
	if (!issuer || issuer.origin !== origin) return undefined;
	return signedStatusList(world, issuer, Number(list));
}
