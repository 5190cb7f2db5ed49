import { readForm } from '#tests/read-form';
import { expect, test } from 'vitest';
import * as forms from './forms.ts';

const long = (length: number) => 'x'.repeat(length);
const key = 'k';
const incomplete = 'recognition.form-incomplete';
const none = { title: '', link: null, training: null, reflection: '', context: null, shared: false };

const interview = { date: '', minutes: '', shown: '' };

test.each<[keyof typeof forms, object, object]>([
	['startForm', { key }, { key, kind: 'evidence' }],
	['startForm', { key, kind: 'prior-learning' }, { key, kind: 'prior-learning' }],
	['startForm', { key, kind: 'rule' }, { kind: incomplete }],
	['startForm', {}, { key: incomplete }],
	['withdrawForm', { key }, { key }],
	['withdrawForm', {}, { key: incomplete }],
	['removeEvidenceForm', {}, { key: incomplete }],
	['submitForm', {}, { key: incomplete }],
	['decisionForm', { decision: 'accept', shown: 's' }, { key: incomplete }],
	['removeEvidenceForm', { key }, { key }],
	['submitForm', { key }, { key, inBadge: false, bindsEmail: false, typed: none }],
	['submitForm', { key, inBadge: ['yes'] }, { key, inBadge: true, bindsEmail: false, typed: none }],
	['submitForm', { key, bindsEmail: ['yes'] }, { key, inBadge: false, bindsEmail: true, typed: none }],
	[
		'submitForm',
		{ key, title: ' T ' },
		{ key, inBadge: false, bindsEmail: false, typed: { ...none, title: 'T' } },
	],
	['submitForm', { key, link: 'javascript:alert(1)' }, { link: 'training.link-not-web' }],
	['changeEvidenceForm', { key, version: 'v' }, { ...none, dropFile: false, key, version: 'v' }],
	['changeEvidenceForm', { key }, { version: incomplete }],
	['changeEvidenceForm', { key, version: long(33) }, { version: incomplete }],
	[
		'decisionForm',
		{ key, shown: 's', decision: 'accept' },
		{ key, shown: 's', decision: 'accept', level: null, reason: '', markings: [], interview },
	],
	[
		'decisionForm',
		{ key, shown: 's', decision: 'accept', level: 'advanced', reason: 'Vu' },
		{ key, shown: 's', decision: 'accept', level: 'advanced', reason: 'Vu', markings: [], interview },
	],
	[
		'decisionForm',
		{ key, shown: 's', decision: 'return', reason: ' x ' },
		{ key, shown: 's', decision: 'return', level: null, reason: 'x', markings: [], interview },
	],
	[
		'decisionForm',
		{ key, shown: 's', decision: 'refuse', reason: long(2000) },
		{ key, shown: 's', decision: 'refuse', level: null, reason: long(2000), markings: [], interview },
	],
	[
		'decisionForm',
		{
			...{ key, shown: 's', decision: 'return', reason: 'x' },
			...{
				criterionMark2: 'met',
				pieceMark9: 'to-complete',
				pieceComment9: ' Datez-la. ',
				pieceComment0: ' ',
			},
		},
		{
			...{ key, shown: 's', decision: 'return', level: null, reason: 'x' },
			markings: [
				{ about: 'criterion', at: 2, mark: 'met', comment: '' },
				{ about: 'piece', at: 9, mark: 'to-complete', comment: 'Datez-la.' },
			],
			interview,
		},
	],
	['decisionForm', { key, shown: 's', decision: 'return', pieceMark0: 'good' }, { pieceMark0: incomplete }],
	[
		'decisionForm',
		{ key, shown: 's', decision: 'return', pieceComment0: long(201) },
		{ pieceComment0: 'recognition.comment-too-long' },
	],
	['decisionForm', { key, shown: 's', decision: 'accept', level: 'expert' }, { level: incomplete }],
	['decisionForm', { key, shown: 's', decision: 'later' }, { decision: 'recognition.decision-missing' }],
	[
		'decisionForm',
		{ key, shown: 's', decision: 'refuse', reason: long(2001) },
		{ reason: 'recognition.reason-too-long' },
	],
	['decisionForm', { key, decision: 'accept' }, { shown: incomplete }],
	['decisionForm', { key, decision: 'accept', shown: '' }, { shown: incomplete }],
	['decisionForm', { key, decision: 'accept', shown: long(65) }, { shown: incomplete }],
])('%s of %j', (name, sent, wanted) => {
	expect(readForm(forms[name], sent)).toEqual(wanted);
});

test('a piece of evidence: nothing where nothing was typed, a link that is read, limits each with its own words', () => {
	const nothing = { ...none, instead: null, inBadge: false, bindsEmail: false, key };
	const evidence = (sent: object) => readForm(forms.addEvidenceForm, { key, ...sent });
	expect(evidence({})).toEqual(nothing);
	expect(evidence({ link: '  ', training: '', title: ' T ', reflection: ' R ', instead: '' })).toEqual({
		...nothing,
		...{ title: 'T', reflection: 'R' },
	});
	expect(evidence({ link: 'exemple.example/a', training: 't1', instead: 'e1' })).toEqual({
		...nothing,
		...{ link: 'https://exemple.example/a', training: 't1', instead: 'e1' },
	});
	const largest = {
		...{ title: long(200), reflection: long(4000), training: long(64), instead: long(64) },
		context: long(100),
	};
	expect(evidence({ context: long(101) })).toEqual({ context: 'recognition.context-too-long' });
	expect(evidence({ context: ' Comité  12 ', shared: ['yes'] })).toMatchObject({
		...{ context: 'Comité 12', shared: true },
	});
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
	expect(readForm(forms.addEvidenceForm, {})).toMatchObject({ key: incomplete });
});
