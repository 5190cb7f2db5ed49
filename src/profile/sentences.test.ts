import { describe, expect, test } from 'vitest';
import { LEVELS, STANDINGS } from '#framework';
import { chooseDimensionSentences, compareShownWithSaid, chooseProfileSentences } from './index.ts';
import { people, profile } from './people.fixture.ts';

const ids = (said: string, observed?: string, shown?: string) =>
	chooseProfileSentences(profile(said, observed, shown)).map(({ id }) => id);

describe('what the whole macaron says', () => {
	const NONE = '------------';
	test.each<[string, string, string, string, string[]]>([
		['nothing answered', NONE, NONE, NONE, ['nothing-answered', 'nothing-shown', 'nothing-observed']],
		['one dimension', 'i-----------', NONE, NONE, ['one-dimension', 'nothing-shown', 'nothing-observed']],
		['half answered', 'iiiiii------', NONE, NONE, ['half-answered', 'nothing-shown', 'nothing-observed']],
		['all starting', 'ssssssssssss', NONE, NONE, ['all-starting', 'nothing-shown', 'nothing-observed']],
		['all beginner', 'bbbbbbbbbbbb', NONE, NONE, ['all-beginner', 'nothing-shown', 'nothing-observed']],
		[
			'all intermediate',
			'iiiiiiiiiiii',
			NONE,
			NONE,
			['all-intermediate', 'nothing-shown', 'nothing-observed'],
		],
		['all advanced', 'aaaaaaaaaaaa', NONE, NONE, ['all-advanced', 'nothing-shown', 'nothing-observed']],
		[
			'mixed, said above shown',
			'aaaaiiiiiiii',
			NONE,
			'b-----------',
			['mixed', 'said-above-shown', 'nothing-observed'],
		],
		[
			'shown above said here, below there, and observed',
			'bbbbiiiiiiii',
			'-----i------',
			'a---s-------',
			['mixed', 'said-above-shown', 'shown-above-said', 'observed-present'],
		],
		[
			'said and shown agree',
			'iiiiiiiiiiii',
			NONE,
			'i-----------',
			['all-intermediate', 'said-and-shown-agree', 'nothing-observed'],
		],
		['shown where nothing is said', NONE, NONE, 'i-----------', ['nothing-answered', 'nothing-observed']],
	])('%s', (_, said, observed, shown, sentences) => {
		expect(ids(said, observed, shown)).toEqual(sentences);
	});

	test.each(people)(
		'$who: each sentence counts the very dimensions it speaks of',
		({ said, observed, shown }) => {
			const dimensions = profile(said, observed, shown);
			const told = new Map(chooseProfileSentences(dimensions).map((one) => [one.id, one.slugs]));
			const where = (keep: (one: (typeof dimensions)[number]) => boolean) =>
				dimensions.filter(keep).map(({ slug }) => slug);
			expect(told.get('observed-present') ?? []).toEqual(where((one) => one.observed !== null));
			const compared = where((one) => one.said !== 'not-situated' && one.shown !== 'not-situated');
			const counted = (['said-above-shown', 'shown-above-said'] as const).flatMap((id) => told.get(id) ?? []);
			expect(compared).toEqual(expect.arrayContaining(counted));
			expect(chooseProfileSentences(dimensions)[0]?.slugs).toEqual(
				where((one) => one.said !== 'not-situated'),
			);
		},
	);
});

describe('what one dimension says', () => {
	test('every combination of the three sources has its sentences, and each source keeps its own', () => {
		for (const said of STANDINGS)
			for (const shown of STANDINGS)
				for (const observed of [null, ...LEVELS]) {
					const sentence = chooseDimensionSentences({ said, shown, observed });
					expect(sentence.said).toBe(said);
					expect(sentence.observed).toBe(observed);
					if (shown === 'not-situated') expect(sentence.shown).toEqual({ kind: 'none' });
					else if (shown === 'starting') expect(sentence.shown.kind).toBe('no-level');
					else expect(sentence.shown).toMatchObject({ kind: 'level', level: shown });
				}
	});

	test.each([
		['not-situated', 'beginner', 'alone'],
		['starting', 'beginner', 'higher'],
		['beginner', 'beginner', 'same'],
		['advanced', 'beginner', 'lower'],
	] as const)('said %s, shown %s: %s', (said, shown, relation) => {
		expect(compareShownWithSaid({ said, shown })).toBe(relation);
	});
});
