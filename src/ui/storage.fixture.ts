import { type BrowserStorage, storageOver } from './browser-storage.ts';

/** A browser's own storage, which two tabs share; a test may make it refuse. */
export function webStorage(): Storage {
	const map = new Map<string, string>();
	return {
		get length() {
			return map.size;
		},
		key: (at) => [...map.keys()][at] ?? null,
		getItem: (name) => map.get(name) ?? null,
		setItem: (name, value) => void map.set(name, value),
		removeItem: (name) => void map.delete(name),
		clear: () => map.clear(),
	};
}

/** The door to it, over a storage of the test's own. */
export function memoryStorage(own: Storage = webStorage()): BrowserStorage {
	return storageOver(() => own);
}
