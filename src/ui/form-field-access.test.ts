import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { formFieldAccess } from './form-field-access.ts';

/** A field of a form, with what the browser gives of it. */
class Field {
	readonly name: string;
	readonly type: string;
	value: string;
	checked: boolean;
	constructor(name: string, type: string, value: string, checked = false) {
		[this.name, this.type, this.value, this.checked] = [name, type, value, checked];
	}
	dispatchEvent = () => true;
}
class Area extends Field {}
beforeAll(() => {
	vi.stubGlobal('HTMLInputElement', Field);
	vi.stubGlobal('HTMLTextAreaElement', Area);
	vi.stubGlobal('HTMLSelectElement', class {});
});
afterAll(() => vi.unstubAllGlobals());

/** The form of a decision about what the page shows now. */
function decision(shown?: string) {
	const accept = new Field('decision', 'radio', 'accept');
	const reason = new Area('reason', 'textarea', '');
	const hidden = shown === undefined ? [] : [new Field('shown', 'hidden', shown)];
	const form = formFieldAccess({ elements: [...hidden, accept, reason] } as unknown as HTMLFormElement);
	return { form, accept, reason, hidden };
}
const left = { decision: 'accept', reason: 'Une raison.' };

test.each([
	['about what the page shows', 'second', { ...left, shown: 'second' }, true],
	['about something else', 'second', { ...left, shown: 'first' }, false],
	['about nothing known', 'second', left, false],
	['in a form that says nothing of what it shows', undefined, left, true],
])('a draft %s: its text comes back; its choice: %s %j %s', (_what, shown, typed, chosen) => {
	const { form, accept, reason, hidden } = decision(shown);
	form.fill(typed);
	expect(reason.value).toBe('Une raison.');
	expect(accept.checked).toBe(chosen);
	// What the page shows is the page’s to tell.
	expect(hidden.map(({ value }) => value)).toEqual(shown === undefined ? [] : [shown]);
	expect(form.read()['shown']).toBe(shown);
});
