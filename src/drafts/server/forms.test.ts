import { expect, test } from 'vitest';
import { discardForm, draftForm } from './forms.ts';

const SOUND = {
	path: '/training/new',
	form: 'record',
	holder: 'x',
	revision: '0',
	typed: '{"a":"b","c":["d"]}',
};
const codes = (form: typeof draftForm | typeof discardForm, sent: object) =>
	form.safeParse(sent).error?.issues.map(({ message }) => message) ?? [];
const typed = (value: unknown) => ({ typed: JSON.stringify(value) });

test('a draft is read as its page writes it', () => {
	expect(draftForm.parse(SOUND)).toEqual({ ...SOUND, revision: 0, typed: { a: 'b', c: ['d'] } });
	expect(draftForm.parse({ ...SOUND, settled: 'yes', holder: undefined })).toMatchObject({ settled: 'yes' });
	expect(discardForm.parse(SOUND)).toEqual({ path: '/training/new', form: 'record' });
});

test.each([
	['a path of 200 characters', { path: `/${'a'.repeat(199)}` }],
	['a form of 100', { form: 'f'.repeat(100) }],
	['a field of 60', typed({ ['n'.repeat(60)]: '' })],
	['a hundred choices', typed({ c: Array.from({ length: 100 }, () => 'x') })],
	['the greatest revision', { revision: '1000000' }],
	['nothing typed', typed({})],
	['the root', { path: '/' }],
])('%s is kept', (_name, change) => {
	expect(codes(draftForm, { ...SOUND, ...change })).toEqual([]);
});

test.each([
	['a path of 201 characters', { path: `/${'a'.repeat(200)}` }, 'drafts.shape'],
	['a form of 101', { form: 'f'.repeat(101) }, 'drafts.shape'],
	['a field of 61', typed({ ['n'.repeat(61)]: '' }), 'drafts.shape'],
	['a hundred and one choices', typed({ c: Array.from({ length: 101 }, () => 'x') }), 'drafts.shape'],
	['too great a revision', { revision: '1000001' }, 'drafts.shape'],
	['a revision below none', { revision: '-1' }, 'drafts.shape'],
	['half a revision', { revision: '0.5' }, 'drafts.shape'],
	['no revision', { revision: 'one' }, 'drafts.shape'],
	['neither settled nor not', { settled: 'no' }, undefined],
	['no path', { path: undefined }, 'drafts.shape'],
	['no form', { form: undefined }, 'drafts.shape'],
	['nothing at all', { typed: undefined }, 'drafts.shape'],
	['no JSON', { typed: '{' }, 'drafts.shape'],
	['a list', typed(['a']), 'drafts.shape'],
	['nothing', typed(null), 'drafts.shape'],
	['a number', typed({ a: 1 }), 'drafts.shape'],
	['a number among choices', typed({ a: [1] }), 'drafts.shape'],
	['an object inside', typed({ a: { b: 'c' } }), 'drafts.shape'],
	['another site', { path: '//evil.test' }, 'drafts.shape'],
	['another site by a backslash', { path: '/\\evil.test' }, 'drafts.shape'],
	['a path of nowhere', { path: 'training' }, 'drafts.shape'],
	['somebody who is no text', { holder: 7 }, 'drafts.shape'],
	['U+0000', typed({ a: '\u0000' }), 'platform.unstorable'],
	['half a pair', { typed: '{"a":["\\ud83d"]}' }, 'platform.unstorable'],
])('%s is refused', (_name, change, code) => {
	const said = codes(draftForm, { ...SOUND, ...change });
	expect(said.length).toBeGreaterThan(0);
	if (code)
		expect(JSON.stringify(draftForm.safeParse({ ...SOUND, ...change }).error?.issues)).toContain(code);
});

test.each([
	['no path', { form: 'record' }],
	['no form', { path: '/a' }],
	['another site', { path: '//evil.test', form: 'record' }],
])('a draft thrown away with %s is refused', (_name, sent) => {
	expect(codes(discardForm, sent)).toEqual(['drafts.shape']);
});
