import { expect, test } from 'vitest';
import { m } from '#messages';
import { awardSentence } from './award-sentence.ts';

test('a name beside what is verified says who gives it, and that nobody signed it', () => {
	const told = { institution: 'École des Érables', awardedOn: '28 novembre 2026' };
	const named = awardSentence({ ...told, holder: 'Ada' });
	expect(named).toMatch(
		/^Délivré à Ada par École des Érables, le 28 novembre 2026\. Ce nom est donné par la personne/,
	);
	expect(named).toContain('pas signé');
	expect(awardSentence({ ...told, holder: null })).not.toContain(m.badge_name_unsigned());
});
