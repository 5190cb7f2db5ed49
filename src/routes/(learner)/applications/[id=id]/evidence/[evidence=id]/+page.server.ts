import { redirect } from '@sveltejs/kit';
import {
	changeEvidence,
	changeEvidenceForm,
	evidenceToChange,
	applicationForApplicant,
	removeEvidence,
	removeEvidenceForm,
} from '#applications/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { trainingChoices } from '../../training-choices.ts';

export const load = loadPage(async ({ locals, params }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	const { title, link, training, reflection, version, editable } = await evidenceToChange(
		world,
		actor,
		params.id,
		params.evidence,
	);
	const { application, definition } = await applicationForApplicant(world, actor, params.id);
	return {
		application: application.id,
		name: definition.name[locale],
		hint: definition.kind === 'practice' ? definition.evidenceHint[locale] : '',
		evidence: { title, link, training, reflection },
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
	change: formAction(
		changeEvidenceForm,
		async (input, { locals: { world, actor }, params }: RequestEvent) => {
			await changeEvidence(world, actor, params.id, { ...input, evidence: params.evidence });
			redirect(303, `/applications/${params.id}?done=changed#${params.evidence}`);
		},
	),
	remove: formAction(
		removeEvidenceForm,
		async ({ key }, { locals: { world, actor }, params }: RequestEvent) => {
			await removeEvidence(world, actor, params.id, { evidence: params.evidence, key });
			redirect(303, `/applications/${params.id}?done=removed`);
		},
	),
};
