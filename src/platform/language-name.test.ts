import { expect, test } from 'vitest';
import { languageName } from './language-name.ts';

test('a language has its name in each language, unless nobody speaks it', () => {
	expect([languageName('fr', 'en'), languageName('en', 'fr'), languageName('en', 'iu')]).toEqual([
		...['anglais', 'French', 'Inuktitut'],
	]);
	expect(languageName('fr', 'xq')).toBeUndefined();
});
