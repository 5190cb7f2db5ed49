import { expect, test } from 'vitest';
import correspondenceFile from '../data/correspondence.json' with { type: 'json' };
import file2019 from '../data/crcn-2019.json' with { type: 'json' };
import { parseDataFile } from './parse-data-file.ts';
import { correspondenceSchema, frameworkSchema } from './schema.ts';

type Json = Record<string, unknown> & unknown[];
const at = (value: unknown, ...path: (string | number)[]) =>
	path.reduce<Json>((so, key) => so[key as never] as Json, value as Json);

/**
 * The error message for the data file of crcn-2019 after `breakIt` has changed a copy of it, or `accepted`.
 */
function said(breakIt: (copy: unknown) => void): string {
	const copy: unknown = structuredClone(file2019);
	breakIt(copy);
	try {
		parseDataFile('crcn-2019.json', frameworkSchema, copy);
	} catch (error) {
		return (error as Error).message;
	}
	return 'accepted';
}

test('the file as it is passes', () => {
	expect(said(() => {})).toBe('accepted');
});

const faults: [string, (copy: unknown) => void, string][] = [
	[
		'an empty text',
		(c) => (at(c, 'dimensions', 3, 'title')['en'] = ''),
		'dimensions[3].title.en: must not be empty',
	],
	[
		'a text of spaces',
		(c) => (at(c, 'levels', 0, 'label')['fr'] = ' '),
		'levels[0].label.fr: must not be empty',
	],
	['a missing language', (c) => delete at(c, 'dimensions', 0, 'summary')['en'], 'dimensions[0].summary.en: '],
	[
		'a missing provenance',
		(c) => delete at(c, 'dimensions', 1, 'short')['provenance'],
		'dimensions[1].short.provenance: ',
	],
	[
		'an unknown provenance word',
		(c) => (at(c, 'dimensions', 5, 'title', 'provenance', 'fr')['word'] = 'sûr'),
		'dimensions[5].title.provenance.fr.word: ',
	],
	[
		'an unknown key',
		(c) => (at(c, 'dimensions', 2)['titel'] = 'x'),
		'dimensions[2]: Unrecognized key: "titel"',
	],
	['eleven dimensions', (c) => at(c, 'dimensions').pop(), 'dimensions: there are twelve dimensions'],
	[
		'two dimensions exchanged',
		(c) => at(c, 'dimensions').reverse(),
		'dimensions[0].number: must be 1: dimensions are listed in order',
	],
	[
		'a slug used twice',
		(c) => (at(c, 'dimensions', 4)['slug'] = 'communication'),
		'dimensions[5].slug: communication is there twice',
	],
	[
		'six elements',
		(c) =>
			at(c, 'dimensions', 3, 'elements').push({ ...at(c, 'dimensions', 3, 'elements', 0), slug: 'sixth' }),
		'dimensions[3].elements: a dimension has at most five elements',
	],
	[
		'two elements',
		(c) => at(c, 'dimensions', 7, 'elements').pop(),
		'dimensions[7].elements: a dimension has at least three elements',
	],
	[
		'two levels exchanged',
		(c) => at(c, 'levels').reverse(),
		'levels: must be beginner, intermediate, advanced, in this order',
	],
	[
		'a source that is not listed',
		(c) => at(c, 'dimensions', 0, 'title', 'provenance', 'fr', 'sources').push('nowhere'),
		'dimensions[0].title.provenance.fr.sources[1]: no source is called nowhere',
	],
	[
		'a reference that is not listed',
		(c) => at(c, 'references').push('nowhere'),
		'references[2]: no source is called nowhere',
	],
	[
		'a source without an address',
		(c) => (at(c, 'sources', 0)['address'] = 'javascript:alert(1)'),
		'sources[0].address: must be a web address',
	],
	[
		'a slug whose address is taken',
		(c) => (at(c, 'dimensions', 6)['slug'] = 'levels'),
		'dimensions[6].slug: is taken: something else stands at this address',
	],
	['a date that is none', (c) => (at(c)['changedOn'] = '22 novembre'), 'changedOn: must be a date'],
	['another version’s name', (c) => (at(c)['version'] = 'crcn-2030'), 'version: '],
];

test.each(faults)('%s is refused, with the file, the place and the reason', (_name, breakIt, fault) => {
	const message = said(breakIt);
	expect(message).toMatch(/^crcn-2019\.json cannot be used:\n/);
	expect(message).toContain(`  ${fault}`);
});

test('a file that is not an object is refused as a whole', () => {
	expect(() => parseDataFile('crcn-2019.json', frameworkSchema, 'oops')).toThrow(
		/crcn-2019\.json[^]*\(the whole file\): /,
	);
});

test('all the faults of a file are told at once', () => {
	const message = said((copy) => {
		at(copy, 'levels', 1, 'sense')['fr'] = '';
		at(copy, 'dimensions', 11, 'title')['fr'] = '';
	});
	expect(message).toContain('levels[1].sense.fr');
	expect(message).toContain('dimensions[11].title.fr');
});

test('a correspondence whose kind disagrees with its sides is refused', () => {
	const copy: unknown = structuredClone(correspondenceFile);
	at(copy, 'dimensions', 0, 'elements', 0)['to'] = null;
	at(copy, 'dimensions', 1, 'elements', 0)['kind'] = 'added';
	const parse = () => parseDataFile('correspondence.json', correspondenceSchema, copy);
	expect(parse).toThrow('dimensions[0].elements[0].kind: must be none, given the two sides');
	expect(parse).toThrow('dimensions[1].elements[0].kind: must be equal, given the two sides');
});
