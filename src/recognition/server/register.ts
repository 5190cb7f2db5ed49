import type { VerifyOptions } from '#openbadges';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { awardById } from './award-store.ts';
import { publicIssuer } from './issuers.ts';
import { statusListFrom } from './status-lists.ts';

/** The address of a badge of ours. */
const OWN_ADDRESS = /\/b\/([0-9a-hjkmnp-tv-z]{26})$/;

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
		async standingCopy(id) {
			const [, award = ''] = OWN_ADDRESS.exec(id) ?? [];
			const text = id.startsWith(`${world.origin}/b/`) && (await awardById(world.db.read, award))?.credential;
			return text ? (JSON.parse(text) as { validFrom?: string }).validFrom : undefined;
		},
		knownIssuers: async (did) =>
			(await publicIssuer(world, did)) ? { kind: 'this-site' } : { kind: 'unlisted' },
	};
}
