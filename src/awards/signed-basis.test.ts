import { expect, test } from 'vitest';
import words from './data/badge-words.json' with { type: 'json' };
import { readSignedBasis, type SignedResult } from './signed-basis.ts';

const value = (id: string, text: string): SignedResult => ({ id, value: text, level: null });
const level = (id: string, one: string): SignedResult => ({ id, value: null, level: one });
type Decider = 'rule' | 'adviser' | 'serviceAdviser' | 'apart' | 'third' | 'settled';
const judged = (locale: 'fr' | 'en', by: Decider): SignedResult[] => [
	value('decided-by', words[by][locale]),
	value('assessment', words[by === 'rule' ? 'declared' : 'evidence'][locale]),
	value('supervision', words.unsupervised[locale]),
	value('identity', words.identityUnverified[locale]),
];
const byRule = [
	level('said', 'intermediate'),
	value('minutes', '135'),
	value('reflections', '1'),
	...judged('fr', 'rule'),
];

test('of a badge in either language, the same facts', () => {
	expect(readSignedBasis(byRule)).toEqual({
		...{ said: 'intermediate', shown: null, observed: null, evidence: 0, minutes: 135, reflections: 1 },
		...{ assessment: 'declared', supervised: false, identityVerified: false },
	});
	for (const [locale, by] of [
		['fr', 'adviser'],
		['en', 'adviser'],
		['fr', 'serviceAdviser'],
	] as const)
		expect(
			readSignedBasis([
				...[level('said', 'advanced'), level('shown', 'starting'), level('observed', 'intermediate')],
				...[value('pieces', '2'), ...judged(locale, by)],
			]),
		).toEqual({
			...{ said: 'advanced', shown: 'starting', observed: 'intermediate', evidence: 2 },
			...{ minutes: 0, reflections: 0, assessment: 'evidence', supervised: false, identityVerified: false },
		});
	for (const by of ['apart', 'third', 'settled'] as const)
		for (const locale of ['fr', 'en'] as const)
			expect(
				readSignedBasis([level('observed', 'beginner'), value('pieces', '1'), ...judged(locale, by)]),
			).toMatchObject({ observed: 'beginner', agreement: by });
	// As it was signed before 1 December 2026.
	const before = judged('en', 'apart').map((one) =>
		one.id === 'decided-by' ? value(one.id, 'Two advisers, each apart, of the same opinion') : one,
	);
	expect(readSignedBasis([level('observed', 'beginner'), value('pieces', '1'), ...before])).toMatchObject({
		agreement: 'apart',
	});
	expect(readSignedBasis(judged('fr', 'rule'))).toMatchObject({ said: 'not-situated', shown: null });
	const watched = byRule.map((one) => (one.id === 'supervision' ? value(one.id, 'Oui') : one));
	expect(readSignedBasis(watched)).toMatchObject({ supervised: true });
	const known = byRule.map((one) => (one.id === 'identity' ? value(one.id, 'Verified') : one));
	expect(readSignedBasis(known)).toMatchObject({ identityVerified: true });
});

test.each<[string, readonly SignedResult[]]>([
	['nothing', []],
	['a result that is not written today', [...byRule, value('mood', 'Bonne')]],
	[
		'a word that is not ours',
		byRule.map((one) => (one.id === 'supervision' ? value(one.id, 'Peut-être') : one)),
	],
	['no word on who decided', byRule.filter(({ id }) => id !== 'decided-by')],
	['an adviser who observed nothing', [level('said', 'advanced'), ...judged('fr', 'adviser')]],
	['a level observed that nobody judged', [level('observed', 'advanced'), ...judged('fr', 'rule')]],
	['a level that is none', [level('said', 'wizard'), ...judged('fr', 'rule')]],
	['a level observed that is none', [level('observed', 'starting'), ...judged('fr', 'adviser')]],
	['a figure that is none', byRule.map((one) => (one.id === 'minutes' ? value(one.id, 'beaucoup') : one))],
	['a negative figure', byRule.map((one) => (one.id === 'minutes' ? value(one.id, '-5') : one))],
])('of %s, nothing is read back', (_what, results) => {
	expect(readSignedBasis(results)).toBeNull();
});
