import { serializeCredential } from '../../src/openbadges/index.ts';
import { changed, issued } from '../../src/openbadges/worked-example.fixture.ts';
import { hostile, unreadable } from './case.ts';
import type { Hostile } from './case.ts';

const bytes = (...parts: readonly (string | readonly number[])[]) =>
	new Uint8Array(
		Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))),
	);

/** Makes the hostile cases of texts that are not JSON, and of JSON that can be read in two ways. */
export async function texts(): Promise<readonly Hostile[]> {
	const document = await issued();
	const text = serializeCredential(document);
	const bad = (name: string, given: Hostile['given'], reason: string) =>
		hostile(name, given, unreadable(reason), `receive ${reason}`);
	/**
	 * The honest badge's JSON text with these words put first in its object; `put` replaces words instead.
	 */
	const headed = (words: string) => `{${words},${text.slice(1)}`;
	const put = (words: string, by: string) => text.replace(words, () => by);
	const last = text.slice(0, -1);
	const altered = (name: string, given: string) => hostile(name, given, 'altered', 'signature broken');
	const good = (name: string, given: Hostile['given']) => hostile(name, given, 'valid', 'receive read');
	const refused = (name: string, given: string, because: string) => hostile(name, given, 'refused', because);
	const named = '"name":"Pratique : culture informationnelle"';
	return [
		bad('lists a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000), 'too-deep'),
		bad('objects a hundred thousand deep', '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000), 'too-deep'),
		bad('objects twenty thousand deep', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000), 'too-deep'),
		bad('objects that are never closed', '{"a":'.repeat(40_000), 'not-json'),
		bad('a badge under 33 lists', `{"a":${'['.repeat(32)}${']'.repeat(32)}}`, 'too-deep'),
		bad('a key twice', headed('"id":"https://macaron.example/b/autre"'), 'duplicate-key'),
		bad(
			'a key twice, once in disguise',
			headed('"\\u0069d":"https://macaron.example/b/autre"'),
			'duplicate-key',
		),
		bad('a key twice inside', put(named, `${named},"name":"Autre"`), 'duplicate-key'),
		bad(
			'a key twice in the proof',
			put('"proofPurpose"', '"created":"2020-01-01T00:00:00Z","proofPurpose"'),
			'duplicate-key',
		),
		bad('the key __proto__', headed('"__proto__":{"proof":[]}'), 'forbidden-key'),
		bad(
			'the key __proto__ inside, in disguise',
			put(named, `${named},"\\u005f_proto__":{"x":1}`),
			'forbidden-key',
		),
		refused(
			'the key constructor',
			headed('"constructor":{"prototype":{"verdict":"valid"}}'),
			'vocabulary undefined-terms',
		),
		refused(
			'the keys of every object',
			headed('"hasOwnProperty":"x","toString":"x","valueOf":"x"'),
			'vocabulary undefined-terms',
		),
		bad('half a letter, escaped', put(named, '"name":"\\ud83e"'), 'bad-text'),
		bad('half a letter in a key', headed('"\\udc00":1'), 'bad-text'),
		bad('half a letter as it is', put(named, '"name":"\ud83e"'), 'bad-text'),
		bad('bytes that are no UTF-8', bytes('{"a":"', [0xc3, 0x28], '"}'), 'not-a-badge'),
		bad('a letter written too long', bytes('{"a":"', [0xc0, 0xaf], '"}'), 'not-a-badge'),
		bad('half a letter in UTF-8', bytes('{"a":"', [0xed, 0xa0, 0x80], '"}'), 'not-a-badge'),
		good('UTF-16, low byte first', new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))),
		good('UTF-16, high byte first', new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())),
		bad('half a letter in UTF-16', bytes([0xff, 0xfe, 0x7b, 0, 0x00, 0xd8]), 'not-a-badge'),
		bad('UTF-32', bytes([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), 'not-a-badge'),
		good('two byte-order marks', `\uFEFF\uFEFF${text}x`),
		bad('zero bytes', bytes([0, 0, 0, 0]), 'not-a-badge'),
		good('a zero byte after the badge', `${text}\0`),
		bad('two badges in a row', text + text, 'not-json'),
		bad('a comment', `${last},"a":/* */1}`, 'not-json'),
		bad('a comma too many', `${last},}`, 'not-json'),
		bad('no number', `${last},"a":NaN}`, 'not-json'),
		bad('infinity', `${last},"a":-Infinity}`, 'not-json'),
		bad('a number in hexadecimal', `${last},"a":0x10}`, 'not-json'),
		bad('a line break in a text', `${last},"a":"\n"}`, 'not-json'),
		bad('a text alone', '"badge"', 'not-a-badge'),
		bad('a number alone', '1e400', 'not-a-badge'),
		good('a list of one badge', `[${text}]`),
		bad('a list of two badges', `[${text},${text}]`, 'not-a-badge'),
		bad('a text of 10 MB', `{"a":"${'x'.repeat(10_000_000)}"}`, 'too-large'),
		bad('10 MB of white space', ' '.repeat(10_000_000), 'too-large'),
		bad('2 MB of white space', ' '.repeat(2_000_000), 'empty'),
		refused(
			'a word of 5 MB that nothing defines',
			`${last},"a":"${'x'.repeat(5_000_000)}"}`,
			'vocabulary undefined-terms',
		),
		bad(
			'a million keys',
			`{${Array.from({ length: 1_000_000 }, (_, i) => `"${i}":0`).join(',')}}`,
			'too-large',
		),
		bad(
			'ten thousand keys',
			`{${Array.from({ length: 10_000 }, (_, i) => `"${i}":0`).join(',')}}`,
			'too-many-values',
		),
		bad('a hundred thousand zeros', `{"a":[${'0,'.repeat(100_000)}0]}`, 'too-many-values'),
		bad('a key of 200 kB', `{"${'k'.repeat(200_000)}":1}`, 'read'),
		bad('a hundred thousand escapes', `{"a":"${'\\n'.repeat(100_000)}"}`, 'read'),
		bad('quotes without end', '"'.repeat(200_000), 'empty'),
		bad('quotes in a text without end', `a${'"'.repeat(200_000)}a`, 'not-a-badge'),
		bad('backslashes without end', `{"a":"${'\\'.repeat(200_001)}`, 'not-json'),
		altered('a number beyond all', put('"version":"1.0.0"', '"version":1e400')),
		refused(
			'a number beyond all, where any may stand',
			headed('"humeur":1e400'),
			'vocabulary undefined-terms',
		),
		altered('minus zero as the place in the list', put('"statusListIndex":"94567"', '"statusListIndex":-0')),
		altered('a date in the year 275761', put('"validFrom":"2026', '"validFrom":"+275761')),
		altered('a date of the thirteenth month', put('"validFrom":"2026-10', '"validFrom":"2026-13')),
		altered(
			'a number of a hundred thousand digits',
			put('"version":"1.0.0"', `"version":${'9'.repeat(100_000)}`),
		),
		altered('an exponent of ten digits', put('"version":"1.0.0"', '"version":1e-9999999999')),
		altered('a name of 200 kB', put(named, `"name":"${'é'.repeat(100_000)}"`)),
		altered('the letters of the name composed otherwise', put('culture', 'cultur\u0065\u0301')),
		altered('a mark that turns the reading round', put(named, '"name":"Pratique \u202e : culture"')),
		altered('a zero inside the name', put(named, '"name":"Pratique\\u0000"')),
		hostile(
			'null for the credential subject',
			changed(document, 'credentialSubject', null),
			'altered',
			'structure incomplete',
		),
	];
}
