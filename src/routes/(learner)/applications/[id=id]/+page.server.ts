import { redirect } from '@sveltejs/kit';
import {
	addEvidence,
	evidenceForm,
	myApplication,
	removeEvidence,
	removeEvidenceForm,
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
	const mine = await myApplication(locals.world, locals.actor, params.id);
	return applicationView(locals, mine, url.searchParams.get('done'));
});

const here = (id: string, done: string) => redirect(303, `/applications/${id}?done=${done}`);

export const actions = {
	add: formAction(
		evidenceForm,
		async (input, { locals: { world, actor }, params }: RequestEvent) => {
			await addEvidence(world, actor, params.id, input);
			here(params.id, 'added');
		},
		// Asked for again: with a script, the list on the page may be older than what is recorded.
		{ first: { at: (answer) => `?evidence=${String(answer)}#${String(answer)}` } },
	),
	remove: formAction(
		removeEvidenceForm,
		async (input, { locals: { world, actor }, params }: RequestEvent) => {
			await removeEvidence(world, actor, params.id, input);
			here(params.id, 'removed');
		},
	),
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
		const { definition } = await myApplication(world, actor, params.id);
		redirect(
			303,
			`/applications/${await startApplication(world, actor, { badge: definition.id, locale, key })}`,
		);
	}),
};
