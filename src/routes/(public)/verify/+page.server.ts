import { Refusal } from '#platform';
import { LARGEST_FILE, verifyForm, verifyForVisitor } from '#verification/server';
import { formAction } from '#web/form-action.ts';
import { shownAgain } from '#web/refused-form.ts';
import { loadPage } from '#web/load-page.ts';
import type { RequestEvent } from './$types';
import { count, isShort, read, refuseUnread } from './read-form.ts';
import { unreadableText } from '#presentation/verification/unreadable-text.ts';

export const load = loadPage(() => ({ largest: LARGEST_FILE }));

export const actions = {
	// This action serves the page without a script; with one, the page calls /api/verify, which reports its
	// progress.
	default: formAction(
		verifyForm,
		async ({ file, text, recipient }, event: RequestEvent) => {
			const { world, locale } = event.locals;
			if (isShort(event.request)) count(event);
			const given = file ? { file } : { typed: text };
			const report = await verifyForVisitor(world, given, { visitor: event.getClientAddress(), recipient });
			const reason = unreadableText(report, locale);
			if (reason) {
				const field = file ? 'file' : 'text';
				throw new Refusal('recognition.unreadable', { field, params: { reason } });
			}
			return { report, typed: shownAgain(text) };
		},
		{ before: refuseUnread, read },
	),
};
