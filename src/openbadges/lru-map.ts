/**
 * A map of limited size: once full, it drops the least recently used entry, so that malicious documents
 * cannot fill the memory.
 */
export class LruMap<K, V> {
	readonly #most: number;
	readonly #kept = new Map<K, V>();
	constructor(most: number) {
		this.#most = most;
	}
	get(key: K): V | undefined {
		const value = this.#kept.get(key);
		if (value === undefined) return undefined;
		this.#kept.delete(key);
		this.#kept.set(key, value);
		return value;
	}
	set(key: K, value: V): void {
		this.#kept.delete(key);
		this.#kept.set(key, value);
		if (this.#kept.size > this.#most) this.#kept.delete(this.#kept.keys().next().value as K);
	}
}
