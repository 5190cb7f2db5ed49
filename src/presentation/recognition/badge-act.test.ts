import { expect, test } from 'vitest';
import type { BadgeInVersion, Requirement } from '#badges';
import { m } from '#messages';
import { badgeAct } from './badge-act.ts';

const definition = {
	...{ id: 'practice-collaboration', kind: 'practice', framework: 'crcn-2019', dimension: 'collaboration' },
} as BadgeInVersion;
const act = (...requirements: Requirement[]) => badgeAct({ definition, requirements }, 'fr');
const said: Requirement = { rule: 'said', met: true, params: {} };
const evidence: Requirement = {
	rule: 'evidence',
	met: false,
	params: { asked: 1, done: 0, missing: 1, withReflection: true },
};

test('the act is the first requirement that is not met: its own page, or that of the badge for evidence', () => {
	expect(act({ ...said, met: false }, evidence)).toEqual({
		href: '/assessment/collaboration',
		label: m.recognition_do_assess(),
	});
	expect(act(said, { rule: 'situation', met: false, params: {} }, evidence)).toEqual({
		href: '/situations/collaboration',
		label: m.recognition_do_situation(),
	});
	expect(act(said, evidence)).toEqual({
		href: '/recognition/practice-collaboration',
		label: m.recognition_do_evidence(),
	});
	expect(act(said)).toEqual({
		href: '/recognition/practice-collaboration',
		label: m.recognition_start(),
	});
});
