import { CURRENT_VERSION } from '#framework';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testWorld, type TestWorld } from '#tests/world';
import { REFLECTION, says, shows, trains } from '../../../tests/recognised/cast.ts';
import { factsAbout, factsAssumingHighestLevel, shownLevelForBasis } from './facts.ts';
import { neighbours } from '../../../tests/recognised/neighbours.ts';

const about = (dimension: string) => ({ framework: CURRENT_VERSION, dimension });

const WORDS = REFLECTION.split(/\s+/).filter((one) => one !== ':').length;

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

test('what is known of a person in a dimension: nothing before they say or do anything, nothing of a neighbour', async () => {
	const { ada, emile } = await neighbours(world);
	await says(world, emile, 'communication', 4);
	await trains(world, emile, 'communication', 90);
	const nothing = {
		...{ said: 'not-situated', answered: false, shown: 'not-situated', minutes: 0, reflections: 0 },
		longestReflection: 0,
		...{ evidence: { count: 0, withReflection: 0, contexts: 0, shared: 0 }, advisersAccepted: 0 },
		observed: 'not-situated',
	};
	const before = await factsAbout(world, ada.id);
	for (const dimension of ['communication', 'collaboration', 'unheard-of'])
		expect(before(about(dimension))).toEqual(nothing);
	await says(world, ada, 'communication', 0);
	await shows(world, ada, 'communication', null);
	await trains(world, ada, 'communication', 30);
	await trains(world, ada, 'communication', 15, '');
	const after = await factsAbout(world, ada.id);
	expect(
		after(about('communication'), [{ reflection: 'Ceci.' }, { reflection: '' }, { reflection: 'Cela.' }]),
	).toEqual({
		...{ said: 'starting', answered: true, shown: 'starting', minutes: 45, reflections: 1 },
		longestReflection: WORDS,
		...{ evidence: { count: 3, withReflection: 2, contexts: 0, shared: 0 }, advisersAccepted: 0 },
		observed: 'not-situated',
	});
	expect(after(about('collaboration'))).toEqual(nothing);
	// What was said and shown in one version of the framework is not known in another; training counts in both.
	expect(after({ framework: 'crcn-2019', dimension: 'communication' })).toEqual({
		...{ ...nothing, minutes: 45, reflections: 1, longestReflection: WORDS },
	});
	// « Ne s’applique pas à moi » alone answers nothing; one other answer in the dimension does.
	await says(world, ada, 'collaboration', 'not-applicable');
	expect((await factsAbout(world, ada.id))(about('collaboration'))).toEqual(nothing);
	await says(world, ada, 'collaboration', 0, 1);
	expect((await factsAbout(world, ada.id))(about('collaboration'))).toMatchObject({ answered: true });
	expect(shownLevelForBasis(after(about('communication')))).toBe('starting');
	expect(shownLevelForBasis(before(about('communication')))).toBeNull();
});

test('supposing the highest level supposes no training, no evidence and no adviser', () => {
	const supposed = {
		...{ said: 'advanced', answered: true, shown: 'advanced' },
		...{ evidence: { count: 0, withReflection: 0, contexts: 0, shared: 0 }, advisersAccepted: 0 },
		observed: 'not-situated',
	};
	const none = { minutes: 0, reflections: 0, longestReflection: 0 };
	expect(factsAssumingHighestLevel(undefined)).toEqual({ ...supposed, ...none });
	const logged = { minutes: 45, reflections: 2, longestReflection: 30 };
	expect(factsAssumingHighestLevel(logged)).toEqual({ ...supposed, ...logged });
});
