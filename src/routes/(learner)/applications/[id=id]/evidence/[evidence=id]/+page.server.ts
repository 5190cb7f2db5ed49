import {
	changeEvidence,
	changeEvidenceForm,
	evidenceToChange,
	applicationForApplicant,
	removeEvidence,
	removeEvidenceForm,
} from '#applications/server';
import { mustBePerson } from '#identity';
import { EVIDENCE_FILE, shownFile } from '#presentation/recognition/evidence-file-text.ts';
import { asksContext } from '#badges';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { formActionWithFile } from '#web/file-forms/form-with-file.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { trainingChoices } from '../../training-choices.ts';

export const load = loadPage(async ({ locals, params }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	const { title, link, training, reflection, given, context, shared, version, editable } =
		await evidenceToChange(world, actor, params.id, params.evidence);
	const { application, definition } = await applicationForApplicant(world, actor, params.id);
	return {
		application: application.id,
		name: definition.name[locale],
		hint: definition.kind !== 'exploration' ? definition.evidenceHint[locale] : '',
		evidence: {
			...{ title, link, training, reflection, context, shared },
			file: shownFile(given ?? undefined, `/applications/${application.id}`, locale),
		},
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
	change: formActionWithFile(
		changeEvidenceForm,
		EVIDENCE_FILE,
		async (input, file, event: RequestEvent) => {
			const { world, actor } = event.locals;
			const { id, evidence } = event.params;
			await changeEvidence(world, actor, id, { ...input, file, evidence });
			redirectDone(event, `/applications/${id}?done=changed#${evidence}`);
		},
		{ before: ({ locals }: RequestEvent) => void mustBePerson(locals.actor) },
	),
	remove: formAction(removeEvidenceForm, async ({ key }, event: RequestEvent) => {
		const { locals, params } = event;
		await removeEvidence(locals.world, locals.actor, params.id, { evidence: params.evidence, key });
		redirectDone(event, `/applications/${params.id}?done=removed`);
	}),
};
