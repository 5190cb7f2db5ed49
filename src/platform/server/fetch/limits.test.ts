import { expect, test } from 'vitest';
import { FETCH_LIMITS } from './limits.ts';

const [SECOND, MINUTE, MB] = [1_000, 60_000, 1_048_576];

test('what the service asks of others, and what it bears from them, is what it was set to: changed, it is changed here too', () => {
	expect(FETCH_LIMITS).toEqual({
		connectMs: 3 * SECOND,
		headersMs: 3 * SECOND,
		totalMs: 8 * SECOND,
		documentBytes: 6 * MB,
		pictureBytes: 8 * MB,
		redirects: 3,
		addressLength: 2048,
		perVisitor: 2,
		together: 10,
		waitMs: 2 * SECOND,
		waiting: 40,
		waitingPerVisitor: 4,
		cacheMs: 5 * MINUTE,
		cacheEntries: 200,
		cacheBytes: 16 * MB,
		failures: 3,
		restMs: MINUTE,
	});
});
