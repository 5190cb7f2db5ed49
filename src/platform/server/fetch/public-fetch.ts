import type { Settings } from '../settings.ts';
import { bareHost } from './admitted.ts';
import type { FetchDocument } from './answer.ts';
import { fetcher } from './fetcher.ts';
import { LIMITS } from './limits.ts';
import { THE_INTERNET } from './surroundings.ts';

/**
 * What the service fetches with: public hosts only, under its own limits. No setting widens where it may go.
 */
export function publicFetch(
	settings: Pick<Settings, 'origin' | 'demonstration' | 'outbound' | 'plainHttp'>,
): FetchDocument {
	if (!settings.outbound) return async () => ({ kind: 'refused', why: 'outbound-off' });
	// A demonstration has no address where anybody could write.
	const contact = settings.demonstration ? '' : ` (+${settings.origin}/verify)`;
	return fetcher(
		THE_INTERNET,
		{
			ownHost: bareHost(new URL(settings.origin).hostname),
			plainHttp: settings.plainHttp,
			userAgent: `Macaron${contact}`,
		},
		LIMITS,
	);
}
