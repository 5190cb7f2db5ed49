import { wishOf } from './single-keys.ts';

/** What one moves between with J and K, and to which the keys of several alike apply. */
const SCOPE = '[data-key-scope]';

const all = <E extends HTMLElement>(selector: string, within: ParentNode = document) => [
	...within.querySelectorAll<E>(selector),
];

/** The field of a scope where the keyboard goes: what is chosen, otherwise the first choice. */
const entry = (scope: Element | undefined | null) =>
	scope?.querySelector<HTMLElement>('input:checked') ?? scope?.querySelector<HTMLElement>('input');

const isText = (element: EventTarget | null): boolean =>
	element instanceof HTMLTextAreaElement ||
	element instanceof HTMLSelectElement ||
	(element instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'submit'].includes(element.type));

/** Goes to what is before or after the scope that holds the keyboard. */
function move(by: 1 | -1): boolean {
	const scopes = all(SCOPE);
	const at = scopes.findIndex((one) => one.contains(document.activeElement));
	const next = at < 0 ? scopes[0] : scopes[at + by];
	entry(next)?.focus();
	return next !== undefined;
}

/** Does what the element with this key does: chooses it, follows it, opens it, or writes in it. */
function act(key: string): boolean {
	if (key === 'j' || key === 'k') return move(key === 'j' ? 1 : -1);
	const those = all(`[data-key="${CSS.escape(key)}"]`);
	const scoped = those.filter((one) => one.closest(SCOPE));
	const scope = document.activeElement?.closest(SCOPE);
	// Outside them, a key of several alike goes to the first, and chooses nothing yet.
	if (scoped.length > 0 && !scope) return move(1);
	const element = scoped.length > 0 ? scoped.find((one) => scope?.contains(one)) : those[0];
	if (!element) return false;
	element.focus();
	if (!isText(element)) element.click();
	return true;
}

/**
 * Hears the keys of a page until the returned function is called: those of its elements (`data-key`), J and K
 * between its scopes, Ctrl+Enter to send its form, Escape to leave a text. `isOn` says whether keys pressed alone
 * are heard.
 */
export function hearKeys(isOn: () => boolean): () => void {
	const hear = (event: KeyboardEvent) => {
		const { target } = event;
		const wish = wishOf(event, { typing: isText(target), on: isOn() });
		if (wish === null) return;
		if (wish.kind === 'key' && !act(wish.key)) return;
		if (wish.kind === 'leave' && target instanceof HTMLElement) {
			target.blur();
			entry(target.closest(SCOPE))?.focus();
		}
		if (wish.kind === 'send') {
			const button = all<HTMLButtonElement>('[data-key-send] button:not([type="button"])').at(-1);
			if (!button) return;
			button.click();
		}
		event.preventDefault();
	};
	document.addEventListener('keydown', hear);
	return () => document.removeEventListener('keydown', hear);
}
