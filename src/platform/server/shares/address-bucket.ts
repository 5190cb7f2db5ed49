/** How many times each network address may do a thing: so many at once, then so many more each second. */
export interface Share {
	readonly burst: number;
	readonly perSecond: number;
	/** How many addresses are remembered; beyond, the one unseen for longest is forgotten. */
	readonly remembered: number;
}

/** Whether a thing may be done now, how many more may, and in how many seconds the next one may (0: at once). */
export interface Taken {
	readonly allowed: boolean;
	readonly left: number;
	readonly wait: number;
}

interface Bucket {
	left: number;
	at: number;
}

/** One home or school has one IPv4 address, or a whole /64 of IPv6. */
export function addressGroup(address: string): string {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
	// An IPv4 address is one part, and stays as it is.
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

/** What is left of the shares of many addresses. */
export interface AddressBuckets {
	/** Takes one from an address's share. */
	(address: string, now: Date): Taken;
	/** Takes so many more, for what turned out to cost more than one; a share may come to owe as much as it holds. */
	charge(address: string, units: number, now: Date): void;
}

/** Counts what each address does, in memory only. */
export function addressBuckets({ burst, perSecond, remembered }: Share): AddressBuckets {
	const buckets = new Map<string, Bucket>();
	const had = (group: string, now: Date): number => {
		const before = buckets.get(group);
		if (!before) return burst;
		// A clock set back takes nothing away.
		const seconds = Math.max(0, now.getTime() - before.at) / 1000;
		return Math.min(burst, before.left + seconds * perSecond);
	};
	const keep = (group: string, left: number, now: Date) => {
		// Re-inserted last, so that the first entries are the ones unseen for longest.
		buckets.delete(group);
		buckets.set(group, { left, at: now.getTime() });
		const oldest = buckets.size > remembered ? buckets.keys().next().value : undefined;
		if (oldest !== undefined) buckets.delete(oldest);
	};
	const take = (address: string, now: Date): Taken => {
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
