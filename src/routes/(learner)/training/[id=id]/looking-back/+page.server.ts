import { SCALE } from '#assessment';
import { answerText } from '#presentation/answering/answer-text.ts';
import { lookBack, lookingBackForm, trainingById } from '#training/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor }, params }: PageServerLoadEvent) => {
	const { title, before, now, helped, suggestion } = await trainingById(world, actor, params.id);
	const steps = SCALE.map((step) => ({ value: step, label: answerText(step) }));
	return { title, steps, before, now, helped, fromCatalogue: suggestion !== null };
});

export const actions = {
	lookBack: formAction(lookingBackForm, async (input, event: RequestEvent) => {
		const { locals, params } = event;
		await lookBack(locals.world, locals.actor, { ...input, id: params.id });
		redirectDone(event, '/training?done=looked');
	}),
};
