import { Refusal } from '#platform';
import {
	LARGEST_FILE,
	takeVerification,
	tooManyVerifications,
	verifyForm,
	verifyForVisitor,
} from '#recognition/server';
import { formAction } from '#ui/server/form-action.ts';
import { loadPage } from '#ui/server/load-page.ts';
import type { RequestEvent } from './$types';
import { unreadableText } from './unreadable-text.ts';

export const load = loadPage(() => ({ largest: LARGEST_FILE }));

/** What a form writes around a file. */
const FRAME = 64 * 1024;

/** More than a file, or a text, or one more than the visitor's share: not even read. */
function refuseUnread({ request, locals: { world }, getClientAddress }: RequestEvent) {
	const taken = takeVerification(world, getClientAddress());
	if (!taken.allowed) throw tooManyVerifications(taken);
	if (Number(request.headers.get('content-length')) > LARGEST_FILE + FRAME)
		throw new Refusal('recognition.given-too-large', { field: 'file', status: 413 });
}

export const actions = {
	// Without a script. With one, the page asks /api/verify, which tells what it does while it does it.
	verify: formAction(
		verifyForm,
		async ({ file, text, recipient }, { locals: { world, locale }, getClientAddress }: RequestEvent) => {
			const visitor = getClientAddress();
			const given = file ? { file: new Uint8Array(await file.arrayBuffer()) } : { typed: text };
			const report = await verifyForVisitor(world, given, { visitor, recipient });
			const reason = unreadableText(report, locale);
			if (reason) {
				const field = file ? 'file' : 'text';
				throw new Refusal('recognition.unreadable', { field, params: { reason } });
			}
			return { report, typed: text };
		},
		{ before: refuseUnread },
	),
};
