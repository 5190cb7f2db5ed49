import { answerFrom, type Pending, type PendingAnswer } from '#assessment';
import type { BrowserStorage } from '#ui/browser-storage.ts';
import { WAITING } from './left-here.ts';

/** Where answers wait in a browser: each under a name of its own, so that two tabs never write over each other. */
export class PendingStore {
	readonly #prefix: string;
	readonly #storage: BrowserStorage;
	readonly #now: () => number;
	/** The name each answer waits under, by its key. */
	readonly #names = new Map<string, string>();
	#count = 0;

	/** @param holder whose answers: nobody reads those of another person. */
	constructor(holder: string, storage: BrowserStorage, now: () => number = Date.now) {
		this.#prefix = `${WAITING}${holder}.`;
		this.#storage = storage;
		this.#now = now;
	}

	/** Everything that waits for this person, in the order it was given, whichever tab it was given in. */
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

	/** Writes what changed since it was read. */
	write(before: Pending, after: Pending): void {
		const stays = new Set(after.map(({ key }) => key));
		for (const { key } of before) {
			const name = this.#names.get(key);
			if (name && !stays.has(key)) this.#storage.remove(name);
		}
		for (const one of after)
			if (!before.includes(one)) this.#storage.set(this.#nameOf(one), JSON.stringify(one));
	}

	/** True for the name of something that waits for this person. */
	holds(name: string | null): boolean {
		return name?.startsWith(this.#prefix) ?? true;
	}

	#nameOf({ key }: PendingAnswer): string {
		const known = this.#names.get(key);
		if (known) return known;
		// Thirteen digits until the year 2286: names sort as their moments do.
		const name = `${this.#prefix}${this.#now()}.${String((this.#count += 1)).padStart(6, '0')}.${key}`;
		this.#names.set(key, name);
		return name;
	}
}

/** What was written, or nothing where it is not what we write. */
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
