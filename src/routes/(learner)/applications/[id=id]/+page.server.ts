import { redirect } from '@sveltejs/kit';
import type { z } from 'zod';
import {
	eraseEvidenceForGood,
	applicationForApplicant,
	putBackEvidence,
	putBackOrEraseEvidenceForm,
	startApplication,
	startForm,
	withdrawApplication,
	withdrawForm,
} from '#applications/server';
import type { Actor } from '#identity';
import type { World } from '#platform/server';
import { consumeDoneCookie } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { applicationView } from './application-view.ts';
import { add, here, submit } from './evidence-actions.ts';

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { locals, params, url } = event;
	const mine = await applicationForApplicant(locals.world, locals.actor, params.id);
	return applicationView(locals, mine, consumeDoneCookie(event) ? url.searchParams.get('done') : null);
});

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
	add,
	putBack: doing(putBackOrEraseEvidenceForm, putBackEvidence, 'back'),
	erase: doing(putBackOrEraseEvidenceForm, eraseEvidenceForGood, 'erased'),
	submit,
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
