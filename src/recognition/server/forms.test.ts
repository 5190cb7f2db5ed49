import { expect, test } from 'vitest';
import * as forms from './forms.ts';
import { LARGEST_TEXT } from './verify-for-visitor.ts';

/** What a form gives, or the code of what is wrong with each field. */
function read(name: keyof typeof forms, sent: object): unknown {
	const found = forms[name].safeParse(sent);
	if (found.success) return found.data;
	return Object.fromEntries(found.error.issues.map(({ path, message }) => [path.join('.'), message]));
}
const long = (length: number) => 'x'.repeat(length);
const key = 'k';
const incomplete = 'recognition.form-incomplete';

test.each<[keyof typeof forms, object, object]>([
	['startForm', { key }, { key }],
	['startForm', {}, { key: incomplete }],
	['withdrawForm', { key }, { key }],
	['withdrawForm', {}, { key: incomplete }],
	['removeEvidenceForm', { evidence: 'e' }, { key: incomplete }],
	['submitForm', {}, { key: incomplete }],
	['decisionForm', { decision: 'accept' }, { key: incomplete }],
	['revokeForm', {}, { key: incomplete }],
	['revokeForm', { key, reason: ` ${long(2000)} ` }, { key, reason: long(2000) }],
	['revokeForm', { key, reason: long(2001) }, { reason: 'recognition.reason-too-long' }],
	['publicationForm', { visibility: 'public' }, { key: incomplete }],
	['siblingForm', { key }, { key }],
	['siblingForm', {}, { key: incomplete }],
	['removeEvidenceForm', { key, evidence: long(64) }, { key, evidence: long(64) }],
	['removeEvidenceForm', { key, evidence: long(65) }, { evidence: incomplete }],
	['removeEvidenceForm', { key }, { evidence: incomplete }],
	['submitForm', { key }, { key, inBadge: false }],
	['submitForm', { key, inBadge: ['yes'] }, { key, inBadge: true }],
	['decisionForm', { key, decision: 'accept' }, { key, decision: 'accept', reason: '' }],
	['decisionForm', { key, decision: 'return', reason: ' x ' }, { key, decision: 'return', reason: 'x' }],
	[
		'decisionForm',
		{ key, decision: 'refuse', reason: long(2000) },
		{ key, decision: 'refuse', reason: long(2000) },
	],
	['decisionForm', { key, decision: 'later' }, { decision: 'recognition.decision-missing' }],
	[
		'decisionForm',
		{ key, decision: 'refuse', reason: long(2001) },
		{ reason: 'recognition.reason-too-long' },
	],
	['revokeForm', { key }, { key, reason: '' }],
	['publicationForm', { key, visibility: 'private' }, { key, visibility: 'private' }],
	['publicationForm', { key, visibility: 'public' }, { key, visibility: 'public' }],
	['publicationForm', { key, visibility: 'public-with-name' }, { key, visibility: 'public-with-name' }],
	['publicationForm', { key, visibility: 'friends' }, { visibility: 'recognition.visibility-missing' }],
	['verifyForm', {}, { text: '', recipient: '' }],
	['verifyForm', { recipient: '  ' }, { text: '', recipient: '' }],
	[
		'verifyForm',
		{ text: 'K7TW', recipient: ' ada@ecole.example ' },
		{ text: 'K7TW', recipient: 'ada@ecole.example' },
	],
	['verifyForm', { recipient: 'ada' }, { recipient: 'recognition.recipient-not-email' }],
	['verifyForm', { recipient: 'ada @ecole' }, { recipient: 'recognition.recipient-not-email' }],
	['verifyForm', { recipient: `a@${long(318)}` }, { text: '', recipient: `a@${long(318)}` }],
	['verifyForm', { recipient: `a@${long(319)}` }, { recipient: 'recognition.recipient-not-email' }],
])('%s of %j', (name, sent, wanted) => {
	expect(read(name, sent)).toEqual(wanted);
});

test('a text to verify is as long as a file may be, and no longer; a file is bytes', () => {
	const text = long(LARGEST_TEXT);
	expect(forms.verifyForm.safeParse({ text }).success).toBe(true);
	expect(read('verifyForm', { text: `${text}x` })).toEqual({ text: 'recognition.text-too-long' });
	const file = new Uint8Array([1]);
	expect(read('verifyForm', { file })).toEqual({ file, text: '', recipient: '' });
	expect(forms.verifyForm.safeParse({ file: 'x' }).success).toBe(false);
});

test('a piece of evidence: nothing where nothing was typed, a link that is read, limits each with its own words', () => {
	const nothing = { title: '', link: null, training: null, reflection: '', instead: null, key };
	const evidence = (sent: object) => read('evidenceForm', { key, ...sent });
	expect(evidence({})).toEqual(nothing);
	expect(evidence({ link: '  ', training: '', title: ' T ', reflection: ' R ', instead: '' })).toEqual({
		...nothing,
		...{ title: 'T', reflection: 'R' },
	});
	expect(evidence({ link: 'exemple.example/a', training: 't1', instead: 'e1' })).toEqual({
		...nothing,
		...{ link: 'https://exemple.example/a', training: 't1', instead: 'e1' },
	});
	const largest = { title: long(200), reflection: long(4000), training: long(64), instead: long(64) };
	expect(evidence(largest)).toEqual({ ...nothing, ...largest });
	expect(
		evidence({ title: long(201), reflection: long(4001), training: long(65), instead: long(65) }),
	).toEqual({
		title: 'recognition.title-too-long',
		reflection: 'recognition.reflection-too-long',
		training: incomplete,
		instead: incomplete,
	});
	expect(evidence({ link: 'javascript:alert(1)' })).toEqual({ link: expect.stringMatching(/^training\./) });
	expect(read('evidenceForm', {})).toMatchObject({ key: incomplete });
});
