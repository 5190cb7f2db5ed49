/**
 * `npm run passwords`: makes the filter of the passwords that are guessed first, `guessable.json`, anew. In it stand:
 * the 10,000 commonest of the world that are long enough for our rule (zxcvbn-ts, MIT); the commonest that are too short,
 * where they end in a letter, since people add digits to them; and what people choose here (`here.txt`).
 */
import { dictionary } from '@zxcvbn-ts/language-common';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BITS, bareForm, placeOf } from '../src/identity/server/passwords/new-password/guessable.ts';
import { packed } from '../src/identity/server/passwords/new-password/packed-set.ts';
import { PASSWORD_LENGTH } from '../src/identity/server/passwords/new-password/password-rule.ts';

const folder = join(import.meta.dirname, '../src/identity/server/passwords/new-password');
const source = dictionary['passwords-common'];

/** The commonest of the world that are long enough, commonest first. */
export const COMMONEST: readonly string[] = source
	.filter((one) => one.length >= PASSWORD_LENGTH.least)
	.slice(0, 10_000);

/** The words among the 2,000 commonest of the world that are too short by themselves. */
export const SHORT_WORDS: readonly string[] = source
	.slice(0, 2000)
	.filter((one) => one.length >= 4 && one.length < PASSWORD_LENGTH.least && /[a-z]$/.test(one));

/** What people choose here. */
export const HERE: readonly string[] = readFileSync(join(folder, 'here.txt'), 'utf8')
	.replace(/^#.*$/gm, '')
	.trim()
	.split(/\s+/);

/** The text of the filter. */
export function filterFile(): string {
	const words = [...new Set([...COMMONEST, ...SHORT_WORDS, ...HERE].map(bareForm))];
	const places = words.map((word) => placeOf(word, words.length));
	const set = Buffer.from(packed(places, BITS)).toString('base64');
	return `${JSON.stringify({ words: words.length, set }, null, '\t')}\n`;
}

/** Where the filter is kept. */
export const FILTER_PATH = join(folder, 'guessable.json');

if (import.meta.main) {
	writeFileSync(FILTER_PATH, filterFile());
	console.log(`${COMMONEST.length} + ${SHORT_WORDS.length} + ${HERE.length} words.`);
}
