/** Storage of texts by name in the browser, for this site. Its methods never throw. */
export interface BrowserStorage {
	names(): string[];
	get(name: string): string | null;
	/**
	 * Stores a text. Returns false when the browser keeps nothing, because it refuses or is full: the text
	 * then lasts as long as the page.
	 */
	set(name: string, text: string): boolean;
	remove(name: string): void;
	/** True if a text whose name begins with `beginning` lasts only as long as the page. */
	isOnlyInPage(beginning: string): boolean;
}

/**
 * The browser's localStorage, or undefined where site data is refused: there, merely reading the property
 * throws.
 */
function ownStorage(): Storage | undefined {
	try {
		return localStorage;
	} catch {
		return undefined;
	}
}

/**
 * Makes a storage from a localStorage. Each text that the browser refuses is kept in the page's memory
 * instead.
 */
export function storageWithFallback(own: () => Storage | undefined): BrowserStorage {
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
		isOnlyInPage: (beginning) => [...memory.keys()].some((name) => name.startsWith(beginning)),
	};
}

/**
 * The storage of texts in this browser. Nothing else may use localStorage: `tests/architecture.test.ts`
 * refuses it.
 */
export const browserStorage: BrowserStorage = storageWithFallback(ownStorage);

const askedAbout = new Set<string>();

/**
 * From now on, has the browser ask before the page is closed or left, while a text whose name begins with
 * `beginning` is only in the page's memory. Client-side navigation does not lose such a text, so nothing is
 * asked then.
 */
export function askBeforeLosing(beginning: string, storage: BrowserStorage = browserStorage): void {
	if (askedAbout.has(beginning)) return;
	askedAbout.add(beginning);
	addEventListener('beforeunload', (event) => storage.isOnlyInPage(beginning) && event.preventDefault());
}
