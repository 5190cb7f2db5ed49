import { expect, test } from 'vitest';
import { CURRENT_VERSION } from '#framework';
import { framework, parseDataFile } from '#framework/server';
import file from '../data/suggestions.json' with { type: 'json' };
import { suggestionsFor } from '../suggestions.ts';
import { suggestionFileSchema } from './suggestion-file.ts';
import { suggestionById, SUGGESTIONS } from './suggestions.ts';

const words = (text: string) => text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];

test('everybody finds three learning activities in every dimension, two of them from where they stand', () => {
	for (const audience of ['teacher', 'staff', 'student'] as const)
		for (const { slug } of framework(CURRENT_VERSION).dimensions)
			for (const from of ['starting', 'intermediate'] as const) {
				const found = suggestionsFor(SUGGESTIONS, { audience, dimension: slug, from });
				expect(found, `${audience} ${slug} ${from}`).toHaveLength(3);
				expect(found.filter((one) => one.from === from).length).toBeGreaterThanOrEqual(2);
			}
});

test.each(SUGGESTIONS)('$id: short, in both languages, in their typography', ({ title, about }) => {
	for (const [text, most] of [
		[title, 12],
		[about, 40],
	] as const) {
		for (const language of ['fr', 'en'] as const) {
			expect(words(text[language]).length).toBeLessThanOrEqual(most);
			expect(text[language]).not.toMatch(/['"!]|\.\.\.| {2}/u);
		}
		expect(text.fr).not.toBe(text.en);
		expect(text.fr).not.toMatch(/ [:;?»]|« |[^\u00a0][»:](?!\/\/)|«[^\u00a0]|[\s\u00a0][;?]/u);
		expect(text.en).not.toMatch(/[«»]|[\s\u00a0][:;?]/u);
	}
});

test('one is found by its id, and nothing by another name', () => {
	const [first] = SUGGESTIONS;
	expect(suggestionById(first!.id)).toBe(first);
	expect(suggestionById('juggling')).toBeUndefined();
});

test('an address leads to the page of the language, where it has one', () => {
	const { address } = suggestionById('read-the-framework')!;
	expect(address!.fr).toContain('/fr/');
	expect(address!.en).not.toContain('/fr/');
	expect(SUGGESTIONS.map((one) => one.about.en).filter((about) => /French page/.test(about))).toEqual([]);
});

test('a broken file is refused with its name and the path of the fault', () => {
	const copy = structuredClone(file);
	const [first, second] = copy.items;
	first!.dimensions = ['juggling'];
	first!.minutes = 0;
	copy.items.push(second!);
	const parse = () => parseDataFile('src/training/data/suggestions.json', suggestionFileSchema, copy);
	expect(parse).toThrow('src/training/data/suggestions.json');
	expect(parse).toThrow('items[0].minutes: must be 5 or more');
	copy.items[0]!.minutes = 30;
	copy.items[0]!.address = 'http://example.org/';
	expect(parse).toThrow('items[0].address: must be an https address');
	copy.items[0]!.address = null;
	expect(parse).toThrow('items[0].dimensions: juggling is not a dimension of crcn-2019');
	expect(parse).toThrow(`items[${copy.items.length - 1}].id: is already the id of another one`);
});
