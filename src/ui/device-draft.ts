import type { BrowserStorage } from './browser-storage.ts';
import type { EnteredFields } from './send-draft.ts';

/**
 * Identifies a form whose draft is kept on this device: the person (a pseudonym), the path of the page and
 * the form's name there.
 */
export interface DraftKey {
	readonly holder: string;
	readonly path: string;
	readonly form: string;
}

/**
 * A draft stored on this device: what was typed, the revision of the account's draft that it is based on, and
 * when (milliseconds since 1970). `other` is an earlier version that only this device has, until the person
 * chooses between the two.
 */
export interface StoredDeviceDraft {
	readonly revision: number;
	readonly typed: EnteredFields;
	readonly at: number;
	readonly other?: EnteredFields;
}

const DAYS = 30;
const NAMES = 'macaron.draft.';

/**
 * Reads and writes the draft of one form in this device's browser storage, under the person's pseudonym, so
 * that nobody reads another person's.
 */
export class DeviceDraft {
	readonly #storage: BrowserStorage;
	readonly #name: string;

	constructor({ holder, path, form }: DraftKey, storage: BrowserStorage) {
		this.#storage = storage;
		this.#name = `${NAMES}${holder}.${path}.${form}`;
	}

	/** Reads the stored draft; undefined when there is none or the text was not written by this class. */
	read(): StoredDeviceDraft | undefined {
		try {
			const { revision, typed, at, other } = JSON.parse(
				this.#storage.get(this.#name) ?? '',
			) as StoredDeviceDraft;
			const sound = Number.isInteger(revision) && typeof typed === 'object' && typed !== null;
			return sound ? { revision, typed, at, ...(other && { other }) } : undefined;
		} catch {
			return undefined;
		}
	}

	/** Stores the draft; returns false when it will last only as long as the page. */
	write(draft: StoredDeviceDraft): boolean {
		return this.#storage.set(this.#name, JSON.stringify(draft));
	}

	remove(): void {
		this.#storage.remove(this.#name);
	}
}

/**
 * Deletes the drafts on this device that are older than 30 days, whoever wrote them: on a shared device, they
 * last no longer than in an account.
 */
export function forgetOldDrafts(storage: BrowserStorage, now: number): void {
	for (const name of storage.names()) {
		if (!name.startsWith(NAMES)) continue;
		const at = Number(/"at":(\d+)/.exec(storage.get(name) ?? '')?.[1] ?? 0);
		if (now - at > DAYS * 86_400_000) storage.remove(name);
	}
}
