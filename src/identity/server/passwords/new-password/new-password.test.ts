import fc from 'fast-check';
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { COMMONEST, FILTER_PATH, filterFile, HERE, SHORT_WORDS } from '../../../../../scripts/passwords.ts';
import { FILTER_PRECISION_BITS, bareForm, isGuessable, wordsToLookUp } from './guessable.ts';
import { isAmong, packed, unpacked } from './packed-set.ts';
import { passwordProblem } from './password-rule.ts';

describe('a new password', () => {
	test.each([
		['', 'identity.password-missing'],
		['sept car', undefined],
		['sept ca', 'identity.password-short'],
		['été à la mer', undefined],
		['x'.repeat(255) + 'y', undefined],
		['x'.repeat(256) + 'y', 'identity.password-long'],
		['Motdepasse123', 'identity.password-common'],
		['mot-de-passe', 'identity.password-common'],
		['ôôôôôôôôôôôô', 'identity.password-common'],
		['!!!!!!!!!!!!', 'identity.password-common'],
		['!!!!!!!!!!!?', undefined],
		['Émile.Roy-1', 'identity.password-username'],
		['emile roy 1', 'identity.password-username'],
		['emile roy 12', undefined],
		['la neige tombe sur Rimouski', undefined],
	])('%j is judged %j', (password, problem) => {
		expect(passwordProblem(password, 'émile.roy1')).toBe(problem);
	});

	test('counts the same, composed or not', () => {
		const seven = 'éàçîôüé';
		expect(passwordProblem(seven.normalize('NFD'))).toBe('identity.password-short');
	});

	test('is asked whether it is the user name only where there is one', () => {
		expect(passwordProblem('- - - - .')).toBe(undefined);
	});

	test.each([
		['Sunshine', 'a capital'],
		['SUNSHINE', 'capitals'],
		['sun shine', 'a blank'],
		['sun-shine_.', 'hyphens, dots, underscores'],
		['sunshine!', 'a sign at the end'],
		['sunshine*?!', 'signs at the end'],
		['sunshine7', 'a digit'],
		['sunshine2026', 'a year'],
		['sunshine12345', '12345'],
		['Sunshine-1234567890!', 'all of it'],
		['québec2026', 'a place, its accent and a year'],
		['Quebec.2026', 'the same, without the accent'],
		['Canadiens', 'a team'],
		['gohabsgo31', 'what is cheered, and a number'],
		['Bonjour1', 'a greeting'],
		['Élodie', undefined],
		['Noémie2009', 'a first name and a year'],
		['AZERTY123', 'a walk on a keyboard'],
		['Hiver2026', 'a season and a year'],
		['mot de passe!', 'the word itself'],
		['dragon99', 'a word too short by itself'],
		['sunshine20267', undefined],
		['sunshine2345', 'four digits'],
		['sunshine23456', undefined],
		['1sunshine', undefined],
		['sunshines', undefined],
		['rayons de sunshine', undefined],
	])('%j: %s', (password, why) => {
		expect(isGuessable(password)).toBe(why !== undefined);
	});

	test('is looked for as it stands, without signs, and without digits at the end', () => {
		expect(wordsToLookUp('Été-2026 !')).toEqual(['ete2026!', 'ete2026', 'ete']);
		expect(wordsToLookUp('12345678')).toEqual(['12345678']);
		expect(wordsToLookUp('a1234567890')).toEqual(['a1234567890', 'a']);
		expect(wordsToLookUp('a12345678901')).toEqual(['a12345678901']);
		expect(wordsToLookUp('neige')).toEqual(['neige']);
		expect(wordsToLookUp('!?!?')).toEqual(['!?!?']);
	});
});

describe('the filter', () => {
	test('every one of the 10,000 commonest, and of what people choose here, is refused', () => {
		expect(COMMONEST).toHaveLength(10_000);
		expect(COMMONEST.slice(0, 3)).toEqual(['password', '12345678', '123456789']);
		expect(HERE.length).toBeGreaterThan(500);
		expect(SHORT_WORDS.length).toBeGreaterThan(1000);
		expect(COMMONEST.filter((one) => passwordProblem(one) !== 'identity.password-common')).toEqual([]);
		expect([...HERE, ...SHORT_WORDS].filter((one) => !isGuessable(one))).toEqual([]);
		for (const added of ['2026', '123!']) {
			const refused = (one: string) =>
				bareForm(one + added).length < 8 || passwordProblem(one + added) === 'identity.password-common';
			// Words that end in a digit are left out: together with the digits added, they become other
			// words.
			const words = [...HERE, ...SHORT_WORDS].filter((one) => !/\d$/.test(one));
			expect(words.filter((one) => !refused(one))).toEqual([]);
		}
	});

	/** Generates random passwords with this ending, from a fixed seed. */
	function drawn(count: number, ending: string): string[] {
		const letters = 'abcdefghijklmnopqrstuvwxyz0123456789àéèçù ';
		let state = 20_261_128;
		const next = (most: number) => {
			state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
			return Math.floor((state / 2 ** 32) * most);
		};
		return Array.from(
			{ length: count },
			() => Array.from({ length: 12 + next(12) }, () => letters[next(letters.length)]).join('') + ending,
		);
	}

	test.each([
		['x', 1],
		['x!', 2],
		['x7!', 3],
	])('of 20,000 drawn that end in %j, no more are refused than %i in 1,024', (ending, lookups) => {
		const refused = drawn(20_000, ending).filter(isGuessable).length;
		const expected = (20_000 * lookups) / 2 ** FILTER_PRECISION_BITS;
		// Some must be refused, which shows that the passwords were looked up; the count must be within four
		// standard deviations.
		expect(refused).toBeGreaterThan(0);
		expect(refused).toBeLessThanOrEqual(expected + 4 * Math.sqrt(expected));
	});

	test('is made anew to the byte, and stays small', () => {
		expect(readFileSync(FILTER_PATH, 'utf8')).toBe(filterFile());
		expect(statSync(FILTER_PATH).size).toBeLessThan(24_000);
	});
});

test('what is packed is what is unpacked, and nothing else is among it', () => {
	always({ 'twice the same': 10, 'a large gap': 10, 'not among them': 50 }, (met) =>
		fc.property(
			fc.array(fc.oneof(fc.nat(2 ** 24), fc.nat(20)), { size: 'max', maxLength: 100 }),
			fc.integer({ min: 1, max: 12 }),
			fc.nat(2 ** 24),
			(numbers, bits, other) => {
				const far = numbers.map((one) => one % (2 ** bits * 2000));
				const sorted = far.toSorted((a, b) => a - b);
				met('twice the same', new Set(far).size < far.length);
				met(
					'a large gap',
					sorted.some((one, n) => one - (sorted[n - 1] ?? 0) > 2 ** bits * 10),
				);
				met('not among them', !far.includes(other));
				const again = unpacked(packed(far, bits), far.length, bits);
				expect([...again]).toEqual(sorted);
				for (const one of [...far, other]) expect(isAmong(again, one)).toBe(far.includes(one));
			},
		),
	);
});
