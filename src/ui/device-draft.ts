import type { BrowserStorage } from './browser-storage.ts';
import type { Typed } from './keep-draft.ts';

/** Which form of which page, and whose. */
export interface Whose {
	readonly holder: string;
	readonly path: string;
	readonly form: string;
}

/** A draft as it lies on a device: what was typed, over which revision of the account's, and when (milliseconds). */
export interface OnDevice {
	readonly revision: number;
	readonly typed: Typed;
	readonly at: number;
}

const DAYS = 30;
const NAMES = 'macaron.draft.';

/** The draft of one form on this device, under the name of its person: nobody reads that of another. */
export class DeviceDraft {
	readonly #storage: BrowserStorage;
	readonly #name: string;

	constructor({ holder, path, form }: Whose, storage: BrowserStorage) {
		this.#storage = storage;
		this.#name = `${NAMES}${holder}.${path}.${form}`;
	}

	/** What lies there, or nothing where it is not what we write. */
	read(): OnDevice | undefined {
		try {
			const { revision, typed, at } = JSON.parse(this.#storage.get(this.#name) ?? '') as OnDevice;
			const sound = Number.isInteger(revision) && typeof typed === 'object' && typed !== null;
			return sound ? { revision, typed, at } : undefined;
		} catch {
			return undefined;
		}
	}

	/** False where it lasts only as long as the page. */
	write(draft: OnDevice): boolean {
		return this.#storage.set(this.#name, JSON.stringify(draft));
	}

	remove(): void {
		this.#storage.remove(this.#name);
	}
}

/** Forgets drafts, whoever's they are: on a shared device too, they last as long as in an account. */
export function forgetOldDrafts(storage: BrowserStorage, now: number): void {
	for (const name of storage.names()) {
		if (!name.startsWith(NAMES)) continue;
		const at = Number(/"at":(\d+)/.exec(storage.get(name) ?? '')?.[1] ?? 0);
		if (now - at > DAYS * 86_400_000) storage.remove(name);
	}
}
