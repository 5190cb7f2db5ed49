/** The CBOR values (RFC 8949) that a proof may contain: integers, byte strings, texts, lists and maps. */
export type Cbor = number | string | Uint8Array | readonly Cbor[] | ReadonlyMap<Cbor, Cbor>;

const DEEPEST = 8;
const BYTES_TAG = 64;

class Reader {
	readonly #bytes: Uint8Array;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get ended(): boolean {
		return this.#at === this.#bytes.length;
	}

	#take(count: number): Uint8Array {
		const end = this.#at + count;
		if (end > this.#bytes.length) throw new TypeError('CBOR cut short');
		const taken = this.#bytes.subarray(this.#at, end);
		this.#at = end;
		return taken;
	}

	#number(info: number): number {
		if (info < 24) return info;
		// Lengths of 8 bytes and indefinite lengths are refused: a proof never needs them.
		if (info > 26) throw new TypeError('CBOR of another form');
		return this.#take(1 << (info - 24)).reduce((value, byte) => value * 256 + byte, 0);
	}

	read(depth = 0): Cbor {
		if (depth > DEEPEST) throw new TypeError('CBOR too deep');
		const head = this.#take(1)[0] as number;
		const value = this.#number(head & 31);
		switch (head >> 5) {
			case 0:
				return value;
			case 1:
				return -1 - value;
			case 2:
				return Uint8Array.from(this.#take(value));
			case 3:
				return new TextDecoder('utf-8', { fatal: true }).decode(this.#take(value));
			case 4:
				return this.#many(value, () => this.read(depth + 1));
			case 5:
				return new Map(this.#many(value, () => [this.read(depth + 1), this.read(depth + 1)] as const));
			case 6:
				if (value !== BYTES_TAG) throw new TypeError('CBOR with a foreign tag');
				return this.read(depth + 1);
			default:
				throw new TypeError('CBOR of another form');
		}
	}

	#many<T>(count: number, one: () => T): T[] {
		// Each item of a CBOR list or map takes at least one byte, so a count above the number of bytes left
		// is invalid.
		if (count > this.#bytes.length - this.#at) throw new TypeError('CBOR cut short');
		return Array.from({ length: count }, one);
	}
}

/** Decodes one CBOR value that takes all the bytes; throws `TypeError` on anything else. */
export function decodeCbor(bytes: Uint8Array): Cbor {
	const reader = new Reader(bytes);
	const value = reader.read();
	if (!reader.ended) throw new TypeError('CBOR with a tail');
	return value;
}
