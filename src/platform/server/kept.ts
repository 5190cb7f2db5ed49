/** What is kept under a name, as long as what it was made from is the same. */
interface Entry<V> {
	readonly version: string;
	readonly value: V;
	readonly size: number;
	/** When it was made (ms). */
	readonly at: number;
}

/** Values that are made again when what they are made from changes, and once a day. */
export interface Kept<V> {
	/** The value kept under a name, if it was made from this version less than a day ago. */
	get(name: string, version: string, now: Date): V | undefined;
	/** Keeps a value in the place of an earlier one; what was asked for longest ago leaves when there is no room. */
	set(name: string, version: string, now: Date, value: V): void;
	/** The sum of the sizes of what is kept. */
	size(): number;
}

/** Whatever nobody thought of among what a value is made from is made good within a day. */
const DAY = 86_400_000;

/** Keeps values in memory, up to a sum of their sizes: each counts for 1 unless told. */
export function keep<V>(most: number, sizeOf: (value: V) => number = () => 1): Kept<V> {
	// A Map gives its entries in the order in which they were put: the first was asked for longest ago.
	const entries = new Map<string, Entry<V>>();
	let total = 0;
	const drop = (name: string) => {
		total -= entries.get(name)?.size ?? 0;
		entries.delete(name);
	};
	return {
		get(name, version, now) {
			const found = entries.get(name);
			if (!found) return undefined;
			const age = now.getTime() - found.at;
			if (found.version !== version || age < 0 || age >= DAY) {
				drop(name);
				return undefined;
			}
			entries.delete(name);
			entries.set(name, found);
			return found.value;
		},
		set(name, version, now, value) {
			drop(name);
			const size = sizeOf(value);
			if (size > most) return;
			entries.set(name, { version, value, size, at: now.getTime() });
			total += size;
			for (const oldest of entries.keys()) {
				if (total <= most) break;
				drop(oldest);
			}
		},
		size: () => total,
	};
}
