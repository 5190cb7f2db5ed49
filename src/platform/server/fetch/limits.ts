/** How long, how large and how many; times in milliseconds, sizes in bytes once decoded. */
export interface Limits {
	/** From the name to a secured connection. */
	readonly connectMs: number;
	/** From the connection to the end of the answer's headers. */
	readonly headersMs: number;
	/** All of it, redirects included, the wait for a turn apart. */
	readonly totalMs: number;
	readonly documentBytes: number;
	readonly pictureBytes: number;
	readonly redirects: number;
	readonly addressLength: number;
	/** At the same time, for one visitor and for all. */
	readonly perVisitor: number;
	readonly together: number;
	/** How long and how many may wait for their turn. */
	readonly waitMs: number;
	readonly waiting: number;
	readonly waitingPerVisitor: number;
	readonly cacheMs: number;
	readonly cacheEntries: number;
	readonly cacheBytes: number;
	/** After so many failures in a row, a host is left alone so long. */
	readonly failures: number;
	readonly restMs: number;
}

/** The limits of the service. */
export const LIMITS: Limits = {
	connectMs: 3_000,
	headersMs: 3_000,
	totalMs: 8_000,
	// A badge may hold its own picture, and a badge may stand in a picture.
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
