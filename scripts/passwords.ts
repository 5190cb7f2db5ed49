/**
 * `npm run passwords`: writes `guessable.json`, the filter that refuses easily guessed passwords. The filter
 * holds the world's 10,000 most common passwords that are long enough for our rule (zxcvbn-ts, MIT); the most
 * common passwords that are too short but end in a letter, since people append digits to them; and the French
 * and Québec passwords of `here.txt`.
 */
import { dictionary } from '@zxcvbn-ts/language-common';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	FILTER_PRECISION_BITS,
	bareForm,
	filterNumberOf,
} from '../src/identity/server/passwords/new-password/guessable.ts';
import { packed } from '../src/identity/server/passwords/new-password/packed-set.ts';
import { PASSWORD_LENGTH } from '../src/identity/server/passwords/new-password/password-rule.ts';

const folder = join(import.meta.dirname, '../src/identity/server/passwords/new-password');
const source = dictionary['passwords-common'];

/** The world's 10,000 most common passwords that are long enough for our password rule, most common first. */
export const COMMONEST: readonly string[] = source
	.filter((one) => one.length >= PASSWORD_LENGTH.least)
	.slice(0, 10_000);

/**
 * The passwords, among the world's 2,000 most common, that are too short for our password rule and end in a
 * letter: people append digits to make them long enough.
 */
export const SHORT_WORDS: readonly string[] = source
	.slice(0, 2000)
	.filter((one) => one.length >= 4 && one.length < PASSWORD_LENGTH.least && /[a-z]$/.test(one));

/** Common passwords of French speakers and of Québec, from `here.txt`. */
export const HERE: readonly string[] = readFileSync(join(folder, 'here.txt'), 'utf8')
	.replace(/^#.*$/gm, '')
	.trim()
	.split(/\s+/);

/**
 * Returns the text of `guessable.json`: how many passwords it holds, and the packed set of their hashes
 * (base64).
 */
export function filterFile(): string {
	const words = [...new Set([...COMMONEST, ...SHORT_WORDS, ...HERE].map(bareForm))];
	const places = words.map((word) => filterNumberOf(word, words.length));
	const set = Buffer.from(packed(places, FILTER_PRECISION_BITS)).toString('base64');
	return `${JSON.stringify({ words: words.length, set }, null, '\t')}\n`;
}

export const FILTER_PATH = join(folder, 'guessable.json');

if (import.meta.main) {
	writeFileSync(FILTER_PATH, filterFile());
	console.log(`${COMMONEST.length} + ${SHORT_WORDS.length} + ${HERE.length} words.`);
}
