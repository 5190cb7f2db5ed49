/** A cached value, with the version and the time at which it was stored. */
interface Entry<V> {
	readonly version: string;
	readonly value: V;
	readonly size: number;
	/** Time at which the value was stored (ms). */
	readonly at: number;
}

/**
 * A cache in which each value has a version: a value is no longer returned once its version differs, or after
 * a day, unless another age is given.
 */
export interface VersionedCache<V> {
	/** Returns the value stored under this name if it has this version and is not too old. */
	get(name: string, version: string, now: Date): V | undefined;
	/**
	 * Stores a value under a name, replacing an earlier one; removes the values that are too old, and the
	 * least recently used ones to make room.
	 */
	set(name: string, version: string, now: Date, value: V): void;
	/** Total size of the stored values. */
	size(): number;
}

/**
 * Longest age of a value (ms), unless another is given. If the version does not cover a source of the value,
 * the value is stale for a day at most.
 */
const DAY = 86_400_000;

/**
 * Creates an in-memory cache with a maximum total size, in the unit of `sizeOf`; without `sizeOf`, each value
 * counts as 1. `longest` is the age (ms) from which a value is no longer returned.
 */
export function createVersionedCache<V>(
	most: number,
	sizeOf: (value: V) => number = () => 1,
	longest = DAY,
): VersionedCache<V> {
	// A Map iterates in insertion order, and `get` re-inserts: the first entry is the least recently used.
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
			if (found.version !== version || age < 0 || age >= longest) {
				drop(name);
				return undefined;
			}
			entries.delete(name);
			entries.set(name, found);
			return found.value;
		},
		set(name, version, now, value) {
			drop(name);
			for (const [old, { at }] of entries) if (now.getTime() - at >= longest) drop(old);
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
