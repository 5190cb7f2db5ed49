import { redirect } from '@sveltejs/kit';
import {
	addEvidence,
	addEvidenceForm,
	applicationForApplicant,
	submitApplication,
	submitForm,
} from '#applications/server';
import { mustBePerson } from '#identity';
import { EVIDENCE_FILE } from '#presentation/recognition/evidence-file-text.ts';
import { redirectDone } from '#web/done-cookie.ts';
import { formActionWithFile } from '#web/file-forms/form-with-file.ts';
import type { RequestEvent } from './$types';

/** Redirects to the page of the application, which then says what was done. */
export const here = (event: RequestEvent, done: string) =>
	redirectDone(event, `/applications/${event.params.id}?done=${done}`);

/** Refuses a form of somebody who is not signed in before its file is read. */
const before = ({ locals }: RequestEvent) => void mustBePerson(locals.actor);

/** Adds a piece of evidence, with the file that the form may carry. */
export const add = formActionWithFile(
	addEvidenceForm,
	EVIDENCE_FILE,
	async (input, file, event: RequestEvent) => {
		const [{ world, actor }, { id }] = [event.locals, event.params];
		const added = await addEvidence(world, actor, id, { ...input, file });
		const { evidence } = await applicationForApplicant(world, actor, id);
		// The form came again after the evidence was removed: the application's page shows where it is.
		if (!evidence.some((one) => one.id === added)) redirect(303, `/applications/${id}`);
		here(event, 'added');
	},
	// The query makes the browser load the page again. With a fragment alone, a page with a script would
	// keep a list without the evidence just recorded.
	{ before, first: { at: (answer) => `?evidence=${String(answer)}#${String(answer)}` } },
);

/** Sends the application, with the piece of evidence that is typed and its file. */
export const submit = formActionWithFile(
	submitForm,
	EVIDENCE_FILE,
	async (input, file, event: RequestEvent) => {
		const [{ world, actor }, { id }] = [event.locals, event.params];
		await submitApplication(world, actor, id, { ...input, file });
		here(event, 'sent');
	},
	{ before },
);
