import type { FetchResult } from './fetch-result.ts';
import type { FetchLimits } from './limits.ts';

interface Kept {
	readonly answer: Extract<FetchResult, { kind: 'found' }>;
	readonly until: number;
	readonly bytes: number;
}

/**
 * In-memory cache of fetched documents, for a few minutes (`cacheMs`). When it is full, it removes the oldest
 * entries, and so the expired ones first.
 */
export class FetchCache {
	readonly #limits: FetchLimits;
	readonly #kept = new Map<string, Kept>();
	#bytes = 0;

	constructor(limits: FetchLimits) {
		this.#limits = limits;
	}

	get(name: string): FetchResult | undefined {
		const found = this.#kept.get(name);
		return found && found.until > performance.now() ? found.answer : undefined;
	}

	/**
	 * Caches responses with status 2xx, 404 or 410 only: others may be temporary, and are requested again.
	 */
	keep(name: string, answer: FetchResult): void {
		if (answer.kind !== 'found' || !(answer.status < 300 || [404, 410].includes(answer.status))) return;
		const bytes = answer.bytes.length + name.length + 256;
		this.#forget(name);
		if (bytes > this.#limits.cacheBytes) return;
		this.#kept.set(name, { answer, until: performance.now() + this.#limits.cacheMs, bytes });
		this.#bytes += bytes;
		for (const oldest of this.#kept.keys()) {
			if (this.#bytes <= this.#limits.cacheBytes && this.#kept.size <= this.#limits.cacheEntries) return;
			this.#forget(oldest);
		}
	}

	#forget(name: string): void {
		this.#bytes -= this.#kept.get(name)?.bytes ?? 0;
		this.#kept.delete(name);
	}
}
