import type { VerifyOptions } from '#openbadges';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { publicIssuer, tokenKeyAt } from './issuers.ts';
import { statusListFrom } from './status-lists.ts';

/** What this service knows by itself of issuers and status lists: its own, and nothing from the network. */
export function ownRegister(world: World): VerifyOptions {
	return {
		now: world.now(),
		async resolveIssuer(did) {
			const issuer = await publicIssuer(world, did);
			if (!issuer) return { kind: 'unknown', why: 'not-supported' };
			return { kind: 'found', document: issuer.document, keys: [...issuer.keys, ...issuer.tokenKeys] };
		},
		async fetchDocument(url) {
			const jwk = await tokenKeyAt(world, url);
			if (!jwk) return { kind: 'unknown', why: 'not-supported' };
			return { kind: 'found', status: 200, text: JSON.stringify(jwk), contentType: 'application/jwk+json' };
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
		knownIssuers: async (did) =>
			(await publicIssuer(world, did)) ? { kind: 'this-site' } : { kind: 'unlisted' },
	};
}
