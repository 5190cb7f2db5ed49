import type { Settings } from '../settings.ts';
import { bareHost } from './check-address.ts';
import type { FetchFromPublicAddress } from './fetch-result.ts';
import { fetcher } from './fetcher.ts';
import { FETCH_LIMITS } from './limits.ts';
import { PUBLIC_INTERNET } from './network.ts';

/**
 * User-Agent of the service's outgoing requests: `Macaron (+<origin>/verify)`, or `Macaron` for a
 * demonstration.
 */
export const userAgentOf = ({ origin, demonstration }: Pick<Settings, 'origin' | 'demonstration'>): string =>
	// A demonstration has no public address to contact.
	demonstration ? 'Macaron' : `Macaron (+${origin}/verify)`;

/**
 * Returns the function by which a service fetches documents: from public hosts only, within `FETCH_LIMITS`.
 * It refuses every address (`outbound-off`) if the operator allows no outgoing requests. No setting lets it
 * reach private addresses.
 */
export function publicFetch(
	settings: Pick<Settings, 'origin' | 'demonstration' | 'outbound' | 'plainHttp'>,
): FetchFromPublicAddress {
	if (!settings.outbound) return async () => ({ kind: 'refused', why: 'outbound-off' });
	return fetcher(
		PUBLIC_INTERNET,
		{
			ownHost: bareHost(new URL(settings.origin).hostname),
			plainHttp: settings.plainHttp,
			userAgent: userAgentOf(settings),
		},
		FETCH_LIMITS,
	);
}
