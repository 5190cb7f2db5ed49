import { redirect } from '@sveltejs/kit';
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
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { applicationView } from './application-view.ts';

export const load = loadPage(async ({ locals, params, url }: PageServerLoadEvent) => {
	const mine = await applicationForApplicant(locals.world, locals.actor, params.id);
	return applicationView(locals, mine, url.searchParams.get('done'));
});

const here = (id: string, done: string) => redirect(303, `/applications/${id}?done=${done}`);

/** An action on a piece of evidence that was removed. */
const onRemoved = (act: typeof putBackEvidence, done: string) =>
	formAction(putBackOrEraseEvidenceForm, async (input, { locals, params }: RequestEvent) => {
		await act(locals.world, locals.actor, params.id, input);
		here(params.id, done);
	});

export const actions = {
	add: formAction(
		addEvidenceForm,
		async (input, { locals: { world, actor }, params }: RequestEvent) => {
			await addEvidence(world, actor, params.id, input);
			here(params.id, 'added');
		},
		// The query makes the browser load the page again: with a script, a mere fragment would keep a list
		// older than the evidence just recorded.
		{ first: { at: (answer) => `?evidence=${String(answer)}#${String(answer)}` } },
	),
	putBack: onRemoved(putBackEvidence, 'back'),
	erase: onRemoved(eraseEvidenceForGood, 'erased'),
	submit: formAction(submitForm, async (input, { locals: { world, actor }, params }: RequestEvent) => {
		await submitApplication(world, actor, params.id, input);
		here(params.id, 'sent');
	}),
	withdraw: formAction(withdrawForm, async (input, { locals: { world, actor }, params }: RequestEvent) => {
		await withdrawApplication(world, actor, params.id, input);
		here(params.id, 'withdrawn');
	}),
	again: formAction(startForm, async ({ key }, { locals, params }: RequestEvent) => {
		const { world, actor, locale } = locals;
		const { definition } = await applicationForApplicant(world, actor, params.id);
		redirect(
			303,
			`/applications/${await startApplication(world, actor, { badge: definition.id, locale, key })}`,
		);
	}),
};
