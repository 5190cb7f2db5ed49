import type { FormFieldAccess } from './drafting.svelte.ts';
import { plainName } from './form-state.ts';
import type { EnteredFields } from './send-draft.ts';

type FormField = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The value that a field has while nobody has changed it, as the page was rendered. */
function renderedValue(field: FormField): string {
	if (field instanceof HTMLSelectElement) {
		const options = [...field.options];
		return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? '';
	}
	// Browsers normalise a value that is set (line ends, invalid dates), so only another field can tell the
	// result.
	const unchanged = document.createElement(field.localName) as typeof field;
	if (unchanged instanceof HTMLInputElement) unchanged.type = field.type;
	unchanged.value = field.defaultValue;
	return unchanged.value;
}

/**
 * Whether a form's element is a field that a draft may contain: not the hidden ones that every form adds
 * (key, writer…), nor buttons, passwords or files.
 */
const kept = (element: Element): element is FormField => {
	if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement)
		return element.name !== '';
	return (
		element instanceof HTMLInputElement &&
		!['', 'key', 'form', 'writer', 'draft', 'acting'].includes(element.name) &&
		!['password', 'file', 'submit', 'button'].includes(element.type)
	);
};

/**
 * Gives access to the fields of a form, to read and fill them for its draft. Hidden fields are included: they
 * tell the version that a text is based on, so that a change made elsewhere is noticed when the form is sent.
 * A draft never fills the field `shown` (see Form), which tells what the page shows now. If the draft has
 * another value of `shown`, its choices are not filled in either.
 */
export function formFieldAccess(form: HTMLFormElement): FormFieldAccess {
	const fields = () => [...form.elements].filter(kept);
	const valuesBy = (
		valueOf: (field: FormField) => string,
		isChecked: (field: HTMLInputElement) => boolean,
	): EnteredFields => {
		const values: Record<string, string | string[]> = {};
		for (const field of fields()) {
			const name = plainName(field.name);
			if (!(field instanceof HTMLInputElement) || !['checkbox', 'radio'].includes(field.type))
				values[name] = valueOf(field);
			else if (field.type === 'radio') values[name] = isChecked(field) ? field.value : (values[name] ?? '');
			else if (isChecked(field)) values[name] = [...[values[name] ?? []].flat(), field.value];
			else values[name] ??= [];
		}
		return values;
	};
	return {
		read: () =>
			valuesBy(
				(field) => field.value,
				(field) => field.checked,
			),
		rendered: () => valuesBy(renderedValue, (field) => field.defaultChecked),
		fill(typed: EnteredFields) {
			const shown = fields().find(({ name }) => name === 'shown')?.value;
			const outdated = shown !== undefined && typed['shown'] !== shown;
			for (const field of fields()) {
				if (field.name === 'shown') continue;
				const value = typed[plainName(field.name)] ?? '';
				if (field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type)) {
					if (outdated) continue;
					field.checked = [value].flat().includes(field.value);
				} else field.value = [value].flat()[0] ?? '';
				field.dispatchEvent(new Event('input', { bubbles: true }));
			}
		},
	};
}
