import { Refusal } from '#platform';
import { LARGEST_FILE, verifyForm, verifyForVisitor } from '#verification/server';
import { formAction } from '#web/form-action.ts';
import { textIfShortEnough } from '#web/refused-form.ts';
import { loadPage } from '#web/load-page.ts';
import type { RequestEvent } from './$types';
import { mustTakeVerification, isShortForm, readVerifyForm, mustBeWithinLimits } from './read-form.ts';
import { unreadableText } from '#presentation/verification/unreadable-text.ts';

export const load = loadPage(() => ({ largest: LARGEST_FILE }));

export const actions = {
	// This action serves the page without a script; with one, the page calls /api/verify, which reports its
	// progress.
	default: formAction(
		verifyForm,
		async ({ file, text, recipient }, event: RequestEvent) => {
			const { world, locale } = event.locals;
			if (isShortForm(event.request)) mustTakeVerification(event);
			const given = file ? { file } : { typed: text };
			const report = await verifyForVisitor(world, given, { visitor: event.getClientAddress(), recipient });
			const reason = unreadableText(report, locale);
			if (reason) {
				const field = file ? 'file' : 'text';
				throw new Refusal('recognition.unreadable', { field, params: { reason } });
			}
			return { report, typed: textIfShortEnough(text) };
		},
		{ before: mustBeWithinLimits, read: readVerifyForm },
	),
};
