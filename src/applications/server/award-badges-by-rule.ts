import { membershipsOf, personById } from '#identity/server';
import { type Actor, mustBePerson } from '#identity';
import { type Locale, notFound, Refusal } from '#platform';
import type { Listener, World } from '#platform/server';
import type { AwardBasis } from '#awards';
import { versionAnsweredIn } from '#assessment/server';
import { inFramework, isAwardedByRule, type Facts, isMet, judgeRequirements } from '#badges';
import { type AwardOutcome, type AwardRequest, awardsOf, issueAwards } from '#awards/server';
import { knownBadges } from '#badges/server';
import { trainingTotals } from '#training/server';
import { factsAssumingHighestLevel, factsAbout, shownLevelForBasis } from './facts.ts';

const basisOf = (facts: Facts): AwardBasis => ({
	said: facts.said,
	shown: shownLevelForBasis(facts),
	observed: null,
	minutes: facts.minutes,
	reflections: facts.reflections,
	evidence: 0,
});

/**
 * The awards to issue to a person without an adviser: badges that a rule decides, whose requirements they
 * meet and that they have never had. A badge of theirs that was revoked counts as one they had.
 */
async function dueByRule(world: World, person: string, locale: Locale): Promise<readonly AwardRequest[]> {
	const learner = (await membershipsOf(world, person)).find(({ role }) => role === 'learner');
	if (!learner) return [];
	const had = new Set((await awardsOf(world.db.read, person)).map(({ badge }) => badge));
	const facts = await factsAbout(world, person);
	const version = await versionAnsweredIn(world, person, learner);
	return (await knownBadges(world)).offeredIn(learner.institution).flatMap((offered) => {
		const definition = inFramework(offered, version);
		const known = facts(definition);
		if (
			!isAwardedByRule(definition) ||
			had.has(definition.id) ||
			!isMet(judgeRequirements(definition, known))
		)
			return [];
		const { institution } = learner;
		const basis = basisOf(known);
		const nobody = { evidence: null, application: null, decidedBy: null, acceptance: null };
		return [{ person, institution, definition, locale, basis, ...nobody }];
	});
}

/**
 * Awards each of `people` the badges decided by rule, without an adviser, whose requirements they meet and
 * that they have never had; returns the new awards. Without the sealing key, or while issuing is halted,
 * awards nothing, and a later call makes up for it. Throws if a badge was not issued for any other reason.
 */
export async function awardBadgesByRuleToEach(
	world: World,
	people: readonly string[],
	locale: Locale,
): Promise<readonly { readonly id: string; readonly badge: string }[]> {
	const wanted: AwardRequest[] = [];
	for (const person of people) wanted.push(...(await dueByRule(world, person, locale)));
	const outcomes = await issueAwards(world, wanted);
	if (hasPostponedAwards(outcomes)) world.log.warn('recognition.postponed');
	return wanted.flatMap(({ definition }, at) => {
		const one = outcomes[at];
		return one?.kind === 'issued' && one.now ? [{ id: one.award, badge: definition.id }] : [];
	});
}

/**
 * Awards one person the badges decided by rule, without an adviser, whose requirements they meet and that
 * they have never had; returns the new awards.
 */
export const awardBadgesByRule = (world: World, person: string, locale: Locale) =>
	awardBadgesByRuleToEach(world, [person], locale);

/**
 * Whether some awards could not be issued yet, for lack of the sealing key or because issuing is halted.
 * Throws for any other reason why an award was not issued.
 */
export function hasPostponedAwards(outcomes: readonly AwardOutcome[]): boolean {
	const problems = outcomes.flatMap((one) => (one.kind === 'waiting' ? [one.problem] : []));
	const unforeseen = problems.find((one) => !(one instanceof Refusal) || one.status !== 503);
	if (unforeseen) throw unforeseen;
	for (const one of outcomes)
		if (one.kind === 'not-issued' && one.reason === 'person-left') throw notFound();
		else if (one.kind === 'not-issued') throw new Error(`A badge was not issued: ${one.reason}.`);
	return problems.length > 0;
}

/**
 * Whether a person's training meets the requirements of a badge decided by rule that they never had,
 * supposing they said and showed the highest level. This check has few queries, and is made before the full
 * one.
 */
async function mayBeDue(world: World, person: string): Promise<boolean> {
	const totals = await trainingTotals(world, person);
	const learner = (await membershipsOf(world, person)).find(({ role }) => role === 'learner');
	if (!learner) return false;
	const met = (await knownBadges(world))
		.offeredIn(learner.institution)
		.filter(
			(definition) =>
				isAwardedByRule(definition) &&
				isMet(judgeRequirements(definition, factsAssumingHighestLevel(totals[definition.dimension]))),
		);
	if (met.length === 0) return false;
	const had = new Set((await awardsOf(world.db.read, person)).map(({ badge }) => badge));
	return met.some(({ id }) => !had.has(id));
}

/**
 * Listener that, after an event, awards its person the badges decided by rule whose requirements they now
 * meet. The badge is signed in the language of the page if the event has it, otherwise of their account.
 */
export const badgesByRuleListener: Listener = {
	immediate: true,
	concerns: (tx, world, { person }) =>
		person === null ? Promise.resolve(false) : mayBeDue({ ...world, db: { ...world.db, read: tx } }, person),
	async hear(world, { person, about }) {
		if (person === null) return;
		const { locale } = about;
		const language = locale === 'fr' || locale === 'en' ? locale : (await personById(world, person))?.locale;
		await awardBadgesByRule(world, person, language ?? 'fr');
	},
};

/**
 * The badge that a rule, not an adviser, has awarded to the actor since this time, or null: pages announce it
 * right after the person's action.
 */
export async function badgeJustAwardedByRule(
	world: World,
	actor: Actor,
	since: Date,
): Promise<{ readonly id: string; readonly badge: string } | null> {
	const awards = await awardsOf(world.db.read, mustBePerson(actor).id);
	return (
		awards.find(
			({ awardedAt, decidedBy, translationOf }) =>
				awardedAt >= since && decidedBy === null && translationOf === null,
		) ?? null
	);
}
