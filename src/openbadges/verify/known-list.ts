import { hash } from 'node:crypto';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { Recent } from '../recent.ts';
import { entryAt, smallList, statusAt } from '../status-list.ts';
import type { EntryRead } from '../status-list.ts';
import type { Sealed } from './sealed.ts';
import { securedFrom } from './secured.ts';
import type { Secured } from './secured.ts';

// What is kept, all lists together: a few MB.
const MOST_KEPT = 32;
const LARGEST_KEPT = 64 * 1024;

/**
 * A status list and what its text alone decides: the bytes that each of its proofs signs, whether a given key made
 * them, its bits. All else (whose the key is, dates, entries, place) is judged anew by each verification.
 */
export class StatusList {
	readonly secured: Secured;
	readonly #keep: () => void;
	readonly #bytes = new Map<string, Uint8Array | undefined>();
	readonly #sound = new Recent<string, true>(8);
	#bits: Uint8Array | undefined;

	constructor(secured: Secured, keep: (list: StatusList) => void) {
		this.secured = secured;
		this.#keep = () => keep(this);
	}

	/** Its signatures, each computed once per key; `seals` are always those of this list. */
	remembering(seals: readonly Sealed[]): readonly Sealed[] {
		return seals.map((sealed, at) => ({
			...sealed,
			bytes: async (kind) => {
				const name = `${at} ${String(kind)}`;
				const bytes = this.#bytes.get(name) ?? (await sealed.bytes(kind));
				this.#bytes.set(name, bytes);
				return bytes;
			},
			verify: (bytes, key) => {
				const name = `${at} ${key.thumbprint}`;
				if (!this.#sound.get(name)) {
					if (!sealed.verify(bytes, key)) return false;
					this.#sound.set(name, true);
				}
				this.#keep();
				return true;
			},
		}));
	}

	/** The entry of one badge; of a list of the usual length its bits are kept, of a longer one only that entry is read. */
	async entry(index: number): Promise<EntryRead | 'damaged' | 'too-large'> {
		const [subject] = asList(this.secured.credential['credentialSubject']);
		const encoded = isObject(subject) ? asText(subject['encodedList']) : undefined;
		if (encoded === undefined) return 'damaged';
		this.#bits ??= encoded.length <= LARGEST_KEPT ? smallList(encoded) : undefined;
		const bits = this.#bits;
		if (!bits) return entryAt(encoded, index);
		const length = bits.length * 8;
		return { set: index < length ? statusAt(bits, index) : undefined, length };
	}
}

/**
 * One list serves 131,072 badges, and is the same word for word until its next publication. A list is kept under the
 * SHA-256 of its text, once a signature of it was found sound.
 */
const LATELY = new Recent<string, StatusList>(MOST_KEPT);

function written(content: JsonObject | string): string | undefined {
	try {
		return typeof content === 'string' ? content.trim() : JSON.stringify(content);
	} catch {
		return undefined;
	}
}

/** Reads a list that a source gave, or finds again what was read of the same text. `plain` without contexts of the caller's. */
export function statusListFrom(
	content: JsonObject | string,
	plain: boolean,
): StatusList | 'too-large' | undefined {
	const text = written(content);
	if (text === undefined) return undefined;
	const name = plain && text.length <= LARGEST_KEPT ? hash('sha256', text, 'base64') : undefined;
	const known = name === undefined ? undefined : LATELY.get(name);
	if (known) return known;
	const secured = securedFrom(text);
	if (!secured || secured === 'too-large') return secured;
	return new StatusList(secured, (list) => {
		if (name !== undefined) LATELY.set(name, list);
	});
}
