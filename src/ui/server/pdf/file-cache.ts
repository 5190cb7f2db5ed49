type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A cache, in memory, of files by name, each made once; past a total size in bytes, it drops the least
 * recently used.
 */
export class FileCache {
	readonly #mostBytes: number;
	readonly #kept = new Map<string, Bytes>();
	readonly #making = new Map<string, Promise<Bytes>>();
	#bytes = 0;

	constructor(mostBytes: number) {
		this.#mostBytes = mostBytes;
	}

	/**
	 * Returns the file with this name, made by `make` if it is not cached. Concurrent callers share one call
	 * of `make`; a failure is not cached.
	 */
	of(name: string, make: () => Promise<Bytes>): Promise<Bytes> {
		const known = this.#kept.get(name);
		if (known) {
			this.#kept.delete(name);
			this.#kept.set(name, known);
			return Promise.resolve(known);
		}
		const making =
			this.#making.get(name) ??
			make()
				.then((file) => this.#keep(name, file))
				.finally(() => this.#making.delete(name));
		this.#making.set(name, making);
		return making;
	}

	#keep(name: string, file: Bytes): Bytes {
		this.#kept.set(name, file);
		this.#bytes += file.length;
		for (const [oldest, { length }] of this.#kept) {
			if (this.#bytes <= this.#mostBytes) break;
			this.#kept.delete(oldest);
			this.#bytes -= length;
		}
		return file;
	}
}
