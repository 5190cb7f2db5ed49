import type { z } from 'zod';
import { type answersForm, recordAnswers } from '#assessment/server';
import { personOf } from '#identity';
import { holderOf } from '#identity/server';
import { Refusal } from '#platform';
import { recogniseByRule } from '#applications/server';

/**
 * Keeps the answers of a form for the person who is signed in, and gives what a rule awards for them. A page that was
 * made for somebody else is refused (`assessment.other-person`, 403): another person signed in since, in this browser.
 */
export async function keepAnswers(
	{ holder, ...input }: z.output<typeof answersForm>,
	{ world, actor, locale }: App.Locals,
): Promise<{ revisions: Readonly<Record<string, number>>; awarded: string | null }> {
	if (holder !== undefined && holder !== holderOf(actor))
		throw new Refusal('assessment.other-person', { status: 403 });
	const { revisions } = await recordAnswers(world, actor, input);
	const [award] = await recogniseByRule(world, personOf(actor).id, locale);
	return { revisions, awarded: award?.id ?? null };
}
