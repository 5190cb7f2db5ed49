import { createHash } from 'node:crypto';
import filter from './guessable.json' with { type: 'json' };
import { isAmong, unpacked } from './packed-set.ts';

/** One in 2^BITS of the words that are not in the filter is taken for one that is. */
export const BITS = 10;

/** A password without what people add so that it looks like another: case, accents, blanks, dots, hyphens, underscores. */
export const bareForm = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[\s._-]/g, '');

/** Digits that people add at the end of a word: a year, a number of a player, or 12345 and what follows it. */
const DIGITS_ADDED = /(?<!\d)(?:\d{1,4}|12345\d{0,5})$/;

/** What a password is looked for under, at most three words: bare, without signs at the end, without digits either. */
export function lookedFor(password: string): readonly string[] {
	const bare = bareForm(password);
	const word = bare.replace(/[^\p{L}\p{N}]+$/u, '');
	return [...new Set([bare, word, word.replace(DIGITS_ADDED, '')])].filter((one) => one !== '');
}

/** The positions of a word in a filter. */
export const placeOf = (word: string, words: number): number =>
	createHash('sha256').update(word).digest().readUIntBE(0, 6) % (words * 2 ** BITS);

let places: Uint32Array | undefined;

/**
 * Whether a password is one of those that are guessed first, or looks like one: `scripts/passwords.ts` says which.
 * Three in 1,024 others at most are taken for one too.
 */
export function isGuessable(password: string): boolean {
	const { words, set } = filter;
	places ??= unpacked(Buffer.from(set, 'base64'), words, BITS);
	const known = places;
	return lookedFor(password).some((word) => isAmong(known, placeOf(word, words)));
}
