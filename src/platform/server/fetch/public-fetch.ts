import type { Settings } from '../settings.ts';
import { bareHost } from './admitted.ts';
import type { FetchDocument } from './answer.ts';
import { fetcher } from './fetcher.ts';
import { LIMITS } from './limits.ts';
import { PUBLIC_INTERNET } from './network.ts';

/** How the service names itself to other sites. */
export const userAgentOf = ({ origin, demonstration }: Pick<Settings, 'origin' | 'demonstration'>): string =>
	// A demonstration has no address where anybody could write.
	demonstration ? 'Macaron' : `Macaron (+${origin}/verify)`;

/**
 * What the service fetches with: public hosts only, under its own limits. No setting widens where it may go.
 */
export function publicFetch(
	settings: Pick<Settings, 'origin' | 'demonstration' | 'outbound' | 'plainHttp'>,
): FetchDocument {
	if (!settings.outbound) return async () => ({ kind: 'refused', why: 'outbound-off' });
	return fetcher(
		PUBLIC_INTERNET,
		{
			ownHost: bareHost(new URL(settings.origin).hostname),
			plainHttp: settings.plainHttp,
			userAgent: userAgentOf(settings),
		},
		LIMITS,
	);
}
