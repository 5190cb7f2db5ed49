import { describe, expect, test } from 'vitest';
import { LEVELS } from '#framework';
import { framework, parseDataFile } from '#framework/server';
import file from '../data/teacher.json' with { type: 'json' };
import { CHOICES } from '../index.ts';
import { CONTENT_VERSION, contentFileSchema } from './content-file.ts';
import { lintContent } from './content-lint.ts';
import {
	CONTENT,
	moveByCorrespondence,
	situationOf,
	situationsOf,
	statementForAudience,
	statementsOf,
} from './content.ts';

const AUDIENCES = ['teacher', 'staff', 'student'] as const;
const { dimensions } = framework(CONTENT_VERSION);
const slugs = dimensions.map((one) => one.slug);

test('there are 108 statements: for each audience and dimension, one that tells each level apart', () => {
	expect(CONTENT.items).toHaveLength(108);
	for (const audience of AUDIENCES)
		for (const slug of slugs) {
			const levels = statementsOf(CONTENT_VERSION, audience, slug).map((one) => one.tellsApart);
			expect(levels, `${audience} ${slug}`).toEqual(LEVELS);
			const [express] = statementsOf(CONTENT_VERSION, audience, slug, 'express');
			expect(express?.tellsApart).toBe('intermediate');
		}
});

test('there are 36 situations: for each audience, one a dimension', () => {
	expect(CONTENT.situations).toHaveLength(36);
	for (const audience of AUDIENCES)
		expect(situationsOf(CONTENT_VERSION, audience).map((one) => one.dimension)).toEqual(slugs);
});

test('every element of the framework is touched by at least one audience', () => {
	const touched = new Set(CONTENT.items.map(({ dimension, element }) => `${dimension}/${element}`));
	const missing = dimensions.flatMap(({ slug, elements }) =>
		elements.map((one) => `${slug}/${one.slug}`).filter((one) => !touched.has(one)),
	);
	expect(missing).toEqual([]);
});

test('the place of a choice never tells what it shows', () => {
	for (const audience of AUDIENCES)
		for (const level of [null, ...LEVELS]) {
			const places = situationsOf(CONTENT_VERSION, audience).map(
				({ choices }) => choices.find((one) => one.shows === level)?.id,
			);
			for (const letter of CHOICES)
				expect(
					places.filter((one) => one === letter).length,
					`${audience}: ${level} at ${letter}`,
				).toBeLessThanOrEqual(5);
		}
});

test('no text breaks a rule of wording, in either language', () => {
	expect(lintContent(CONTENT)).toEqual([]);
});

test('no text stands twice', () => {
	const texts = [
		...CONTENT.items.flatMap(({ text, example }) => [text.fr, text.en, example.fr, example.en]),
		...CONTENT.situations.flatMap(({ title, scene, choices }) => [
			...[title.fr, title.en, scene.fr, scene.en],
			...choices.flatMap(({ text, why }) => [text.fr, text.en, why.fr, why.en]),
		]),
	];
	expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
});

test('AI, privacy, sobriety and accessibility are met on the way, by each audience', () => {
	for (const audience of AUDIENCES) {
		const all = CONTENT.items
			.filter((one) => one.audience === audience)
			.map(({ text, example }) => `${text.fr} ${example.fr}`)
			.join(' ');
		for (const theme of [
			/\bIA\b/u,
			/confidentialité|renseignements? personnels?|données personnelles/u,
			/énergie|environnement|sobriété|réparer|durée de vie|empreinte/u,
			/synthèse vocale|accessib|sous-titr|contraste|description de l’image|lecteur d’écran/u,
		])
			expect(all, `${audience}: ${theme}`).toMatch(theme);
	}
});

describe('the same texts in the other version', () => {
	test('the 2025 version asks the same statements, where it has the same elements', () => {
		for (const audience of AUDIENCES)
			for (const { slug } of framework('crcn-2025').dimensions)
				expect(statementsOf('crcn-2025', audience, slug)).toHaveLength(3);
	});

	test('and the same situations, one a dimension, in its own order', () => {
		const slugs2025 = framework('crcn-2025').dimensions.map(({ slug }) => slug);
		for (const audience of AUDIENCES) {
			const found = situationsOf('crcn-2025', audience);
			expect(found.map(({ dimension }) => dimension)).toEqual(slugs2025);
			for (const one of found) {
				expect(one.audience).toBe(audience);
				expect(situationOf('crcn-2025', audience, one.dimension)).toBe(one);
			}
		}
		expect(situationOf('crcn-2025', 'teacher', 'juggling')).toBeUndefined();
	});

	test('a text goes where its element went, and is left out where that is gone or not the same', () => {
		const provenance = { word: 'proposé', sources: [] } as const;
		const line = (from: string | null, to: string | null, kind: 'equal' | 'added' | 'none' = 'equal') => ({
			...{ from, to, kind, provenance },
		});
		const lines = {
			from: 'crcn-2019',
			to: 'crcn-2025',
			dimensions: [
				{
					...line('one', 'first'),
					elements: [line('a', 'alpha'), line('b', null, 'none'), line('c', 'd', 'added')],
				},
				{ ...line('two', 'second'), elements: [line('a', 'aleph')] },
				{ ...line('three', null, 'none'), elements: [line('a', 'alif')] },
			],
		} as const;
		const thing = (dimension: string, element: string) =>
			({ id: `${dimension}-${element}`, audience: 'teacher', dimension, element }) as const;
		const places = moveByCorrespondence(lines, [
			...['a', 'b', 'c', 'e'].map((element) => thing('one', element)),
			thing('two', 'a'),
			thing('three', 'a'),
			thing('four', 'a'),
		]);
		expect(places.map(({ id, dimension, element }) => [id, dimension, element])).toEqual([
			['one-a', 'first', 'alpha'],
			['two-a', 'second', 'aleph'],
		]);
	});

	test('a statement is found by its id, for its own audience only', () => {
		expect(statementForAudience('crcn-2019', 'teacher', 'teacher-collaboration-2')?.dimension).toBe(
			'collaboration',
		);
		expect(statementForAudience('crcn-2019', 'student', 'teacher-collaboration-2')).toBeUndefined();
		expect(statementForAudience('crcn-2019', 'teacher', 'teacher-juggling-2')).toBeUndefined();
	});
});

describe('a broken file stops the build', () => {
	type Broken = Record<string, unknown>;
	type BrokenFile = { framework: string; items: Broken[]; situations: Broken[] };
	const broken = (change: (file: BrokenFile) => void) => {
		const copy = structuredClone(file) as unknown as BrokenFile;
		change(copy);
		return () => parseDataFile('src/assessment/data/teacher.json', contentFileSchema, copy);
	};
	const choicesOf = (one: Broken) => one['choices'] as Broken[];

	test.each<[string, (file: BrokenFile) => unknown, string]>([
		['a text left out', ({ items }) => (items[3]!['text'] = { fr: 'Je note.' }), 'items[3].text.en'],
		[
			'an empty text',
			({ items }) => (items[3]!['text'] = { fr: ' ', en: 'I note.' }),
			'items[3].text.fr: must not be empty',
		],
		['a word too many', ({ items }) => (items[3]!['points'] = 2), 'points'],
		[
			'an element of another dimension',
			({ items }) => (items[3]!['element'] = 'juggling'),
			'items[3].element: is not an element',
		],
		[
			'an id that says something else',
			({ items }) => (items[3]!['id'] = 'teacher-x-2'),
			'items[3].id: must be "teacher-',
		],
		['an id twice', ({ items }) => items.push(items[3]!), 'items[36].id: is already the id of another one'],
		[
			'the id of a situation that says something else',
			({ situations }) => (situations[1]!['id'] = 'teacher-x'),
			'situations[1].id: must be "teacher-technological-skills", from what it is about',
		],
		[
			'a text that ends with a space',
			({ items }) => (items[3]!['text'] = { fr: 'Je note. ', en: 'I note.' }),
			'items[3].text.fr: must not begin or end with a space',
		],
		[
			'a name that is no slug',
			({ items }) => (items[3]!['element'] = 'Un élément'),
			'items[3].element: must be a slug: lower-case words joined by hyphens',
		],
		['another version', (file) => (file.framework = 'crcn-2025'), 'framework: '],
		['an unknown audience', ({ items }) => (items[3]!['audience'] = 'enseignant'), 'items[3].audience'],
		[
			'a situation with three choices',
			({ situations }) => choicesOf(situations[2]!).pop(),
			'situations[2].choices: must hold 4 choices',
		],
		[
			'two choices that show the same',
			({ situations }) => choicesOf(situations[2]!).forEach((one) => (one['shows'] = 'advanced')),
			'situations[2].choices: must show, once each: none (null), beginner, intermediate, advanced',
		],
		[
			'letters out of order',
			({ situations }) => choicesOf(situations[2]!).reverse(),
			'situations[2].choices: must be lettered a, b, c, d in order',
		],
	])('%s', (_, change, message) => {
		expect(broken(change)).toThrow('src/assessment/data/teacher.json');
		expect(broken(change)).toThrow(message);
	});
});
