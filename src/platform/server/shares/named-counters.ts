/** Counters by name; a name whose count falls to zero is removed. */
export class NamedCounters {
	readonly #counts = new Map<string, number>();

	/** Number of names whose count is not zero. */
	get size(): number {
		return this.#counts.size;
	}

	of(name: string): number {
		return this.#counts.get(name) ?? 0;
	}

	add(name: string): void {
		this.#counts.set(name, this.of(name) + 1);
	}

	/** Subtracts one from a name's count. */
	remove(name: string): void {
		const left = this.of(name) - 1;
		if (left > 0) this.#counts.set(name, left);
		else this.#counts.delete(name);
	}
}
