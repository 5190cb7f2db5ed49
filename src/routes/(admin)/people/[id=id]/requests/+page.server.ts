import { ANSWER_DAYS, DOWNLOAD_DAYS, ERASURE_DELAY_DAYS } from '#privacy';
import {
	aboutRequestForm,
	answerRequest,
	askRequest,
	askRequestForm,
	requestsPage,
	withdrawRequest,
} from '#privacy/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, params: { id } }) => ({
	id,
	...(await requestsPage(world, actor, id)),
	days: { answer: ANSWER_DAYS, download: DOWNLOAD_DAYS, erasure: ERASURE_DELAY_DAYS },
}));

export const actions: Actions = {
	ask: formAction(askRequestForm, async (input, { locals: { world, actor }, params: { id: person } }) => {
		await askRequest(world, actor, { ...input, person });
		return 'asked' as const;
	}),
	confirm: formAction(aboutRequestForm, async (input, { locals: { world, actor } }) => {
		await answerRequest(world, actor, { ...input, confirms: true });
		return 'confirmed' as const;
	}),
	decline: formAction(aboutRequestForm, async (input, { locals: { world, actor } }) => {
		await answerRequest(world, actor, { ...input, confirms: false });
		return 'declined' as const;
	}),
	withdraw: formAction(aboutRequestForm, async (input, { locals: { world, actor } }) => {
		await withdrawRequest(world, actor, input);
		return 'withdrawn' as const;
	}),
};
