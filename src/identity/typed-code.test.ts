import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { INVITATION_LIMITS, formatInvitationCode, typedCode } from './index.ts';

const CODE = '7k2qxm94td';
const half = INVITATION_LIMITS.characters / 2;

describe('an invitation code', () => {
	test.each([
		'7K2QX-M94TD',
		' 7k2qx-M94TD ',
		'7k2qxm94td',
		// Characters that phones and word processors type instead of a hyphen.
		...[...'‐‑‒–—―−﹣－'].map((dash) => `7K2QX${dash}M94TD`),
		'7K2QX – M94TD',
		'7K2QX\u00A0M94TD',
		'7K2\u200BQX\u00ADM94TD.',
		'7 K 2 Q X M 9 4 T D',
		'７Ｋ２ＱＸ－Ｍ９４ＴＤ',
		'« 7K2QX-M94TD »',
		// Codes pasted with the text around them.
		'Code : 7K2QX-M94TD',
		'Votre code d’invitation est 7K2QX—M94TD.',
		'Voici votre invitation (7k2qxm94td), à bientôt',
		'https://macaron.exemple.ca/join 7K2QX-M94TD',
		'https://macaron.exemple.ca/join?code=7K2QX-M94TD',
		'https://macaron.exemple.ca/join/7k2qxm94td',
		'7K2QX-M94TD (valable 7 jours, invitation de Chloé)',
		'le code 7K2QX M94TD',
	])('typed as %j', (typed) => {
		expect(typedCode(typed, half)).toBe(CODE);
	});

	test('O is read as zero, I and L as one', () => {
		expect(typedCode('OoIiL-lABCD', half)).toBe('001111abcd');
		expect(typedCode('code: OoIiL-lABCD', half)).toBe('001111abcd');
	});

	test.each([
		['', ''],
		[' - ', ''],
		['7K2QX', '7k2qx'],
		['7K2QX-M94T', '7k2qxm94t'],
		['7K2QX-M94TD2', '7k2qxm94td2'],
		['Bonjour Chloé', 'b0nj0urch10'],
	])('%j is none', (typed, folded) => {
		expect(typedCode(typed, half)).toBe(folded);
	});

	test('is read as it is shown, whichever it is', () => {
		const character = fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz');
		always({ 'letters and digits': 80 }, (met) =>
			fc.property(fc.array(character, { minLength: 10, maxLength: 10 }), (characters) => {
				const code = characters.join('');
				met('letters and digits', /[a-z]/.test(code) && /\d/.test(code));
				expect(typedCode(formatInvitationCode(code), half)).toBe(code);
				expect(typedCode(`Code : ${formatInvitationCode(code)}`, half)).toBe(code);
			}),
		);
	});
});

test('a shorter code, of a cohort, has its own length', () => {
	expect(typedCode('Cohorte : 7k2q–x94t', 4)).toBe('7k2qx94t');
	expect(typedCode('7k2q x94t', 4)).toBe('7k2qx94t');
});
