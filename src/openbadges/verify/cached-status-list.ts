import { hash } from 'node:crypto';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { LruMap } from '../lru-map.ts';
import { readStatusEntry, decodeSmallStatusList, isStatusSet } from '../status-list.ts';
import type { StatusEntryReading } from '../status-list.ts';
import type { BadgeSignature } from './badge-signature.ts';
import { readSecuredCredential } from './secured.ts';
import type { SecuredCredential } from './secured.ts';

// Limits of the cache of status lists: 32 lists of at most 64 kB of text each, a few MB in all.
const MOST_CACHED = 32;
const LARGEST_KEPT = 64 * 1024;

/**
 * A status list with the results that depend on its text alone: the bytes that each of its proofs signs,
 * which keys verified them, and its bits. Everything else (whose the key is, dates, entries, address) is
 * checked again in each verification.
 */
export class CachedStatusList {
	readonly secured: SecuredCredential;
	readonly #keep: () => void;
	readonly #bytes = new Map<string, Uint8Array | undefined>();
	readonly #sound = new LruMap<string, true>(8);
	#bits: Uint8Array | undefined;

	constructor(secured: SecuredCredential, keep: (list: CachedStatusList) => void) {
		this.secured = secured;
		this.#keep = () => keep(this);
	}

	/**
	 * The same signatures of this list (`seals`), made to cache their bytes and results: each is computed
	 * once per key. The first signature that verifies adds this list to the cache.
	 */
	withCachedResults(seals: readonly BadgeSignature[]): readonly BadgeSignature[] {
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

	/**
	 * Reads the status entry of one badge. Caches the bits of a list of the usual length; from a longer list,
	 * reads only that entry.
	 */
	async entry(index: number): Promise<StatusEntryReading | 'damaged' | 'too-large'> {
		const [subject] = asList(this.secured.credential['credentialSubject']);
		const encoded = isObject(subject) ? asText(subject['encodedList']) : undefined;
		if (encoded === undefined) return 'damaged';
		this.#bits ??= encoded.length <= LARGEST_KEPT ? decodeSmallStatusList(encoded) : undefined;
		const bits = this.#bits;
		if (!bits) return readStatusEntry(encoded, index);
		const length = bits.length * 8;
		return { set: index < length ? isStatusSet(bits, index) : undefined, length };
	}
}

/**
 * The cache of status lists: one list serves 131,072 badges and does not change until its next publication.
 * Its key is the SHA-256 of the list's text; a list is added once one of its signatures has verified.
 */
const CACHE = new LruMap<string, CachedStatusList>(MOST_CACHED);

function written(content: JsonObject | string): string | undefined {
	try {
		return typeof content === 'string' ? content.trim() : JSON.stringify(content);
	} catch {
		return undefined;
	}
}

/**
 * Parses the status list that a source returned, or returns the cached list with the same text; `too-large`
 * beyond our limits, undefined if it is no credential. `plain` means that the caller brings no contexts of
 * its own: only then is the cache used.
 */
export function cachedStatusList(
	content: JsonObject | string,
	plain: boolean,
): CachedStatusList | 'too-large' | undefined {
	const text = written(content);
	if (text === undefined) return undefined;
	const name = plain && text.length <= LARGEST_KEPT ? hash('sha256', text, 'base64') : undefined;
	const known = name === undefined ? undefined : CACHE.get(name);
	if (known) return known;
	const secured = readSecuredCredential(text);
	if (!secured || secured === 'too-large') return secured;
	return new CachedStatusList(secured, (list) => {
		if (name !== undefined) CACHE.set(name, list);
	});
}
