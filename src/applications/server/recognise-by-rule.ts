import { membershipsOf, personById } from '#identity/server';
import { type Actor, personOf } from '#identity';
import { type Locale, notFound, Refusal } from '#platform';
import type { Listener, World } from '#platform/server';
import type { AwardBasis } from '#awards';
import { asksNobody, type Facts, isMet, requirements } from '#badges';
import { type AwardOutcome, awardsOf, issueAwards } from '#awards/server';
import { catalogueOf } from '#badges/server';
import { factsAbout, shownInBasis } from './facts.ts';

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
	const wanted = catalogueOf(world)
		.all()
		.flatMap((definition) => {
			const known = facts(definition.dimension);
			if (!asksNobody(definition) || had.has(definition.id) || !isMet(requirements(definition, known)))
				return [];
			const { institution } = learner;
			const basis = basisOf(known);
			const nobody = { evidence: null, application: null, decidedBy: null, acceptance: null };
			return [{ person, institution, definition, locale, basis, ...nobody }];
		});
	const outcomes = await issueAwards(world, wanted);
	if (mustWait(outcomes)) world.log.warn('recognition.postponed');
	return wanted.flatMap(({ definition }, at) => {
		const one = outcomes[at];
		return one?.kind === 'issued' && one.now ? [{ id: one.award, badge: definition.id }] : [];
	});
}

/** Whether some of what was to be given waits for the key or the end of a halt; throws what is no reason to wait. */
export function mustWait(outcomes: readonly AwardOutcome[]): boolean {
	const problems = outcomes.flatMap((one) => (one.kind === 'waiting' ? [one.problem] : []));
	const unforeseen = problems.find((one) => !(one instanceof Refusal) || one.status !== 503);
	if (unforeseen) throw unforeseen;
	for (const one of outcomes)
		if (one.kind === 'not-issued' && one.reason === 'person-left') throw notFound();
		else if (one.kind === 'not-issued') throw new Error(`A badge was not issued: ${one.reason}.`);
	return problems.length > 0;
}

/** Gives the badges by rule that are due to whoever an event speaks of, in the language of their page, else of their account. */
export const badgesByRule: Listener = {
	atOnce: true,
	async hear(world, { person, about }) {
		if (person === null) return;
		const { locale } = about;
		const language = locale === 'fr' || locale === 'en' ? locale : (await personById(world, person))?.locale;
		await recogniseByRule(world, person, language ?? 'fr');
	},
};

/** The badge by rule that the person who asks was given at an instant or later, if any: what a page says after an act. */
export async function newBadgeByRule(world: World, actor: Actor, since: Date): Promise<string | null> {
	const awards = await awardsOf(world.db.read, personOf(actor).id);
	return (
		awards.find(
			({ awardedAt, decidedBy, translationOf }) =>
				awardedAt >= since && decidedBy === null && translationOf === null,
		)?.id ?? null
	);
}
