import { recordAnswers, type SentAnswers } from '#assessment/server';
import { actorPseudonym } from '#identity/server';
import { Refusal } from '#platform';
import { badgeJustAwardedByRule } from '#applications/server';
import { knownBadgesFor } from '#badges/server';
import type { NewBadge } from './after-answering.ts';

/**
 * Saves the answers that a form sends for the person signed in, and returns their new revisions and the badge
 * that a rule awarded for them, if any. Throws `assessment.other-person` (403) when the page was made for
 * another person, because somebody else has signed in since in this browser.
 */
export async function keepAnswers(
	{ holder, ...input }: SentAnswers,
	{ world, actor, locale }: App.Locals,
): Promise<{ revisions: Readonly<Record<string, number>>; awarded: NewBadge | null }> {
	if (holder !== undefined && holder !== actorPseudonym(actor))
		throw new Refusal('assessment.other-person', { status: 403 });
	const { revisions, at } = await recordAnswers(world, actor, { ...input, locale });
	// The time is that of the form's first arrival: a form sent again because its response was lost announces
	// the badge too.
	const award = await badgeJustAwardedByRule(world, actor, new Date(at));
	if (!award) return { revisions, awarded: null };
	const definition = (await knownBadgesFor(world, [award.badge])).given(award.badge);
	return { revisions, awarded: { id: award.id, name: definition?.name[locale] ?? award.badge } };
}
