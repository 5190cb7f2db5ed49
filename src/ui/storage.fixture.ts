import { type BrowserStorage, storageWithFallback } from './browser-storage.ts';

/** Makes a fake localStorage, which two tabs can share; a test may make it refuse. */
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

/** Makes a BrowserStorage over a test's own localStorage. */
export function memoryStorage(own: Storage = webStorage()): BrowserStorage {
	return storageWithFallback(() => own);
}
