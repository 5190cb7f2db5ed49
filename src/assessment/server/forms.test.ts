import { describe, expect, test } from 'vitest';
import { answersForm, versionAndModeForm, situationForm, trialForm, trialSheetForm } from './forms.ts';

/** The problems found in a sent form: for each, the field and the code of the refusal. */
const refused = (
	form: { safeParse(sent: unknown): { error?: { issues: readonly Issue[] } | undefined } },
	sent: object,
) => (form.safeParse(sent).error?.issues ?? []).map(({ path, message }) => [String(path[0]), message]);
interface Issue {
	readonly path: readonly PropertyKey[];
	readonly message: string;
}
const INCOMPLETE = 'assessment.form-incomplete';

describe('the form of a dimension', () => {
	const sent = { statement: ['one'], revision: ['0'], 'answer-0': '2', key: 'k' };

	test('gives the answers that were chosen, each with its revision', () => {
		expect(answersForm.parse(sent)).toEqual({
			answers: [{ statement: 'one', answer: 2, revision: 0 }],
			key: 'k',
			continue: undefined,
		});
		const three = { ...sent, statement: ['one', 'two', 'three'], revision: ['0', '4', '1'], continue: 'yes' };
		expect(answersForm.parse({ ...three, holder: 'ada', 'answer-2': 'not-applicable' })).toEqual({
			answers: [
				{ statement: 'one', answer: 2, revision: 0 },
				{ statement: 'three', answer: 'not-applicable', revision: 1 },
			],
			key: 'k',
			holder: 'ada',
			continue: 'yes',
		});
	});

	test('a statement whose revision did not come is one never answered', () => {
		const two = { ...sent, statement: ['one', 'two'], 'answer-1': '0' };
		expect(answersForm.parse(two).answers[1]).toEqual({ statement: 'two', answer: 0, revision: 0 });
	});

	test.each([
		[{ 'answer-0': undefined }, 'answer-0', 'assessment.answer-missing'],
		[{ 'answer-0': '5' }, 'answer-0', 'assessment.answer-missing'],
		[{ 'answer-0': '-1' }, 'answer-0', 'assessment.answer-missing'],
		[{ 'answer-0': ['1'] }, 'answer-0', 'assessment.answer-missing'],
		[{ revision: ['x'] }, 'revision', INCOMPLETE],
		[{ revision: ['-1'] }, 'revision', INCOMPLETE],
		[{ revision: ['1.5'] }, 'revision', INCOMPLETE],
		[{ revision: ['1000001'] }, 'revision', INCOMPLETE],
		[{ revision: [] }, 'revision', INCOMPLETE],
		[{ revision: undefined }, 'revision', INCOMPLETE],
		[{ statement: 'one' }, 'statement', INCOMPLETE],
		[{ statement: [] }, 'statement', INCOMPLETE],
		[{ statement: [''] }, 'statement', INCOMPLETE],
		[{ statement: ['s'.repeat(121)] }, 'statement', INCOMPLETE],
		[{ statement: ['a', 'b', 'c', 'd'] }, 'statement', INCOMPLETE],
		[{ holder: 'h'.repeat(65) }, 'holder', INCOMPLETE],
		[{ key: undefined }, 'key', INCOMPLETE],
	])('with %j: %s, %s', (change, field, code) => {
		expect(refused(answersForm, { ...sent, ...change })).toEqual([[field, code]]);
	});

	test('a choice that is none is refused beside one that is', () => {
		const two = { ...sent, statement: ['one', 'two'], revision: ['0', '0'], 'answer-1': '5' };
		expect(refused(answersForm, two)).toEqual([['answer-1', 'assessment.answer-missing']]);
	});

	test.each([
		{ statement: ['s'] },
		{ statement: ['s'.repeat(120)] },
		{ revision: ['1000000'] },
		{ holder: 'h'.repeat(64) },
	])('%j is taken', (change) => {
		expect(refused(answersForm, { ...sent, ...change })).toEqual([]);
	});
});

test('the form that chooses how to answer asks for a version and a length', () => {
	const sent = { version: 'crcn-2025', mode: 'complete', key: 'k' };
	expect(versionAndModeForm.parse(sent)).toEqual(sent);
	expect(refused(versionAndModeForm, { key: 'k' })).toEqual([
		['version', 'assessment.version-missing'],
		['mode', 'assessment.mode-missing'],
	]);
	expect(refused(versionAndModeForm, { ...sent, key: undefined })).toEqual([['key', INCOMPLETE]]);
});

test.each([
	[{}, 'choice', 'assessment.choice-missing'],
	[{ choice: 'e' }, 'choice', 'assessment.choice-missing'],
	[{ choice: ['a'] }, 'choice', 'assessment.choice-missing'],
	[{ choice: 'a', key: undefined }, 'key', INCOMPLETE],
])('the form of a situation, with %j: %s, %s', (sent, field, code) => {
	expect(refused(situationForm, { key: 'k', ...sent })).toEqual([[field, code]]);
});

describe('the form of a trial', () => {
	const sent = {
		audience: 'student',
		mode: 'express',
		statement: ['student-collaboration-2', 'student-communication-2'],
		answer: ['3', 'not-applicable'],
		key: 'k',
	};

	test('gives each answer with its statement, and whether it replaces', () => {
		const answers = [
			{ statement: 'student-collaboration-2', answer: 3 },
			{ statement: 'student-communication-2', answer: 'not-applicable' },
		];
		const read = { audience: 'student', mode: 'express', answers, key: 'k' };
		expect(trialForm.parse(sent)).toEqual({ ...read, replace: false });
		expect(trialForm.parse({ ...sent, replace: 'yes' })).toEqual({ ...read, replace: true });
	});

	const many = (count: number) => ({ statement: Array(count).fill('a'), answer: Array(count).fill('1') });
	test.each([
		[{ audience: 'everybody' }, [['audience', INCOMPLETE]]],
		[{ mode: 'endless' }, [['mode', 'assessment.mode-missing']]],
		[{ answer: ['3', '5'] }, [['answer', 'assessment.answer-missing']]],
		[{ answer: ['3'] }, [['statement', INCOMPLETE]]],
		[{ answer: ['3', '3', '3'] }, [['statement', INCOMPLETE]]],
		[{ statement: ['', 'a'] }, [['statement', INCOMPLETE]]],
		[{ statement: ['a', 's'.repeat(121)] }, [['statement', INCOMPLETE]]],
		[
			{ statement: [], answer: [] },
			[
				['statement', INCOMPLETE],
				['answer', INCOMPLETE],
			],
		],
		[
			many(37),
			[
				['statement', INCOMPLETE],
				['answer', INCOMPLETE],
			],
		],
		[{ key: undefined }, [['key', INCOMPLETE]]],
	])('with %j, is refused: %j', (change, problems) => {
		expect(refused(trialForm, { ...sent, ...change })).toEqual(problems);
	});

	test('to be drawn, gives a version, an audience and the answers: nothing else of what was sent', () => {
		const { mode: _mode, key: _key, ...drawn } = sent;
		const answers = [
			{ statement: 'student-collaboration-2', answer: 3 },
			{ statement: 'student-communication-2', answer: 'not-applicable' },
		];
		const version = 'crcn-2019';
		expect(trialSheetForm.parse({ ...drawn, version, name: 'Ada' })).toEqual({
			...{ version, audience: 'student', answers },
		});
		expect(refused(trialSheetForm, { ...drawn, version: 'crcn-1999' })).toEqual([['version', INCOMPLETE]]);
		expect(refused(trialSheetForm, { ...drawn, version, ...many(37) })).toEqual([
			...[['statement', INCOMPLETE]],
			...[['answer', INCOMPLETE]],
		]);
	});

	test.each([many(36), { statement: ['s', 's'.repeat(120)] }])('%j is taken', (change) => {
		expect(refused(trialForm, { ...sent, ...change })).toEqual([]);
	});
});
