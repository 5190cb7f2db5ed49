import { answerFrom, type Pending, type PendingAnswer } from '#assessment';
import { askBeforeLosing, type BrowserStorage } from '#ui/browser-storage.ts';
import { UNSENT_ANSWERS_PREFIX } from './storage-names.ts';

/**
 * Reads and writes a person's unsent answers in the browser's storage. Each answer has its own name there, so
 * that two tabs never overwrite each other.
 */
export class PendingStore {
	readonly #prefix: string;
	readonly #storage: BrowserStorage;
	readonly #now: () => number;
	/** The name in the browser's storage of each answer, by the answer's key. */
	readonly #names = new Map<string, string>();
	#count = 0;

	/** @param holder the person's pseudonym; the answers of other people are never read. */
	constructor(holder: string, storage: BrowserStorage, now: () => number = Date.now) {
		this.#prefix = `${UNSENT_ANSWERS_PREFIX}${holder}.`;
		this.#storage = storage;
		this.#now = now;
	}

	/** Reads the person's unsent answers, oldest first, from all tabs. */
	read(): Pending {
		return this.#storage
			.names()
			.filter((name) => name.startsWith(this.#prefix))
			.sort()
			.flatMap((name) => {
				const one = parsed(this.#storage.get(name));
				if (one) this.#names.set(one.key, name);
				return one ? [one] : [];
			});
	}

	/**
	 * Brings the browser's storage from the queue `before` to the queue `after`: removes and writes only the
	 * answers that differ. If the browser refuses to store an answer, has it ask before the page is left.
	 */
	write(before: Pending, after: Pending): void {
		const stays = new Set(after.map(({ key }) => key));
		for (const { key } of before) {
			const name = this.#names.get(key);
			if (name && !stays.has(key)) this.#storage.remove(name);
		}
		for (const one of after)
			if (!before.includes(one) && !this.#storage.set(this.#nameOf(one), JSON.stringify(one)))
				askBeforeLosing(this.#prefix, this.#storage);
	}

	/**
	 * True if a name in the browser's storage is that of one of this person's answers. Also true for null,
	 * which a storage event carries when all storage was cleared.
	 */
	holds(name: string | null): boolean {
		return name?.startsWith(this.#prefix) ?? true;
	}

	#nameOf({ key }: PendingAnswer): string {
		const known = this.#names.get(key);
		if (known) return known;
		// Milliseconds have thirteen digits until the year 2286, so names sort by time.
		const name = `${this.#prefix}${this.#now()}.${String((this.#count += 1)).padStart(6, '0')}.${key}`;
		this.#names.set(key, name);
		return name;
	}
}

/** Parses a stored answer; undefined when the text was not written by this class. */
function parsed(text: string | null): PendingAnswer | undefined {
	try {
		const { key, statement, answer, revision, sent, there } = JSON.parse(String(text)) as PendingAnswer;
		const sound = typeof key === 'string' && typeof statement === 'string' && Number.isInteger(revision);
		if (!sound || answerFrom(String(answer)) === undefined) return undefined;
		return { key, statement, answer, revision, ...(sent && { sent }), ...(there && { there }) };
	} catch {
		return undefined;
	}
}
