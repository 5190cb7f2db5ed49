import { slipPreview } from '#cohort/server';
import { problemText } from '#messages/server';
import { Refusal } from '#platform';

/**
 * Loads what the page of a slip shows; `code` is the code in its address. `slip` is what it says; `refused`, when the
 * code leads nowhere, is the form with that code and the reason. Both are null without a code.
 */
export async function slipOf({ world, locale }: App.Locals, code: string) {
	if (code === '') return { slip: null, refused: null };
	try {
		return { slip: await slipPreview(world, code), refused: null };
	} catch (problem) {
		if (!(problem instanceof Refusal)) throw problem;
		const text = problemText(problem.code, problem.params, locale);
		return { slip: null, refused: { problems: [{ field: 'code', text }], values: { form: 'look', code } } };
	}
}
