import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '#tests/recognised/cast';
import { testWorld, type TestWorld } from '#tests/world';
import { awardPage, issueAwards } from '#awards/server';
import { inFramework } from '#badges';
import { catalogueOf } from '#badges/server';
import { awardView } from './award-view.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

test('the page of an award given under an earlier version tells what was asked then, in the words signed', async () => {
	const { ada, here } = await cast(world);
	const today = inFramework(catalogueOf(world).badge('exploration-collaboration')!, 'crcn-2025');
	const narrative = { fr: 'La personne a écrit une réflexion.', en: 'The person wrote a reflection.' };
	const before = { ...today, version: 1, criteria: { ...today.criteria, narrative } };
	const basis = { said: 'beginner', shown: null, observed: null, minutes: 120, reflections: 1, evidence: 0 };
	const shown = async (definition: typeof today) => {
		const person = definition.version === 1 ? ada : (await cast(world)).ada;
		const [outcome] = await issueAwards(world, [
			{
				...{ person: person.id, institution: here.id, definition, locale: 'fr', basis },
				...{ evidence: null, application: null, decidedBy: null, acceptance: null },
			},
		]);
		if (outcome?.kind !== 'issued') throw new Error('The badge was not issued.');
		return awardView(await awardPage(world, person, outcome.award), 'en', world.now()).criteria;
	};
	expect(await shown(before)).toEqual({ text: narrative.fr, language: 'fr' });
	expect(await shown(today)).toEqual({ text: today.criteria.narrative.en, language: 'en' });
});
