import type { Taken } from '#platform/server';
import { VERIFICATIONS } from '#verification/server';

/**
 * Headers of every response of the verification API: any site may read it (CORS), without cookies, and
 * nothing caches it.
 */
export const CORS_HEADERS = {
	'access-control-allow-origin': '*',
	'access-control-expose-headers':
		'RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, RateLimit-Reset, Retry-After',
	'cache-control': 'no-store',
	vary: 'Accept, Accept-Language',
} as const;

/**
 * Headers that tell a client what is left of its visitor's share of verifications; `RateLimit-Reset` and
 * `Retry-After` are in seconds until one more is allowed.
 */
export const rateLimitHeaders = ({ allowed, left, wait }: Taken): Record<string, string> => ({
	'ratelimit-limit': String(VERIFICATIONS.burst),
	'ratelimit-policy': `${VERIFICATIONS.burst};w=${VERIFICATIONS.burst / VERIFICATIONS.perSecond}`,
	'ratelimit-remaining': String(left),
	'ratelimit-reset': String(wait),
	...(allowed ? {} : { 'retry-after': String(Math.max(1, wait)) }),
});
