import { expect, test } from 'vitest';
import { m } from '#messages';
import { requirementLines, standingName } from './requirement-text.ts';
import { sourceLines } from './source-lines.ts';

const about = { version: 'crcn-2019', locale: 'fr' } as const;
const name = (standing: string) => standingName(standing, 'crcn-2019', 'fr');

test('each source is told apart, in one order; nothing shown and nothing observed have words of their own', () => {
	const found = (shown: string | null, observed: string | null) =>
		sourceLines({ said: 'intermediate', shown, observed }, { name, unobserved: 'rien', saidMore: 'déclaré' });
	expect(found('beginner', 'advanced')).toEqual([
		{ source: 'said', title: m.badge_said(), found: 'Intermédiaire', more: 'déclaré' },
		{ source: 'shown', title: m.badge_shown(), found: 'Débutant', more: '' },
		{ source: 'observed', title: m.badge_observed(), found: 'Avancé', more: '' },
	]);
	expect(found(null, null).map((one) => one.found)).toEqual(['Intermédiaire', m.badge_shown_none(), 'rien']);
	expect(found('starting', null)[1]?.found).toBe(m.badge_shown_no_level());
});

test('beside the sources, the condition does not say again what was said', () => {
	const asked = [
		{ rule: 'said-at-least', met: true, params: { level: 'intermediate', said: 'advanced' } },
	] as const;
	const line = (saidApart: boolean) =>
		requirementLines(asked, { ...about, dimension: 'collaboration', saidApart })[0]?.text;
	expect(line(false)).toContain('avancé');
	expect(line(true)).not.toContain('avancé');
	expect(line(true)).toContain('intermédiaire');
});
