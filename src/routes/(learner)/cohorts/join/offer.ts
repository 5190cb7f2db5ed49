import { formatJoinCode } from '#cohort';
import { cohortCodeForm, cohortPreview } from '#cohort/server';
import { problemText } from '#messages/server';
import { Refusal } from '#platform';

/** What a person reads before joining the cohort with this code, with the code as it is displayed. */
export const offerOf = async ({ world, actor }: App.Locals, code: string) => {
	const offer = await cohortPreview(world, actor, code);
	return { ...offer, code: formatJoinCode(offer.code) };
};

/**
 * What the link of a cohort, which has its code, shows before anybody joins: the offer, or the form with that
 * code and the reason why it leads nowhere. Without a code, neither.
 */
export async function lookAt(locals: App.Locals, typed: string) {
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
