import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { m } from '#messages';
import type { StandingsBySource } from '#profile';
import FirstAct from './FirstAct.svelte';
import Strengths from './Strengths.svelte';
import WorkOn from './WorkOn.svelte';

const levels = { beginner: 'Débutant', intermediate: 'Intermédiaire', advanced: 'Avancé' };
const dimensions = ['a', 'b', 'c'].map((slug, at) => ({ slug, number: at + 1, short: `Nom ${slug}` }));
const hrefOf = (slug: string) => `/profile/${slug}`;
const given = { dimensions, levels, hrefOf };
const none = { shown: 'not-situated', observed: null } as const;

test('each strength says on what it rests, with the level that this source gives', () => {
	const marks: Record<string, StandingsBySource> = {
		a: { said: 'advanced', ...none },
		b: { said: 'intermediate', shown: 'intermediate', observed: null },
		c: { said: 'advanced', shown: 'starting', observed: 'intermediate' },
	};
	const { body } = render(Strengths, { props: { ...given, marks, strengths: ['c', 'b', 'a'] } });
	const told = [...body.matchAll(/class="soft small[^>]*>([^<]+)</g)].map(([, text]) => text);
	expect(told).toEqual([
		m.profile_strength_observed({ level: 'Intermédiaire' }),
		m.profile_strength_shown({ level: 'Intermédiaire' }),
		m.profile_strength_said({ level: 'Avancé' }),
	]);
});

test('where a situation shows less, what was observed is told beside it', () => {
	const toWorkOn = [{ slug: 'a', nextStep: 'Écrivez.' }];
	const apart = (observed: 'beginner' | null) =>
		render(WorkOn, {
			props: {
				...{ ...given, toWorkOn, unplaced: null },
				marks: { a: { said: 'advanced', shown: 'starting', observed }, b: { said: 'advanced', ...none } },
			},
		}).body;
	const both = { said: 'avancé', shown: 'en démarrage' };
	expect(apart(null)).toContain(m.profile_apart(both));
	expect(apart('beginner')).toContain(m.profile_apart_observed({ ...both, observed: 'débutant' }));
});

test('the one button says of which dimension it is, and leads there', () => {
	const act = (unplaced: string | null, situation: string | undefined, toWorkOn: { slug: string }[]) => {
		const props = { sentence: 'Douze.', dimensions, unplaced, situation, toWorkOn };
		const { body } = render(FirstAct, { props });
		const [, href, label] = body.replaceAll(/<!--.*?-->/g, '').match(/href="([^"]+)"[^>]*>\s*([^<]+?)\s*</)!;
		return [href, label];
	};
	const of = (slug: string) => ({ dimension: `Nom ${slug}` });
	const rest = [{ slug: 'c' }];
	expect(act('a', 'b', rest)).toEqual(['/assessment/a', m.profile_continue(of('a'))]);
	expect(act(null, 'b', rest)).toEqual(['/situations/b', m.profile_to_situation(of('b'))]);
	expect(act(null, undefined, rest)).toEqual(['/training/new?dimension=c', m.profile_to_log(of('c'))]);
	expect(act(null, undefined, [])).toEqual(['/training/new', m.profile_log()]);
});
