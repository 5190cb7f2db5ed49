import type { Level, Standing } from '#framework';
import type { DimensionStandings } from './index.ts';

const letters: Record<string, Standing> = {
	'-': 'not-situated',
	s: 'starting',
	b: 'beginner',
	i: 'intermediate',
	a: 'advanced',
};

/**
 * Makes the twelve dimensions of a person, d1 to d12, from one letter per dimension for the level said,
 * observed and shown.
 */
export function profile(
	said: string,
	observed = '------------',
	shown = '------------',
): DimensionStandings[] {
	return [...said].map((letter, at) => ({
		slug: `d${at + 1}`,
		number: at + 1,
		central: at < 2,
		said: letters[letter] ?? 'not-situated',
		shown: letters[shown[at] ?? '-'] ?? 'not-situated',
		observed: observed[at] === '-' ? null : (letters[observed[at] ?? '-'] as Level),
	}));
}

/** People with their levels, and the strengths and the dimensions to work on that their profile must give. */
export const people: {
	who: string;
	said: string;
	observed?: string;
	shown?: string;
	strengths: string[];
	toWorkOn: string[];
}[] = [
	{ who: 'nothing answered yet', said: '------------', strengths: [], toWorkOn: [] },
	{ who: 'one answer, intermediate', said: 'i-----------', strengths: [], toWorkOn: ['d1'] },
	{ who: 'one answer, in the starting blocks', said: '---s--------', strengths: [], toWorkOn: ['d4'] },
	{ who: 'everything advanced', said: 'aaaaaaaaaaaa', strengths: ['d1', 'd2', 'd3'], toWorkOn: ['d4'] },
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
	{
		who: 'where a situation shows less is to work on, and no strength',
		said: 'aaa---------',
		shown: '-si---------',
		strengths: ['d1'],
		toWorkOn: ['d2', 'd3'],
	},
	{
		who: 'what a situation shows below what is said comes by where it stands, the heart first between equals',
		said: 'iiiiaaa-----',
		shown: '-b--b-i-----',
		strengths: ['d6', 'd1', 'd3'],
		toWorkOn: ['d2', 'd5', 'd4'],
	},
	{
		who: 'a situation that shows more, or the same, asks for nothing',
		said: 'iaa---------',
		shown: 'aaa---------',
		strengths: ['d2', 'd3'],
		toWorkOn: ['d1'],
	},
	{
		who: 'a situation where nothing is said asks for nothing',
		said: '--a---------',
		shown: 'sb----------',
		strengths: [],
		toWorkOn: ['d3'],
	},
	{
		who: 'two strengths alone: the lower one is to work on',
		said: '-i----a-----',
		strengths: ['d7'],
		toWorkOn: ['d2'],
	},
	{
		who: 'what was observed comes before what is only said higher, whatever the situation shows',
		said: 'aaaiaaaa----',
		observed: '--ii--------',
		shown: '--s---b-----',
		strengths: ['d3', 'd4', 'd1'],
		toWorkOn: ['d7'],
	},
	{
		who: 'what a situation shows comes before what is only said higher',
		said: 'aaabi-------',
		shown: '----i-------',
		strengths: ['d5', 'd1', 'd2'],
		toWorkOn: ['d4'],
	},
	{
		who: 'observed under intermediate bears no strength, nor does it answer for the situation',
		said: 'aa----------',
		observed: '-b----------',
		shown: '-s----------',
		strengths: ['d1'],
		toWorkOn: ['d2'],
	},
	{
		who: 'a fourth that was observed is to work on after those where nothing was',
		said: 'aaaaai------',
		observed: 'iiii--------',
		shown: '-s-sib------',
		strengths: ['d1', 'd2', 'd3'],
		toWorkOn: ['d6', 'd5', 'd4'],
	},
	{
		who: 'a gap puts what was observed first: the person says less there than elsewhere',
		said: 'aaabai------',
		observed: '---i--------',
		strengths: ['d1', 'd2', 'd3'],
		toWorkOn: ['d4', 'd6'],
	},
	{
		who: 'every situation shows less: no strength, the lowest start first',
		said: 'aai---------',
		shown: 'ibs---------',
		strengths: [],
		toWorkOn: ['d3', 'd2', 'd1'],
	},
];
