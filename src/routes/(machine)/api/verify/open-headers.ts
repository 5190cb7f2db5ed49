import type { Taken } from '#platform/server';
import { VERIFICATIONS } from '#verification/server';

/** Any site may ask, without cookies, and read what is answered. */
export const OPEN = {
	'access-control-allow-origin': '*',
	'access-control-expose-headers':
		'RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, RateLimit-Reset, Retry-After',
	'cache-control': 'no-store',
	vary: 'Accept, Accept-Language',
} as const;

/** What is left of a visitor's share; `RateLimit-Reset` is in how many seconds one more verification may be asked. */
export const shareHeaders = ({ allowed, left, wait }: Taken): Record<string, string> => ({
	'ratelimit-limit': String(VERIFICATIONS.burst),
	'ratelimit-policy': `${VERIFICATIONS.burst};w=${VERIFICATIONS.burst / VERIFICATIONS.perSecond}`,
	'ratelimit-remaining': String(left),
	'ratelimit-reset': String(wait),
	...(allowed ? {} : { 'retry-after': String(Math.max(1, wait)) }),
});
