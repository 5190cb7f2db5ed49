import { membershipsOf } from '#identity/server';
import { type Locale, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { AwardBasis } from '../award.ts';
import { asksNobody } from '../definition.ts';
import { type Facts, isMet, requirements } from '../requirements.ts';
import { awardsOf } from './award-store.ts';
import { catalogueOf } from './catalogue.ts';
import { factsAbout, shownInBasis } from './facts.ts';
import { issueAward } from './issuances.ts';

const basisOf = (facts: Facts): AwardBasis => ({
	said: facts.said,
	shown: shownInBasis(facts),
	observed: null,
	minutes: facts.minutes,
	reflections: facts.reflections,
	evidence: 0,
});

/**
 * Awards the badges by rule whose conditions a person meets and that they never had, asking nobody; gives the new ones.
 * A badge that was revoked is not given again by rule. Without the sealing key, or while issuing is halted, nothing is
 * awarded now: it will be at the next occasion.
 */
export async function recogniseByRule(
	world: World,
	person: string,
	locale: Locale,
): Promise<readonly { readonly id: string; readonly badge: string }[]> {
	const learner = (await membershipsOf(world, person)).find(({ role }) => role === 'learner');
	if (!learner) return [];
	const had = new Set((await awardsOf(world.db.read, person)).map(({ badge }) => badge));
	const facts = await factsAbout(world, person);
	const given: { id: string; badge: string }[] = [];
	for (const definition of catalogueOf(world).all()) {
		const known = facts(definition.dimension);
		if (!asksNobody(definition) || had.has(definition.id) || !isMet(requirements(definition, known)))
			continue;
		const wanted = {
			person,
			institution: learner.institution,
			definition,
			locale,
			basis: basisOf(known),
			evidence: null,
			application: null,
			decidedBy: null,
			acceptance: null,
		};
		try {
			const issued = await issueAward(world, wanted);
			if (issued.now) given.push({ id: issued.award, badge: definition.id });
		} catch (problem) {
			if (!(problem instanceof Refusal) || problem.status !== 503) throw problem;
			world.log.warn('recognition.postponed');
			return given;
		}
	}
	return given;
}
