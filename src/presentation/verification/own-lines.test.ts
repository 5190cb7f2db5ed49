import { expect, test } from 'vitest';
import type { SignedBasis } from '#awards';
import { m } from '#messages';
import { ownLines } from './own-lines.ts';

const own: SignedBasis = {
	...{ said: 'intermediate', shown: null, observed: null, evidence: 0, minutes: 135, reflections: 1 },
	...{ assessment: 'declared', supervised: false, identityVerified: false },
};

test('a badge of ours says its three sources as its own page does, with its hours as a duration', () => {
	const [said, shown, observed] = ownLines(own);
	expect(said).toEqual({
		...{ source: 'said', title: m.badge_said(), found: 'Intermédiaire' },
		more: 'Activités de formation déclarées\u00a0: 2\u00a0h 15\u00a0min. Réflexions écrites\u00a0: 1.',
	});
	expect(shown).toMatchObject({ title: m.badge_shown(), found: m.badge_shown_none() });
	expect(observed).toMatchObject({ title: m.badge_observed(), found: m.badge_observed_none() });
});

test('a badge that an adviser accepted tells no hours', () => {
	const lines = ownLines({ ...own, said: 'not-situated', shown: 'starting', observed: 'advanced' });
	expect(lines.map(({ found }) => found)).toEqual([m.profile_not_situated(), 'En démarrage', 'Avancé']);
	expect(lines.map(({ more }) => more)).toEqual(['', '', '']);
});
