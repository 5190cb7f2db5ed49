import { describe, expect, test, vi } from 'vitest';
import { askBeforeLosing, type BrowserStorage, storageWithFallback } from './browser-storage.ts';
import { memoryStorage, webStorage } from './storage.fixture.ts';

const refuse = () => {
	throw new DOMException('Refused', 'SecurityError');
};

/** Storages of browsers that keep nothing, one for each way in which they may refuse. */
const KEEPING_NOTHING: readonly [string, () => BrowserStorage][] = [
	['has no storage', () => storageWithFallback(() => undefined)],
	['throws where it is named', () => storageWithFallback(refuse)],
	['throws at each use', () => storageWithFallback(() => new Proxy(webStorage(), { get: refuse }))],
	['is full', () => memoryStorage({ ...webStorage(), setItem: refuse })],
];

describe.each(KEEPING_NOTHING)('a browser whose storage %s', (_name, open) => {
	test('says so, and keeps the text as long as the page', () => {
		const storage = open();
		expect(storage.get('draft')).toBeNull();
		expect(storage.names()).toEqual([]);
		expect(storage.set('draft', 'Ce que j’ai appris')).toBe(false);
		expect(storage.get('draft')).toBe('Ce que j’ai appris');
		expect(storage.names()).toEqual(['draft']);
		storage.remove('draft');
		expect(storage.get('draft')).toBeNull();
	});
});

test('a browser that keeps is shared by its pages', () => {
	const own = webStorage();
	const [one, other] = [memoryStorage(own), memoryStorage(own)];
	expect(one.set('a', '1')).toBe(true);
	expect(one.set('b', '')).toBe(true);
	expect(other.names().sort()).toEqual(['a', 'b']);
	expect(other.get('b')).toBe('');
	other.remove('a');
	expect(one.get('a')).toBeNull();
});

test('what was kept in memory goes to the browser once there is room', () => {
	let full = true;
	const own = webStorage();
	const setItem = (name: string, text: string) => (full ? refuse() : own.setItem(name, text));
	const storage = memoryStorage({ ...own, setItem });
	expect(storage.set('a', 'old')).toBe(false);
	full = false;
	expect(storage.set('a', 'new')).toBe(true);
	expect(storage.get('a')).toBe('new');
	own.setItem('a', 'from another tab');
	expect(storage.get('a')).toBe('from another tab');
});

test('leaving the page asks first, as long as it alone holds a text of these', () => {
	const page = new EventTarget();
	vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
	const asks = () => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
	let full = true;
	const own = webStorage();
	const setItem = (name: string, text: string) => (full ? refuse() : own.setItem(name, text));
	const storage = memoryStorage({ ...own, setItem });
	askBeforeLosing('trial', storage);
	askBeforeLosing('trial', storage);
	expect(asks()).toBe(false);
	storage.set('other', 'x');
	expect(asks()).toBe(false);
	storage.set('trial.1', 'x');
	expect(asks()).toBe(true);
	full = false;
	storage.set('trial.1', 'x');
	expect(asks()).toBe(false);
	full = true;
	storage.set('trial.2', 'x');
	expect(asks()).toBe(true);
	storage.remove('trial.2');
	expect(asks()).toBe(false);
	vi.unstubAllGlobals();
});
