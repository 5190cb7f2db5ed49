import { trialSheetForm } from '#assessment/server';
import { Refusal } from '#platform';
import { addressGroup } from '#platform/server';
import { profileOfTrial, mustAllowTrialSheet } from '#profile/server';
import { trialSheet } from '#presentation/sheet/trial-sheet.ts';
import { printUncached, preparePdf } from '#ui/server/pdf/print-job.ts';
import { smallForm } from '#web/form-action.ts';
import { endpointHandler } from '#web/load-page.ts';
import { sendPrivateFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

/** Draws the result of a trial from the answers that the browser sends; stores and logs none of them. */
export const POST = endpointHandler(
	async ({ request, getClientAddress, locals: { world, locale } }: RequestEvent) => {
		const visitor = getClientAddress();
		mustAllowTrialSheet(world, visitor);
		const sent = trialSheetForm.safeParse(await smallForm(request));
		if (!sent.success) throw new Refusal('assessment.form-incomplete', { status: 422 });
		const sheet = trialSheet(profileOfTrial(sent.data), { locale, now: world.now() });
		const bytes = await printUncached(
			{ threads: world.threads, whose: addressGroup(visitor) },
			preparePdf(sheet),
		);
		// The browser saves it as a file, so that the page of the result stays open: only that page has the
		// answers.
		return sendPrivateFile({ bytes, type: 'application/pdf', name: sheet.fileName, saved: true });
	},
);
