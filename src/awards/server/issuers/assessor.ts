import { institutionById } from '#identity/server';
import { parseStrictJson } from '#openbadges';
import type { World } from '#platform/server';
import type { Assessor } from '../issuing/build-badge-values.ts';
import { ensureIssuer, issuerAddress } from './issuers.ts';

/**
 * Returns a RÉCIT service as a badge names it when its adviser judged: by its issuing body, which is created at
 * the first one. Throws `platform.key-missing` (503) if it must be created without the sealing key.
 */
export async function assessorOf(world: World, service: string): Promise<Assessor> {
	const { name } = await institutionById(world, service);
	const body = await ensureIssuer(world, service);
	return { did: body.did, name, url: issuerAddress(body) };
}

/** What a signed badge says of who assessed the achievement (OB 3.0, AchievementSubject, `source`). */
interface SignedSource {
	readonly issuer?: { readonly id?: unknown };
	readonly credentialSubject?: {
		readonly source?: { readonly id?: unknown; readonly name?: unknown; readonly url?: unknown };
	};
}

/** Reads, in the text of a badge of ours, the service whose adviser judged; undefined if the issuer did. */
export function assessorIn(credential: string): Assessor | undefined {
	const { issuer, credentialSubject } = parseStrictJson(credential) as SignedSource;
	const { id: did, name, url } = credentialSubject?.source ?? {};
	if (typeof did !== 'string' || did === issuer?.id) return undefined;
	return typeof name === 'string' && typeof url === 'string' ? { did, name, url } : undefined;
}
