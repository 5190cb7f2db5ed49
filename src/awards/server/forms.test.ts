import { readForm } from '#tests/read-form';
import { expect, test } from 'vitest';
import * as forms from './forms.ts';

const long = (length: number) => 'x'.repeat(length);
const key = 'k';
const incomplete = 'recognition.form-incomplete';

test.each<[keyof typeof forms, object, object]>([
	['revokeAwardForm', {}, { key: incomplete }],
	['revokeAwardForm', { key, reason: ` ${long(2000)} ` }, { key, reason: long(2000) }],
	['revokeAwardForm', { key, reason: long(2001) }, { reason: 'recognition.reason-too-long' }],
	['publicationForm', { visibility: 'public' }, { key: incomplete }],
	['bindingForm', { key, bound: 'yes' }, { bound: true }],
	['bindingForm', { key, bound: 'no' }, { bound: false }],
	['bindingForm', { key, bound: 'true' }, { bound: incomplete }],
	['bindingForm', { key }, { bound: incomplete }],
	['bindingForm', { bound: 'yes' }, { key: incomplete }],
	['translationForm', { key }, { key }],
	['translationForm', {}, { key: incomplete }],
	['revokeAwardForm', { key }, { key, reason: '' }],
	['publicationForm', { key, visibility: 'private' }, { key, visibility: 'private' }],
	['publicationForm', { key, visibility: 'public' }, { key, visibility: 'public' }],
	['publicationForm', { key, visibility: 'public-with-name' }, { key, visibility: 'public-with-name' }],
	['publicationForm', { key, visibility: 'friends' }, { visibility: 'recognition.visibility-missing' }],
])('%s of %j', (name, sent, wanted) => {
	expect(readForm(forms[name], sent)).toEqual(wanted);
});
