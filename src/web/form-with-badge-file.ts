import { z } from 'zod';
import { LARGEST_BADGE_UPLOAD, receiveBadge } from '#badges/server';
import { Refusal } from '#platform';
import { formAction, LARGEST_FORM } from './form-action.ts';
import { readBody } from './read-body.ts';

/** The field of the file in a form that gives the file of a badge. */
export const BADGE_FILE = 'file';

type FormEvent = Parameters<ReturnType<typeof formAction>>[0] & { getClientAddress(): string };

/**
 * Makes a form action of a form that gives the file of a badge, as `formAction` does. The body is taken apart on
 * another thread, and the text of a file that is sent takes the place of what was pasted. `before` refuses,
 * before the body is read, whoever may not send the form.
 */
export function formActionWithBadgeFile<S extends z.ZodType, E extends FormEvent, R>(
	schema: S,
	run: (input: z.output<S>, event: E) => Promise<R>,
	{ before }: { readonly before: (event: E) => void },
) {
	return async (event: E) => {
		let isNoText = false;
		const action = formAction(
			// Said before anything else: for want of a text, the form would only seem to give nothing.
			z
				.unknown()
				.refine(() => !isNoText, { error: 'badges.file-not-text', path: [BADGE_FILE] })
				.pipe(schema),
			(input, here: E) => run(input as z.output<S>, here),
			{
				before,
				async read({ request, locals: { world } }) {
					const body = await readBody(request, LARGEST_BADGE_UPLOAD + LARGEST_FORM);
					if (body === 'too-large')
						throw new Refusal('badges.file-large', { status: 413, field: BADGE_FILE });
					if (body === 'cut') throw new Refusal('generic', { status: 400 });
					const type = request.headers.get('content-type') ?? '';
					const form = await receiveBadge(
						world.threads,
						{ body, type, field: BADGE_FILE },
						{ whose: event.getClientAddress() },
					);
					if (form === 'unreadable') throw new Refusal('generic', { status: 400 });
					isNoText = form.isNoText;
					return form.fields;
				},
			},
		);
		return action(event);
	};
}
