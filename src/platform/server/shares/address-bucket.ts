/** Rate limit of each network address: `burst` actions at once, then `perSecond` each second. */
export interface RateLimit {
	readonly burst: number;
	readonly perSecond: number;
	/** Most addresses remembered; past that number, the one unseen for longest is forgotten. */
	readonly remembered: number;
}

/**
 * Whether an action is allowed now, how many more would be, and the wait until the next one (seconds; 0: at
 * once).
 */
export interface RateLimitResult {
	readonly allowed: boolean;
	readonly left: number;
	readonly wait: number;
}

interface Bucket {
	left: number;
	at: number;
}

/**
 * Maps a network address to the key under which it is limited: an IPv4 address itself, or the /64 network of
 * an IPv6 address. Such a key stands for about one home or school.
 */
export function addressGroup(address: string): string {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
	// An IPv4 address has no colon, so it is one part and stays unchanged.
	const [head = '', tail] = plain.toLowerCase().split('::');
	const left = head === '' ? [] : head.split(':');
	const right = tail ? tail.split(':') : [];
	const zeros =
		tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
	return [...left, ...zeros, ...right]
		.slice(0, 4)
		.map((part) => part.replace(/^0+(?=.)/, ''))
		.join(':');
}

/** Token buckets (rate limits that refill with time), one per network address. */
export interface AddressBuckets {
	/** Takes one token from the address's bucket, if it has one. */
	(address: string, now: Date): RateLimitResult;
	/**
	 * Takes `units` more tokens from the address's bucket, when an action cost more than one; the balance may
	 * go down to minus `burst`.
	 */
	charge(address: string, units: number, now: Date): void;
}

/** Creates rate limits by network address, kept in memory only. */
export function addressBuckets({ burst, perSecond, remembered }: RateLimit): AddressBuckets {
	const buckets = new Map<string, Bucket>();
	const had = (group: string, now: Date): number => {
		const before = buckets.get(group);
		if (!before) return burst;
		// If the clock was set back, no token is taken away.
		const seconds = Math.max(0, now.getTime() - before.at) / 1000;
		return Math.min(burst, before.left + seconds * perSecond);
	};
	const keep = (group: string, left: number, now: Date) => {
		// Re-inserted last, so that the first entries are the ones unseen for longest.
		buckets.delete(group);
		buckets.set(group, { left, at: now.getTime() });
		for (const oldest of buckets.keys()) {
			if (buckets.size <= remembered) break;
			buckets.delete(oldest);
		}
	};
	const take = (address: string, now: Date): RateLimitResult => {
		const group = addressGroup(address);
		const before = had(group, now);
		const left = before >= 1 ? before - 1 : before;
		keep(group, left, now);
		const wait = left >= 1 ? 0 : Math.ceil((1 - left) / perSecond);
		return { allowed: before >= 1, left: Math.max(0, Math.floor(left)), wait };
	};
	const charge = (address: string, units: number, now: Date) => {
		const group = addressGroup(address);
		keep(group, Math.max(-burst, had(group, now) - units), now);
	};
	return Object.assign(take, { charge });
}
