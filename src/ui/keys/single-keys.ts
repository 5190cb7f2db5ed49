import type { BrowserStorage } from '../browser-storage.ts';

/** The name under which a browser keeps that the keys are off. */
const OFF = 'single-keys-off';

/** Whether this browser hears keys pressed alone; they can be switched off (WCAG 2.1.4). */
export const areKeysOn = (storage: BrowserStorage): boolean => storage.get(OFF) === null;

/** Keeps in this browser whether keys pressed alone are heard. */
export function keepKeysOn(storage: BrowserStorage, on: boolean): void {
	if (on) storage.remove(OFF);
	else storage.set(OFF, 'yes');
}

type Pressed = Pick<
	KeyboardEvent,
	'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'repeat' | 'defaultPrevented'
>;

/** What a key press asks: what has this `key`, sending the form, leaving the text being written, or nothing. */
export type KeyWish =
	{ readonly kind: 'key'; readonly key: string } | { readonly kind: 'send' | 'leave' } | null;

/**
 * What a key press asks. Keys pressed alone are heard where they are on and nobody is writing; Ctrl+Enter (⌘ on a
 * Mac) and Escape always.
 */
export function wishOf(
	pressed: Pressed,
	{ typing, on }: { readonly typing: boolean; readonly on: boolean },
): KeyWish {
	const { key, ctrlKey, metaKey, altKey } = pressed;
	if (pressed.defaultPrevented || pressed.isComposing || pressed.repeat || altKey) return null;
	if (ctrlKey || metaKey) return key === 'Enter' ? { kind: 'send' } : null;
	if (key === 'Escape') return typing ? { kind: 'leave' } : null;
	return on && !typing && [...key].length === 1 && key !== ' '
		? { kind: 'key', key: key.toLowerCase() }
		: null;
}
