import { readShortCode, showShortCode } from '#awards';
import { Refusal } from '#platform';
import { LARGEST_FILE, verifyForm, verifyForVisitor } from '#verification/server';
import { formAction } from '#web/form-action.ts';
import { textIfShortEnough } from '#web/refused-form.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { fieldOnPage, type VerifyFormInput, typedText } from './verify-form-input.ts';
import { mustTakeVerification, isShortForm, readVerifyForm, countAndCheckLimits } from './read-form.ts';
import { unreadableText } from '#presentation/verification/unreadable-text.ts';

export const load = loadPage(({ url }: PageServerLoadEvent) => {
	// A badge's own page leads here with its short code, ready to be verified.
	const code = readShortCode(url.searchParams.get('code') ?? '');
	// The page of a badge bound to an address leads here to have it compared.
	const asksRecipient = url.searchParams.has('recipient');
	return { largest: LARGEST_FILE, code: code && showShortCode(code), asksRecipient };
});

/** Makes the same refusal, but about the page's field in which its cause was given. */
function besideField(refusal: Refusal, given: VerifyFormInput): Refusal {
	const { code, status, params, page } = refusal;
	const field = fieldOnPage(refusal.field, given);
	return new Refusal(code, { status, params, ...(field && { field }), ...(page && { page }) });
}

export const actions = {
	// This action serves the page without a script; with one, the page calls /api/verify, which reports its
	// progress.
	default: formAction(
		verifyForm,
		async ({ file, reference, text, recipient }, event: RequestEvent) => {
			const { world, locale } = event.locals;
			if (isShortForm(event.request)) mustTakeVerification(event);
			const given = file ? { file } : { typed: typedText({ reference, text }) };
			try {
				const how = { visitor: event.getClientAddress(), recipient, locale };
				const report = await verifyForVisitor(world, given, how);
				const reason = unreadableText(report, locale);
				if (reason) {
					const field = file ? 'file' : 'text';
					throw new Refusal('recognition.unreadable', { field, params: { reason } });
				}
				return { report, reference: textIfShortEnough(reference), text: textIfShortEnough(text) };
			} catch (problem) {
				throw problem instanceof Refusal
					? besideField(problem, { file: Boolean(file), reference, text })
					: problem;
			}
		},
		{ before: countAndCheckLimits, read: readVerifyForm },
	),
};
