import type { FetchedBadge, FetchedDocument, VerifyOptions } from '#openbadges';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { issuerKey, publicIssuer } from './issuers.ts';
import { statusListFrom } from './status-lists.ts';
import { ownTwin, twinPicture } from './twin.ts';

const KEY = /^\/i\/([a-z0-9-]+)\/keys\/(\w+)$/;

const pathOf = (world: World, url: string) =>
	url.startsWith(`${world.origin}/`) ? url.slice(world.origin.length) : undefined;

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

/** What this service knows by itself of issuers and status lists: its own, and nothing from the network. */
export function ownRegister(world: World): VerifyOptions {
	return {
		now: world.now(),
		async resolveIssuer(did) {
			const issuer = await publicIssuer(world, did);
			if (!issuer) return { kind: 'unknown', why: 'not-supported' };
			return { kind: 'found', document: issuer.document, keys: issuer.keys };
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
		fetchDocument: async (url) =>
			(await ownTwin(world, url)) ?? (await ownKey(world, url)) ?? { kind: 'unknown', why: 'not-supported' },
		fetchBadge: (url) => ownBadge(world, url),
		knownIssuers: async (did) =>
			(await publicIssuer(world, did)) ? { kind: 'this-site' } : { kind: 'unlisted' },
	};
}
