import { describe, expect, test } from 'vitest';
import { hasEveryWord, isSearchMatch, nameSortKey, searchable } from './search.ts';

const NAME = 'Maïka N’Diaye-L’Heureux';

describe('a search finds a name', () => {
	test.each([
		// Characters that keyboards, phones, word processors and other alphabets use as an apostrophe.
		...[..."'’‘ʼ′`´＇‛ʻˈꞌʹ"].map((mark) => [`n${mark}diaye`]),
		// Characters used as a hyphen or a space.
		...[...'-‐‑‒–—−﹣－ \u00A0\u202F\u2009\u00AD\u200B'].map((mark) => [`diaye${mark}l'heureux`]),
		['ndiaye lheureux'],
		['MAIKA'],
		['mai\u0308ka n'],
		['  heureux  '],
		['ＭＡＩＫＡ'],
	])('typed as %j', (typed) => {
		expect(isSearchMatch(typed, NAME)).toBe(true);
		// It also works the other way: the stored name contains the mark, and the search is typed without it.
		expect(isSearchMatch('diaye', `x${typed}diaye`)).toBe(true);
	});

	test.each([
		['d’Aoust', "d'aoust"],
		['Jean-Pierre', 'jean pierre'],
		['Œlrich', 'oelrich'],
		['Weiß', 'WEISS'],
		['Sørensen', 'sorensen'],
		['Łukasz', 'lukasz'],
		['İpek', 'ipek'],
		['ﬁona', 'fiona'],
		['élève2', 'eleve2'],
	])('%s and %s are the same', (one, other) => {
		expect(searchable(one)).toBe(searchable(other));
	});

	test.each([
		['heureux maika', NAME],
		['maike', NAME],
		// A match must not run from the end of one text into the start of the next.
		["l'heureuxmaika", NAME, 'maika'],
		["'", NAME],
		[' - ', NAME],
	])('%j does not find %j', (typed, ...texts) => {
		expect(isSearchMatch(typed, ...texts)).toBe(false);
	});

	test('nothing typed finds everybody; each text is looked at', () => {
		expect(isSearchMatch('', NAME)).toBe(true);
		expect(isSearchMatch(' \u00A0', NAME)).toBe(true);
		expect(isSearchMatch('mlh', NAME, 'm.l-h')).toBe(true);
	});

	test('letters of other alphabets keep what makes them', () => {
		expect(isSearchMatch('ᐃᓄᒃ', 'ᐃᓄᒃᑎᑐᑦ')).toBe(true);
		expect(isSearchMatch('नि', 'नमस्ते')).toBe(false);
	});
});

test.each([
	['œuf', 'oeuf'],
	['Æthel', 'aethel'],
	['Groß', 'gross'],
	['Søren', 'soren'],
	['Łukasz', 'lukasz'],
	['Đorđe', 'dorde'],
	['Yıldız', 'yildiz'],
	['Élise', 'elise'],
	['O’Neil', 'oneil'],
	['ʻOkina', 'okina'],
	['Jean-Luc', 'jeanluc'],
])('%j is searched as %j', (text, plain) => {
	expect(searchable(text)).toBe(plain);
});

test('nothing typed finds everything; what is typed and has neither letter nor digit finds nothing', () => {
	expect([isSearchMatch('', 'Ada'), isSearchMatch('  ', 'Ada'), isSearchMatch('-', 'Ada')]).toEqual([
		true,
		true,
		false,
	]);
	expect([isSearchMatch('da', 'x', 'Ada'), isSearchMatch('zz', 'x', 'Ada')]).toEqual([true, false]);
});

test('words are found in any order, in any of the texts, whatever stands around them', () => {
	for (const typed of ['Nguyen Chloé', 'chloe  nguyen', '« Chloé »', 'chloe.n nguyen', 'nguyen – chloe', ''])
		expect(hasEveryWord(typed, 'Chloé Nguyen', 'chloe.n'), typed).toBe(true);
	expect(hasEveryWord('«\u00a0œuvre\u00a0»', 'Une œuvre')).toBe(true);
	for (const typed of ['Nguyen Zoé', '«', '« »', '- –'])
		expect(hasEveryWord(typed, 'Chloé Nguyen', 'chloe.n'), typed).toBe(false);
});

describe('the order of names', () => {
	test.each([
		['Émile comes among the e’s', ['Ève', 'Zoé', 'Émile', 'ada'], ['ada', 'Émile', 'Ève', 'Zoé']],
		[
			'one word before two, two before a longer one',
			['Jeanne', 'Jean-Paul', 'Jean', 'Jean Émile'],
			['Jean', 'Jean Émile', 'Jean-Paul', 'Jeanne'],
		],
		['ligatures as two letters', ['Œuvrard', 'Ofer', 'Odile'], ['Odile', 'Œuvrard', 'Ofer']],
		['whatever the apostrophe', ['L’Heureux', "L'Ami", 'LʼEspérance'], ["L'Ami", 'LʼEspérance', 'L’Heureux']],
	])('%s', (_what, names, ordered) => {
		const by = (one: string) => nameSortKey(one);
		expect(names.toSorted((one, other) => (by(one) < by(other) ? -1 : 1))).toEqual(ordered);
	});

	test('is letters and digits alone', () => {
		expect(nameSortKey(NAME)).toBe('maika0n0diaye0l0heureux');
		expect(nameSortKey('  – Zoé  2 ')).toBe('zoe02');
	});
});
