import type { z } from 'zod';
import { type answersForm, recordAnswers } from '#assessment/server';
import { holderOf } from '#identity/server';
import { Refusal } from '#platform';
import { newBadgeByRule } from '#applications/server';

/**
 * Keeps the answers of a form for the person who is signed in, and says what a rule awarded for them. A page that was
 * made for somebody else is refused (`assessment.other-person`, 403): another person signed in since, in this browser.
 */
export async function keepAnswers(
	{ holder, ...input }: z.output<typeof answersForm>,
	{ world, actor, locale }: App.Locals,
): Promise<{ revisions: Readonly<Record<string, number>>; awarded: string | null }> {
	if (holder !== undefined && holder !== holderOf(actor))
		throw new Refusal('assessment.other-person', { status: 403 });
	const since = world.now();
	const { revisions } = await recordAnswers(world, actor, { ...input, locale });
	return { revisions, awarded: await newBadgeByRule(world, actor, since) };
}
