import { isDeepStrictEqual } from 'node:util';
import {
	type FetchedBadge,
	type FetchedDocument,
	type KnownIssuer,
	type JsonObject,
	parseStrictJson,
	type Report,
	type VerifyOptions,
} from '#openbadges';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { readBadgePath } from '../addresses.ts';
import { awardById } from './award-store.ts';
import { issuerKey, publicIssuer, tokenKeyAt } from './issuers/issuers.ts';
import { statusListFrom } from './issuers/status-lists.ts';
import { supersededOf } from './issuing/superseded-store.ts';
import { ownTwin, twinPicture } from './files/twin.ts';
import { verifyOnThread } from './threads/verify-job.ts';

const KEY = /^\/i\/([a-z0-9-]+)\/keys\/([\w-]+)$/;

const pathOf = (world: World, url: string) =>
	url.startsWith(`${world.origin}/`) ? url.slice(world.origin.length) : undefined;

/** A key of ours that signs tokens, trusted or not any more, so that a report can say which. */
async function ownTokenKey(world: World, url: string): Promise<FetchedDocument | undefined> {
	const jwk = await tokenKeyAt(world, url);
	return (
		jwk && { kind: 'found', status: 200, text: JSON.stringify(jwk), contentType: 'application/jwk+json' }
	);
}

/** A public key of an issuer of ours at its address, as the service answers it. */
async function ownKey(world: World, url: string): Promise<FetchedDocument | undefined> {
	const [, slug, kid] = KEY.exec(pathOf(world, url) ?? '') ?? [];
	if (!slug || !kid) return undefined;
	const found = { kind: 'found', contentType: 'application/json' } as const;
	try {
		return { ...found, status: 200, text: JSON.stringify(await issuerKey(world, slug, kid)) };
	} catch (problem) {
		if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
		return { ...found, status: 404, text: '' };
	}
}

/** What stands at an address of ours, badges of 3.0 apart, which are found by their award. */
async function ownBadge(world: World, url: string): Promise<FetchedBadge> {
	if (pathOf(world, url) === undefined) return { kind: 'unread', reason: 'is-address' };
	const picture = await twinPicture(world, url);
	if (picture) return { kind: 'found', bytes: picture };
	const twin = await ownTwin(world, url);
	if (twin?.kind === 'gone') return { kind: 'gone' };
	return twin?.kind === 'found' && twin.status === 200
		? { kind: 'found', bytes: new TextEncoder().encode(twin.text) }
		: { kind: 'absent' };
}

const issuerOf = ({ issuer }: JsonObject) => (issuer as JsonObject | undefined)?.['id'] ?? issuer;

/** Whether this is, word for word, what an award was signed as before it was signed anew. */
async function wasGiven(world: World, award: string, credential: JsonObject): Promise<boolean> {
	const earlier = await supersededOf(world.db.read, [award]);
	return earlier.some(
		({ credential: text }) => text !== null && isDeepStrictEqual(parseStrictJson(text), credential),
	);
}

/** Whether the operator's register of trusted issuers lists an issuer. */
export function inRegister(known: World['knownIssuers'], id: string): KnownIssuer {
	const kind = known?.issuers.get(id);
	return known && kind ? { kind, register: known.register } : { kind: 'unlisted' };
}

/** What this service knows by itself of issuers and status lists: its own, and nothing from the network. */
export function ownRegister(world: World): VerifyOptions {
	return {
		now: world.now(),
		async resolveIssuer(did) {
			const issuer = await publicIssuer(world, did);
			if (!issuer) return { kind: 'unknown', why: 'not-supported' };
			return { kind: 'found', document: issuer.document, keys: [...issuer.keys, ...issuer.tokenKeys] };
		},
		async statusSource(url) {
			try {
				const list = await statusListFrom(world, url);
				return list ? { kind: 'found', credential: list.text } : { kind: 'unknown', why: 'not-supported' };
			} catch (problem) {
				if (!(problem instanceof Refusal)) throw problem;
				// No such list of ours, or the key that would sign it is away.
				return problem.status === 404 ? { kind: 'absent' } : { kind: 'unknown', why: 'unreachable' };
			}
		},
		async currentCopy({ credential, trusted }) {
			const id = String(credential['id']);
			const named = readBadgePath(pathOf(world, id) ?? '');
			const award = named?.form === null ? await awardById(world.db.read, named.award) : undefined;
			if (!award?.credential) return undefined;
			// Of one that is not published, only to whoever holds a copy that was given: a stolen key makes no such copy.
			const held = trusted || award.publishedAt !== null || (await wasGiven(world, award.id, credential));
			if (!held) return undefined;
			const kept = parseStrictJson(award.credential) as JsonObject;
			return issuerOf(kept) === issuerOf(credential) ? String(kept['validFrom']) : undefined;
		},
		fetchDocument: async (url) =>
			(await ownTwin(world, url)) ??
			(await ownTokenKey(world, url)) ??
			(await ownKey(world, url)) ?? { kind: 'unknown', why: 'not-supported' },
		fetchBadge: (url) => ownBadge(world, url),
		knownIssuers: async (id) =>
			(await publicIssuer(world, id)) ? { kind: 'this-site' } : inRegister(world.knownIssuers, id),
	};
}

/** Verifies a badge of ours by what this service knows alone, on a thread that no visitor keeps busy. */
export const verifyOwn = (world: World, credential: string): Promise<Report> =>
	verifyOnThread(world.threads, credential, ownRegister(world), { ours: true });
