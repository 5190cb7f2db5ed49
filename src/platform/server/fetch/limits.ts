/** Limits of fetching: times in milliseconds, sizes in decoded bytes. */
export interface FetchLimits {
	/** Longest time from the DNS lookup to the end of the TLS handshake. */
	readonly connectMs: number;
	/** Longest time from the connection to the end of the response's headers. */
	readonly headersMs: number;
	/** Longest time of the whole request, with its redirects but without its wait for a turn. */
	readonly totalMs: number;
	readonly documentBytes: number;
	readonly pictureBytes: number;
	readonly redirects: number;
	readonly addressLength: number;
	/** Most simultaneous requests: per visitor (`perVisitor`), and in all (`together`). */
	readonly perVisitor: number;
	readonly together: number;
	/** Longest wait for a turn (ms), and how many requests may wait: in all, and per visitor. */
	readonly waitMs: number;
	readonly waiting: number;
	readonly waitingPerVisitor: number;
	readonly cacheMs: number;
	readonly cacheEntries: number;
	readonly cacheBytes: number;
	/** After this many consecutive failures, a host is not contacted for `restMs`. */
	readonly failures: number;
	readonly restMs: number;
}

/** The limits of fetching that the service uses; tests may use others. */
export const FETCH_LIMITS: FetchLimits = {
	connectMs: 3_000,
	headersMs: 3_000,
	totalMs: 8_000,
	// Large, because a badge may embed its picture, and a picture may embed a badge. Both must match the
	// engine's limits (`src/openbadges/limits.ts`), which the platform cannot import.
	documentBytes: 6 * 1024 * 1024,
	pictureBytes: 8 * 1024 * 1024,
	redirects: 3,
	addressLength: 2_048,
	perVisitor: 2,
	together: 10,
	waitMs: 2_000,
	waiting: 40,
	waitingPerVisitor: 4,
	cacheMs: 300_000,
	cacheEntries: 200,
	cacheBytes: 16 * 1024 * 1024,
	failures: 3,
	restMs: 60_000,
};
