import { createHash } from 'node:crypto';
import filter from './guessable.json' with { type: 'json' };
import { isAmong, unpacked } from './packed-set.ts';

/**
 * Sets the precision of the filter of guessed words: a word that is not in it is mistaken for one of its
 * words with probability 1 in 2^BITS.
 */
export const FILTER_PRECISION_BITS = 10;

/**
 * A password without the variations that people use to make it look different: in lower case, without
 * accents, blanks, dots, hyphens or underscores.
 */
export const bareForm = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[\s._-]/g, '');

/**
 * Digits that people add to the end of a word: up to four, such as a year or a player's number, or 12345 and
 * up to five more digits.
 */
const DIGITS_ADDED = /(?<!\d)(?:\d{1,4}|12345\d{0,5})$/;

/**
 * The words, at most three, under which a password is looked up in the filter: its bare form, the same
 * without signs at its end, and the latter without digits at its end.
 */
export function wordsToLookUp(password: string): readonly string[] {
	const bare = bareForm(password);
	const word = bare.replace(/[^\p{L}\p{N}]+$/u, '');
	return [...new Set([bare, word, word.replace(DIGITS_ADDED, '')])].filter((one) => one !== '');
}

/**
 * The number by which a filter of `words` words represents a word: the start of its SHA-256, below `words ×
 * 2^BITS`.
 */
export const filterNumberOf = (word: string, words: number): number =>
	createHash('sha256').update(word).digest().readUIntBE(0, 6) % (words * 2 ** FILTER_PRECISION_BITS);

let places: Uint32Array | undefined;

/**
 * Returns whether a password, or the word it varies, is among those that attackers guess first
 * (`scripts/passwords.ts` lists them). At most 3 in 1,024 other passwords are refused by mistake.
 */
export function isGuessable(password: string): boolean {
	const { words, set } = filter;
	places ??= unpacked(Buffer.from(set, 'base64'), words, FILTER_PRECISION_BITS);
	const known = places;
	return wordsToLookUp(password).some((word) => isAmong(known, filterNumberOf(word, words)));
}
