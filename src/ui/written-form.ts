import type { Written } from './drafting.svelte.ts';
import { plainName } from './form-state.ts';
import type { Typed } from './keep-draft.ts';

/** Fields that nobody types, or that may be kept nowhere. */
const kept = (element: Element): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement => {
	if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement)
		return element.name !== '';
	return (
		element instanceof HTMLInputElement &&
		!['', 'key', 'form', 'writer', 'draft'].includes(element.name) &&
		!['password', 'file', 'submit', 'button'].includes(element.type)
	);
};

/**
 * A form of the page, to read what is written in it and to write in it. Hidden fields count: they tell over what a text
 * was written, and a change made elsewhere since must be seen when it is sent.
 */
export function writtenForm(form: HTMLFormElement): Written {
	const fields = () => [...form.elements].filter(kept);
	return {
		read() {
			const typed: Record<string, string | string[]> = {};
			for (const field of fields()) {
				const name = plainName(field.name);
				if (!(field instanceof HTMLInputElement) || !['checkbox', 'radio'].includes(field.type))
					typed[name] = field.value;
				else if (field.type === 'radio') typed[name] = field.checked ? field.value : (typed[name] ?? '');
				else if (field.checked) typed[name] = [...[typed[name] ?? []].flat(), field.value];
				else typed[name] ??= [];
			}
			return typed;
		},
		fill(typed: Typed) {
			for (const field of fields()) {
				const value = typed[plainName(field.name)] ?? '';
				if (field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type))
					field.checked = [value].flat().includes(field.value);
				else field.value = [value].flat()[0] ?? '';
				field.dispatchEvent(new Event('input', { bubbles: true }));
			}
		},
	};
}
