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
 * Loads what the link of a cohort, which contains its code (`typed`), shows before anybody joins: the offer
 * or, if the code leads nowhere, the form with this code and the reason. Both are null for a malformed or
 * missing code.
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
