/** How many sign-ins one address may try: generous, a whole school stands behind one. */
export const PER_ADDRESS = { burst: 600, perSecond: 2, remembered: 20_000 } as const;

interface Bucket {
	left: number;
	at: number;
}

/** One home or school has one IPv4 address, or a whole /64 of IPv6. */
export function addressGroup(address: string): string {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
	if (!plain.includes(':')) return plain;
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

/** Counts the sign-ins of each address, in memory only: 600 at once, then two more each second. */
export function addressBuckets() {
	const buckets = new Map<string, Bucket>();
	/** Takes one sign-in from an address's share; false when nothing is left. */
	return (address: string, now: Date): boolean => {
		const group = addressGroup(address);
		const before = buckets.get(group);
		// A clock set back takes nothing away.
		const seconds = before ? Math.max(0, now.getTime() - before.at) / 1000 : 0;
		const grown = before ? before.left + seconds * PER_ADDRESS.perSecond : Infinity;
		const left = Math.min(PER_ADDRESS.burst, grown);
		// Re-inserted last, so that the first entries are the ones unseen for longest.
		buckets.delete(group);
		buckets.set(group, { left: left >= 1 ? left - 1 : left, at: now.getTime() });
		const oldest = buckets.size > PER_ADDRESS.remembered ? buckets.keys().next().value : undefined;
		if (oldest !== undefined) buckets.delete(oldest);
		return left >= 1;
	};
}
