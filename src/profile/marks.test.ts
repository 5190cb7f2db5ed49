import { describe, expect, test } from 'vitest';
import { type Level, type Standing, STANDINGS } from '#framework';
import { type Marked, sentenceOf, strengthsOf, toWorkOnOf } from './index.ts';

const letters: Record<string, Standing> = {
	'-': 'not-situated',
	s: 'starting',
	b: 'beginner',
	i: 'intermediate',
	a: 'advanced',
};

/** Twelve letters for what is said, twelve for what was observed: dimensions 1 to 12, named d1 to d12. */
function profile(said: string, observed = '------------', shown = '------------'): Marked[] {
	return [...said].map((letter, at) => ({
		slug: `d${at + 1}`,
		number: at + 1,
		central: at < 2,
		said: letters[letter] ?? 'not-situated',
		shown: letters[shown[at] ?? '-'] ?? 'not-situated',
		observed: observed[at] === '-' ? null : (letters[observed[at] ?? '-'] as Level),
	}));
}

/** Ten people, and what their profile says: strengths, then what to work on. */
const people: {
	who: string;
	said: string;
	observed?: string;
	shown?: string;
	strengths: string[];
	toWorkOn: string[];
}[] = [
	{ who: 'nothing answered yet', said: '------------', strengths: [], toWorkOn: [] },
	{ who: 'one answer, intermediate', said: 'i-----------', strengths: ['d1'], toWorkOn: [] },
	{ who: 'one answer, in the starting blocks', said: '---s--------', strengths: [], toWorkOn: ['d4'] },
	{ who: 'everything advanced', said: 'aaaaaaaaaaaa', strengths: ['d1', 'd2', 'd3'], toWorkOn: [] },
	{
		who: 'everything intermediate',
		said: 'iiiiiiiiiiii',
		strengths: ['d1', 'd2', 'd3'],
		toWorkOn: ['d4', 'd5', 'd6'],
	},
	{
		who: 'everything starting: the heart first',
		said: 'ssssssssssss',
		strengths: [],
		toWorkOn: ['d1', 'd2', 'd3'],
	},
	{
		who: 'the lowest said comes before the heart',
		said: 'bisaiasiabii',
		strengths: ['d4', 'd6', 'd9'],
		toWorkOn: ['d3', 'd7', 'd1'],
	},
	{
		who: 'observed breaks a tie',
		said: 'aaaaab------',
		observed: '---ia-------',
		strengths: ['d5', 'd4', 'd1'],
		toWorkOn: ['d6'],
	},
	{
		who: 'shown breaks what observed leaves',
		said: 'iiiib-------',
		shown: '-i-a--------',
		observed: '------------',
		strengths: ['d4', 'd2', 'd1'],
		toWorkOn: ['d5', 'd3'],
	},
	{
		who: 'what is observed alone is no strength',
		said: 'b--------i--',
		observed: 'a----a------',
		strengths: ['d10'],
		toWorkOn: ['d1'],
	},
];

describe('strengths and what to work on', () => {
	test.each(people)('$who', ({ said, observed, shown, strengths, toWorkOn }) => {
		const dimensions = profile(said, observed, shown);
		expect(strengthsOf(dimensions)).toEqual(strengths);
		expect(toWorkOnOf(dimensions)).toEqual(toWorkOn);
	});

	test.each(people)(
		'$who: never more than three, never the same in both, whatever the order',
		({ said, observed, shown }) => {
			const dimensions = profile(said, observed, shown);
			const strengths = strengthsOf(dimensions);
			const toWorkOn = toWorkOnOf(dimensions);
			expect(Math.max(strengths.length, toWorkOn.length)).toBeLessThanOrEqual(3);
			expect(strengths.filter((slug) => toWorkOn.includes(slug))).toEqual([]);
			expect(strengthsOf(dimensions.toReversed())).toEqual(strengths);
			expect(toWorkOnOf(dimensions.toReversed())).toEqual(toWorkOn);
		},
	);
});

describe('the sentence of the macaron', () => {
	test.each(people)('$who: its counts are those of the marks', ({ said, observed }) => {
		const dimensions = profile(said, observed);
		const sentence = sentenceOf(dimensions);
		expect(sentence.of).toBe(12);
		expect(sentence.situated).toBe([...said].filter((letter) => letter !== '-').length);
		for (const standing of STANDINGS.slice(1)) {
			const counted = sentence.said.find((part) => part.standing === standing)?.count ?? 0;
			expect(counted).toBe(dimensions.filter((one) => one.said === standing).length);
		}
		expect(sentence.observed.reduce((sum, part) => sum + part.count, 0)).toBe(
			dimensions.filter((one) => one.observed !== null).length,
		);
	});

	test('names the highest first and leaves out what is empty', () => {
		expect(sentenceOf(profile('aaaiiiibs---', 'a---i-------'))).toEqual({
			of: 12,
			situated: 9,
			said: [
				{ standing: 'advanced', count: 3 },
				{ standing: 'intermediate', count: 4 },
				{ standing: 'beginner', count: 1 },
				{ standing: 'starting', count: 1 },
			],
			observed: [
				{ level: 'advanced', count: 1 },
				{ level: 'intermediate', count: 1 },
			],
		});
	});
});
