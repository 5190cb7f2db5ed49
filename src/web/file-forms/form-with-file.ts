import { type ActionFailure } from '@sveltejs/kit';
import type { z } from 'zod';
import { Refusal } from '#platform';
import { type AcceptedContent, type AwaitedFile, LARGEST_FILE, receiveFile } from '#platform/server';
import { formAction, type FormWays, LARGEST_FORM } from '../form-action.ts';
import { readBody } from '../read-body.ts';
import type { RefusedForm } from '../refused-form.ts';

/** Largest body of a form that carries a file: the file, and as much around it as any other form holds. */
const LARGEST_BODY = LARGEST_FILE + LARGEST_FORM;

type FormEvent = Parameters<ReturnType<typeof formAction>>[0] & { getClientAddress(): string };

/**
 * Makes a form action of a form that may carry one file, as `formAction` does. The body, of at most
 * `LARGEST_BODY` bytes, is taken apart on another thread. A file that is refused comes back as a sentence
 * beside its field, with all that was typed; `run` is given the file that was accepted, or undefined. `before`
 * refuses, before the body is read, whoever may not send the form: taking a file apart costs.
 */
export function formActionWithFile<S extends z.ZodType, E extends FormEvent, R>(
	schema: S,
	awaited: AwaitedFile,
	run: (input: z.output<S>, file: AcceptedContent | undefined, event: E) => Promise<R>,
	ways: FormWays<E> = {},
): (event: E) => Promise<ActionFailure<RefusedForm> | { done: R }> {
	return async (event) => {
		let file: AcceptedContent | undefined;
		let why: string | undefined;
		const action = formAction(
			schema,
			async (input: z.output<S>, here: E) => {
				if (why !== undefined) throw new Refusal(why, { field: awaited.field });
				return run(input, file, here);
			},
			{
				...ways,
				async read({ request, locals: { world } }) {
					const body = await readBody(request, LARGEST_BODY);
					if (body === 'too-large')
						throw new Refusal('files.too-large', { status: 413, field: awaited.field });
					const type = request.headers.get('content-type') ?? '';
					const whose = event.getClientAddress();
					const form =
						body === 'cut' ? 'unreadable' : await receiveFile(world.threads, body, type, awaited, { whose });
					if (form === 'unreadable') throw new Refusal('generic', { status: 400 });
					if (form.file && 'refused' in form.file) why = form.file.refused;
					else file = form.file;
					return form.fields;
				},
			},
		);
		return action(event);
	};
}
