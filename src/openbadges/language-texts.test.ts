import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { textIn, textsByLanguage } from './language-texts.ts';

const said = (text: string, language?: string, more: object = {}): Json =>
	({ '@value': text, ...(language === undefined ? {} : { '@language': language }), ...more }) as Json;
const both = [said('Watch', 'en'), said('Veille', 'fr')];

test.each<readonly [Json | undefined, readonly string[], string | undefined]>([
	['Veille', ['en'], 'Veille'],
	['', ['en'], ''],
	[said('Veille', 'fr'), ['en'], 'Veille'],
	[said('Veille', 'fr', { '@direction': 'ltr' }), [], 'Veille'],
	[both, ['fr', 'en'], 'Veille'],
	[both, ['en', 'fr'], 'Watch'],
	[[said('Veille', 'fr-CA'), said('Watch', 'EN')], ['en'], 'Watch'],
	[[said('Veille', 'fr-CA'), said('Watch', 'en')], ['fr'], 'Veille'],
	// `fil` (Filipino) is no kind of `fi` (Finnish).
	[[said('Bantay', 'fil'), said('Valvonta', 'fi')], ['fi'], 'Valvonta'],
	[[said('Bantay', 'fil'), said('Watch', 'en')], ['fi'], 'Watch'],
	[[said('Wacht', 'nl'), 'Veille'], ['fr'], 'Veille'],
	[[said('Wacht', 'nl'), said('Wache', 'de')], ['fr'], 'Wache'],
	[undefined, ['fr'], undefined],
	[null, ['fr'], undefined],
	[[], ['fr'], undefined],
	[12, ['fr'], undefined],
	[{ name: 'x' }, ['fr'], undefined],
	[said(12 as unknown as string, 'fr'), ['fr'], undefined],
	[[...both, 12], ['fr'], undefined],
	// Two texts of one language: nothing signed tells which is the first.
	[['Veille', 'Autre'], ['fr'], undefined],
	[[said('Veille', 'fr'), said('Autre', 'FR')], ['fr'], undefined],
	[[said('Veille', 'fr'), said('Veille', 'fr')], ['fr'], undefined],
])('%j, read in %j: %j', (value, preferred, text) => {
	expect(textIn(value, preferred)).toBe(text);
});

test('the order of the texts changes nothing of which one is read', () => {
	const three = [said('Watch', 'en'), said('Veille', 'fr'), said('Wache', 'de')];
	for (const preferred of [['fr'], ['en'], ['es'], ['fr', 'en'], []]) {
		const read = [three, three.toReversed(), [...three.slice(1), ...three.slice(0, 1)]].map((one) =>
			textIn(one, preferred),
		);
		expect(new Set(read).size).toBe(1);
	}
	expect(textsByLanguage(three).map(({ language }) => language)).toEqual(['en', 'fr', 'de']);
});
