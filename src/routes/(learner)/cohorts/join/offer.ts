import { formatJoinCode } from '#cohort';
import { cohortCodeForm, cohortPreview } from '#cohort/server';
import { problemText } from '#messages/server';
import { Refusal } from '#platform';

/** Loads what a person reads before joining the cohort with this code; the code comes as it is displayed. */
export const offerOf = async ({ world, actor }: App.Locals, code: string) => {
	const offer = await cohortPreview(world, actor, code);
	return { ...offer, code: formatJoinCode(offer.code) };
};

/**
 * Loads what the page of a joining link shows; `typed` is the code in the link. `offer` is what a person reads
 * before joining; `refused`, when the code leads nowhere, is the form with that code and the reason. Both are
 * null when the code is malformed or missing.
 */
export async function offerFromLink(locals: App.Locals, typed: string) {
	const read = cohortCodeForm.safeParse({ code: typed });
	if (!read.success) return { offer: null, refused: null };
	try {
		return { offer: await offerOf(locals, read.data.code), refused: null };
	} catch (problem) {
		if (!(problem instanceof Refusal) || problem.field !== 'code') throw problem;
		const text = problemText(problem.code, problem.params, locals.locale);
		return {
			offer: null,
			refused: { problems: [{ field: 'code', text }], values: { form: 'look', code: typed } },
		};
	}
}
