import {
	changeEvidence,
	changeEvidenceForm,
	evidenceToChange,
	applicationForApplicant,
	removeEvidence,
	removeEvidenceForm,
} from '#applications/server';
import { asksContext } from '#badges';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { trainingChoices } from '../../training-choices.ts';

export const load = loadPage(async ({ locals, params }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	const { title, link, training, reflection, context, shared, version, editable } = await evidenceToChange(
		world,
		actor,
		params.id,
		params.evidence,
	);
	const { application, definition } = await applicationForApplicant(world, actor, params.id);
	return {
		application: application.id,
		name: definition.name[locale],
		hint: definition.kind !== 'exploration' ? definition.evidenceHint[locale] : '',
		evidence: { title, link, training, reflection, context, shared },
		asksContext: asksContext(definition),
		version,
		editable,
		trainings: await trainingChoices(
			world,
			actor,
			{ person: application.person, dimension: definition.dimension },
			training,
		),
	};
});

export const actions = {
	change: formAction(changeEvidenceForm, async (input, event: RequestEvent) => {
		const { locals, params } = event;
		await changeEvidence(locals.world, locals.actor, params.id, { ...input, evidence: params.evidence });
		redirectDone(event, `/applications/${params.id}?done=changed#${params.evidence}`);
	}),
	remove: formAction(removeEvidenceForm, async ({ key }, event: RequestEvent) => {
		const { locals, params } = event;
		await removeEvidence(locals.world, locals.actor, params.id, { evidence: params.evidence, key });
		redirectDone(event, `/applications/${params.id}?done=removed`);
	}),
};
