import { isDeepStrictEqual } from 'node:util';
import {
	type FetchedBadge,
	type FetchedDocument,
	type RegisterAnswer,
	type JsonObject,
	parseStrictJson,
	type Report,
	type VerifyOptions,
} from '#openbadges';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { readBadgePath } from '../addresses.ts';
import { awardById } from './award-store.ts';
import { issuerPublicKey, publicIssuer, tokenKeyAtAddress } from './issuers/issuers.ts';
import { statusListAtAddress } from './issuers/status-lists.ts';
import { supersededTextsOf } from './issuing/superseded-store.ts';
import { ownOpenBadges2Document, ownOpenBadges2Picture } from './files/open-badges-2.ts';
import { verifyOnThread } from './threads/verify-job.ts';

const KEY = /^\/i\/([a-z0-9-]+)\/keys\/([\w-]+)$/;

const pathOf = (world: World, url: string) =>
	url.startsWith(`${world.origin}/`) ? url.slice(world.origin.length) : undefined;

/**
 * The document at the address of a key with which one of our issuers signs tokens; compromised keys are
 * included, so that a report can say so.
 */
async function ownTokenKey(world: World, url: string): Promise<FetchedDocument | undefined> {
	const jwk = await tokenKeyAtAddress(world, url);
	return (
		jwk && { kind: 'found', status: 200, text: JSON.stringify(jwk), contentType: 'application/jwk+json' }
	);
}

/**
 * The document at the address of a public key of one of our issuers, exactly as this service answers there.
 */
async function ownKey(world: World, url: string): Promise<FetchedDocument | undefined> {
	const [, slug, kid] = KEY.exec(pathOf(world, url) ?? '') ?? [];
	if (!slug || !kid) return undefined;
	const found = { kind: 'found', contentType: 'application/json' } as const;
	try {
		return { ...found, status: 200, text: JSON.stringify(await issuerPublicKey(world, slug, kid)) };
	} catch (problem) {
		if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
		return { ...found, status: 404, text: '' };
	}
}

/**
 * The badge at an address of this service in its Open Badges 2.0 form; badges 3.0 are looked up by their
 * award instead.
 */
async function ownBadge(world: World, url: string): Promise<FetchedBadge> {
	if (pathOf(world, url) === undefined) return { kind: 'unread', reason: 'is-address' };
	const picture = await ownOpenBadges2Picture(world, url);
	if (picture) return { kind: 'found', bytes: picture };
	const twin = await ownOpenBadges2Document(world, url);
	if (twin?.kind === 'gone') return { kind: 'gone' };
	return twin?.kind === 'found' && twin.status === 200
		? { kind: 'found', bytes: new TextEncoder().encode(twin.text) }
		: { kind: 'absent' };
}

const issuerOf = ({ issuer }: JsonObject) => (issuer as JsonObject | undefined)?.['id'] ?? issuer;

/**
 * Returns whether this credential is identical to an earlier signed text of an award that was signed again.
 */
async function wasGiven(world: World, award: string, credential: JsonObject): Promise<boolean> {
	const earlier = await supersededTextsOf(world.db.read, [award]);
	return earlier.some(
		({ credential: text }) => text !== null && isDeepStrictEqual(parseStrictJson(text), credential),
	);
}

/**
 * Looks an issuer up in the operator's register of trusted issuers; `unlisted` if it is not there, or there
 * is no register.
 */
export function lookUpKnownIssuer(known: World['knownIssuers'], id: string): RegisterAnswer {
	const kind = known?.issuers.get(id);
	return known && kind ? { kind, register: known.register } : { kind: 'unlisted' };
}

/**
 * Verification options that know only this service's own issuers, keys and status lists, read from the
 * database: nothing is fetched.
 */
export function ownVerifyOptions(world: World): VerifyOptions {
	return {
		now: world.now(),
		async resolveIssuer(did) {
			const issuer = await publicIssuer(world, did);
			if (!issuer) return { kind: 'unknown', why: 'not-supported' };
			return { kind: 'found', document: issuer.document, keys: [...issuer.keys, ...issuer.tokenKeys] };
		},
		async statusSource(url) {
			try {
				const list = await statusListAtAddress(world, url);
				return list ? { kind: 'found', credential: list.text } : { kind: 'unknown', why: 'not-supported' };
			} catch (problem) {
				if (!(problem instanceof Refusal)) throw problem;
				// A 404 means that we have no such list; anything else, that the key to sign it is missing.
				return problem.status === 404 ? { kind: 'absent' } : { kind: 'unknown', why: 'unreachable' };
			}
		},
		async currentCopy({ credential, trusted }) {
			const id = String(credential['id']);
			const named = readBadgePath(pathOf(world, id) ?? '');
			const award = named?.form === null ? await awardById(world.db.read, named.award) : undefined;
			// A revoked award has no copy in force.
			if (!award?.credential || award.revokedAt !== null) return undefined;
			// For an unpublished award, only somebody who presents a text that we really issued gets an
			// answer: a forgery by a stolen key must not reveal that the badge exists.
			const held = trusted || award.publishedAt !== null || (await wasGiven(world, award.id, credential));
			if (!held) return undefined;
			const kept = parseStrictJson(award.credential) as JsonObject;
			return issuerOf(kept) === issuerOf(credential) ? String(kept['validFrom']) : undefined;
		},
		fetchDocument: async (url) =>
			(await ownOpenBadges2Document(world, url)) ??
			(await ownTokenKey(world, url)) ??
			(await ownKey(world, url)) ?? { kind: 'unknown', why: 'not-supported' },
		fetchBadge: (url) => ownBadge(world, url),
		knownIssuers: async (id) =>
			(await publicIssuer(world, id)) ? { kind: 'this-site' } : lookUpKnownIssuer(world.knownIssuers, id),
	};
}

/**
 * Verifies a badge that this service issued, with its own register alone, on a thread that visitors cannot
 * keep busy.
 */
export const verifyOwnBadge = (world: World, credential: string): Promise<Report> =>
	verifyOnThread(world.threads, credential, ownVerifyOptions(world), { ours: true });
