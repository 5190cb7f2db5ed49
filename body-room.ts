/**
 * A limit on the memory taken by request bodies that are being received. Together they never exhaust the
 * memory of the process, and no visitor can keep others out by announcing bodies without sending them.
 */
export interface BodyRoom {
	/**
	 * Reserves room for a body of `bytes` (its announced length, or an upper bound) from `address`. Returns a
	 * function that releases the room (idempotent). Returns undefined when the address would exceed its
	 * share, or when this body and what has arrived from all addresses would exceed the total. `body` says
	 * how it arrives; without it, the body counts as arrived whole.
	 */
	take(address: string, bytes: number, body?: ArrivingBody): (() => void) | undefined;
	/**
	 * Refuses the bodies that arrive too slowly (`LEAST_PACE`). While more than the total has arrived, also
	 * refuses bodies of the address that has sent most. To be called every `CHECK_EVERY`.
	 */
	check(): void;
}

/** A body that is being received. */
export interface ArrivingBody {
	/** How much of it has arrived (bytes). */
	readonly arrived: () => number;
	/**
	 * True while more of the body is expected; false once all has arrived, or while what arrived waits to be
	 * read.
	 */
	readonly awaited: () => boolean;
	/** Ends the request: too little arrived for too long (`slow`), or there is no room left (`full`). */
	readonly refuse: (why: 'slow' | 'full') => void;
}

/** Time between two calls of `check` (ms). */
export const CHECK_EVERY = 250;

/**
 * The slowest body that is waited for: 12 kB in each 6 s, a tenth of what a phone on a poor line sends.
 * Counted in checks, not by the clock: while the process is busy, nothing is read and no check passes.
 */
export const LEAST_PACE = { bytes: 12_000, checks: 24 } as const;

interface Held {
	readonly address: string;
	readonly announced: number;
	readonly body: ArrivingBody;
	/** Bytes that had arrived when the pace was last sufficient, and how many checks ago that was. */
	before: number;
	checks: number;
}

/**
 * Creates a limit on the bytes of request bodies being received: `all` bytes arrived in total, `each` bytes
 * announced per address.
 */
export function bodyRoom({ all, each }: { readonly all: number; readonly each: number }): BodyRoom {
	const held = new Set<Held>();
	const announcedBy = (address: string) =>
		sum(
			[...held].filter((one) => one.address === address),
			announced,
		);
	const isSlow = (one: Held) => {
		if (!one.body.awaited()) return false;
		const now = one.body.arrived();
		const enough = now - one.before >= LEAST_PACE.bytes;
		if (enough) one.before = now;
		one.checks = enough ? 0 : one.checks + 1;
		return one.checks >= LEAST_PACE.checks;
	};
	const refuse = (one: Held, why: 'slow' | 'full') => {
		held.delete(one);
		one.body.refuse(why);
	};
	return {
		take(address, bytes, body = { arrived: () => bytes, awaited: () => false, refuse: () => undefined }) {
			if (announcedBy(address) + bytes > each || sum(held, arrived) + bytes > all) return undefined;
			const one = { address, announced: bytes, body, before: 0, checks: 0 };
			held.add(one);
			return () => void held.delete(one);
		},
		check() {
			for (const one of held) if (isSlow(one)) refuse(one, 'slow');
			while (sum(held, arrived) > all) {
				const largest = largestAwaited(held);
				if (!largest) break;
				refuse(largest, 'full');
			}
		},
	};
}

const announced = (one: Held) => one.announced;
const arrived = (one: Held) => one.body.arrived();

const sum = (held: Iterable<Held>, bytes: (one: Held) => number) =>
	[...held].reduce((total, one) => total + bytes(one), 0);

/**
 * Returns the largest body still awaited from the address that has sent most. A body that has arrived whole
 * is being answered: refusing it would free nothing.
 */
function largestAwaited(held: Iterable<Held>): Held | undefined {
	const byAddress = new Map<string, number>();
	for (const one of held) byAddress.set(one.address, (byAddress.get(one.address) ?? 0) + arrived(one));
	const order = (one: Held, other: Held) =>
		(byAddress.get(other.address) ?? 0) - (byAddress.get(one.address) ?? 0) || arrived(other) - arrived(one);
	return [...held].filter(({ body }) => body.awaited()).toSorted(order)[0];
}
