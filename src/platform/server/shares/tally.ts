/** How many of something each has, by name; whoever has none left is forgotten. */
export class Tally {
	readonly #counts = new Map<string, number>();

	/** How many names are remembered. */
	get size(): number {
		return this.#counts.size;
	}

	of(name: string): number {
		return this.#counts.get(name) ?? 0;
	}

	add(name: string): void {
		this.#counts.set(name, this.of(name) + 1);
	}

	/** Takes one away from a name that has some. */
	remove(name: string): void {
		const left = this.of(name) - 1;
		if (left > 0) this.#counts.set(name, left);
		else this.#counts.delete(name);
	}
}
