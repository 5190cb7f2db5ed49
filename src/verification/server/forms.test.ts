import { readForm } from '#tests/read-form';
import { expect, test } from 'vitest';
import * as forms from './forms.ts';
import { LARGEST_TEXT } from './verify-for-visitor.ts';

const long = (length: number) => 'x'.repeat(length);

test.each<[keyof typeof forms, object, object]>([
	['verifyForm', {}, { reference: '', text: '', recipient: '' }],
	['verifyForm', { recipient: '  ' }, { reference: '', text: '', recipient: '' }],
	[
		'verifyForm',
		{ text: 'K7TW', recipient: ' ada@ecole.example ' },
		{ reference: '', text: 'K7TW', recipient: 'ada@ecole.example' },
	],
	['verifyForm', { reference: 'K7TW' }, { reference: 'K7TW', text: '', recipient: '' }],
	['verifyForm', { recipient: 'ada' }, { recipient: 'recognition.recipient-not-email' }],
	['verifyForm', { recipient: 'ada @ecole' }, { recipient: 'recognition.recipient-not-email' }],
	['verifyForm', { recipient: `a@${long(318)}` }, { reference: '', text: '', recipient: `a@${long(318)}` }],
	['verifyForm', { recipient: `a@${long(319)}` }, { recipient: 'recognition.recipient-not-email' }],
])('%s of %j', (name, sent, wanted) => {
	expect(readForm(forms[name], sent)).toEqual(wanted);
});

test('a text to verify is as long as a file may be, and no longer; a file is bytes', () => {
	const text = long(LARGEST_TEXT);
	expect(forms.verifyForm.safeParse({ text }).success).toBe(true);
	expect(readForm(forms.verifyForm, { text: `${text}x` })).toEqual({ text: 'recognition.text-too-long' });
	const reference = `${text}x`;
	expect(readForm(forms.verifyForm, { reference })).toEqual({ reference: 'recognition.text-too-long' });
	const file = new Uint8Array([1]);
	expect(readForm(forms.verifyForm, { file })).toEqual({ file, reference: '', text: '', recipient: '' });
	expect(forms.verifyForm.safeParse({ file: 'x' }).success).toBe(false);
});
