import type { RateLimitResult } from '#platform/server';
import { VERIFICATION_LIMIT_PER_ADDRESS } from '#verification/server';

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
export const rateLimitHeaders = ({ allowed, left, wait }: RateLimitResult): Record<string, string> => ({
	'ratelimit-limit': String(VERIFICATION_LIMIT_PER_ADDRESS.burst),
	'ratelimit-policy': `${VERIFICATION_LIMIT_PER_ADDRESS.burst};w=${VERIFICATION_LIMIT_PER_ADDRESS.burst / VERIFICATION_LIMIT_PER_ADDRESS.perSecond}`,
	'ratelimit-remaining': String(left),
	'ratelimit-reset': String(wait),
	...(allowed ? {} : { 'retry-after': String(Math.max(1, wait)) }),
});
