import { redirect } from '@sveltejs/kit';
import type { z } from 'zod';
import {
	addEvidence,
	eraseEvidenceForGood,
	addEvidenceForm,
	applicationForApplicant,
	putBackEvidence,
	putBackOrEraseEvidenceForm,
	startApplication,
	startForm,
	submitApplication,
	submitForm,
	withdrawApplication,
	withdrawForm,
} from '#applications/server';
import type { Actor } from '#identity';
import type { World } from '#platform/server';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { applicationView } from './application-view.ts';

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { locals, params, url } = event;
	const mine = await applicationForApplicant(locals.world, locals.actor, params.id);
	return applicationView(locals, mine, consumeDoneCookie(event) ? url.searchParams.get('done') : null);
});

const here = (event: RequestEvent, done: string) =>
	redirectDone(event, `/applications/${event.params.id}?done=${done}`);

/** Makes the action of a form that does one thing to the application, which its page then confirms. */
const doing = <S extends z.ZodType>(
	form: S,
	act: (world: World, actor: Actor, id: string, input: z.output<S>) => Promise<unknown>,
	done: string,
) =>
	formAction(form, async (input, event: RequestEvent) => {
		await act(event.locals.world, event.locals.actor, event.params.id, input);
		here(event, done);
	});

export const actions = {
	add: formAction(
		addEvidenceForm,
		async (input, event: RequestEvent) => {
			const [{ world, actor }, { id }] = [event.locals, event.params];
			const added = await addEvidence(world, actor, id, input);
			const { evidence } = await applicationForApplicant(world, actor, id);
			// The form came again after the evidence was removed: the application's page shows where it is.
			if (!evidence.some((one) => one.id === added)) redirect(303, `/applications/${id}`);
			here(event, 'added');
		},
		// The query makes the browser load the page again. With a fragment alone, a page with a script would
		// keep a list without the evidence just recorded.
		{ first: { at: (answer) => `?evidence=${String(answer)}#${String(answer)}` } },
	),
	putBack: doing(putBackOrEraseEvidenceForm, putBackEvidence, 'back'),
	erase: doing(putBackOrEraseEvidenceForm, eraseEvidenceForGood, 'erased'),
	submit: doing(submitForm, submitApplication, 'sent'),
	withdraw: doing(withdrawForm, withdrawApplication, 'withdrawn'),
	again: formAction(startForm, async ({ key }, { locals, params }: RequestEvent) => {
		const { world, actor, locale } = locals;
		const { definition } = await applicationForApplicant(world, actor, params.id);
		redirect(
			303,
			`/applications/${await startApplication(world, actor, { badge: definition.id, locale, key })}`,
		);
	}),
};
