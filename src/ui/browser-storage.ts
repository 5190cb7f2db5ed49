/** What a page keeps in a browser: texts by name. Nothing of it throws. */
export interface BrowserStorage {
	names(): string[];
	get(name: string): string | null;
	/** False where the browser keeps nothing (it refuses, or is full): the text then lasts as long as the page. */
	set(name: string, text: string): boolean;
	remove(name: string): void;
}

/** The browser's own storage, or nothing: merely naming it throws where somebody refuses site data. */
function ownStorage(): Storage | undefined {
	try {
		return localStorage;
	} catch {
		return undefined;
	}
}

/** A storage that falls back on the page's memory, text by text. */
export function storageOver(own: () => Storage | undefined): BrowserStorage {
	const memory = new Map<string, string>();
	const tried = <T>(work: (storage: Storage) => T, otherwise: T): T => {
		try {
			const storage = own();
			return storage ? work(storage) : otherwise;
		} catch {
			return otherwise;
		}
	};
	return {
		names() {
			const kept = tried(
				(storage) => Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? ''),
				[],
			);
			return [...new Set([...kept, ...memory.keys()])];
		},
		get: (name) => memory.get(name) ?? tried((storage) => storage.getItem(name), null),
		set(name, text) {
			const kept = tried((storage) => {
				storage.setItem(name, text);
				return true;
			}, false);
			if (kept) memory.delete(name);
			else memory.set(name, text);
			return kept;
		},
		remove(name) {
			memory.delete(name);
			tried((storage) => storage.removeItem(name), undefined);
		},
	};
}

/** The one way to what a browser keeps; every other mention of it is a fault (`tests/architecture.test.ts`). */
export const browserStorage: BrowserStorage = storageOver(ownStorage);
