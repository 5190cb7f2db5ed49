import { expect, test } from 'vitest';
import type { Requirement } from '#badges';
import { m } from '#messages';
import { missingRequirementsText } from './missing-text.ts';
import { requirementLines } from './requirement-text.ts';

test('what a badge still asks is one line of what to do', () => {
	const about = { version: 'crcn-2019', locale: 'fr' } as const;
	const tally = (done: number, asked: number) => ({ asked, done, missing: asked - done });
	const all: Requirement[] = [
		{ rule: 'said', met: false, params: {} },
		{ rule: 'said-at-least', met: false, params: { level: 'advanced', said: 'beginner' } },
		{ rule: 'situation', met: false, params: {} },
		{ rule: 'training-minutes', met: false, params: tally(30, 120) },
		{ rule: 'training-reflection', met: false, params: { ...tally(18, 25), inWords: true } },
		{ rule: 'evidence', met: false, params: { ...tally(0, 2), withReflection: true } },
		{ rule: 'advisers', met: false, params: tally(0, 1) },
	];
	const line = missingRequirementsText(all, about);
	for (const words of ['avancé', '1 h 30 min', 'mots à ajouter : 7', '2 traces', 'mise en situation'])
		expect(line.replaceAll('\u00a0', ' ')).toContain(words);
	expect(missingRequirementsText(all.slice(0, 1), about)).toBe(
		m.today_near_missing({ list: m.today_do_said() }),
	);
	const [first] = all;
	expect(missingRequirementsText([{ ...first!, met: true } as Requirement], about)).toBe(
		m.today_near_ready(),
	);
	expect(
		missingRequirementsText([...all.slice(0, 0), { ...first!, met: true } as Requirement, all[5]!], about),
	).not.toContain(m.today_do_said());
});

test('a badge that aims at a level asks to answer, then to learn: never to say more of oneself', () => {
	const about = { version: 'crcn-2019', locale: 'fr' } as const;
	const missing = (said: 'not-situated' | 'beginner') => {
		const one: Requirement = { rule: 'said-at-least', met: false, params: { level: 'intermediate', said } };
		const [line] = requirementLines([one], { ...about, dimension: 'collaboration' });
		return { near: missingRequirementsText([one], about), act: line?.action?.href };
	};
	expect(missing('not-situated')).toEqual({
		...{ near: m.today_near_missing({ list: m.today_do_said() }), act: '/assessment/collaboration' },
	});
	expect(missing('beginner')).toEqual({
		near: m.today_near_missing({ list: m.today_do_level({ level: 'intermédiaire' }) }),
		act: '/profile/collaboration',
	});
});
