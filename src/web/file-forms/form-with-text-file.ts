import { z } from 'zod';
import { Refusal } from '#platform';
import { type FormFields, receiveText, type World } from '#platform/server';
import { formAction, LARGEST_FORM } from '../form-action.ts';
import { readBody } from '../read-body.ts';

/** The field of the file in a form that gives a text, pasted or as a file. */
const FILE = 'file';

type FormEvent = Parameters<ReturnType<typeof formAction>>[0] & { getClientAddress(): string };

/** What kind of text a form gives: its most bytes, the field where it may be pasted, and two refusals. */
interface GivenText {
	readonly largest: number;
	/** The field in which the text may be pasted. */
	readonly into: string;
	/** True for a text that is UTF-8 or nothing. */
	readonly isUtf8?: boolean;
	/** Takes the body apart on another thread, where the file may be more than a text. */
	receive?(
		threads: World['threads'],
		sent: { readonly body: Uint8Array<ArrayBuffer>; readonly type: string; readonly field: string },
		giving: { readonly whose: string },
	): Promise<{ readonly fields: FormFields; readonly isNoText: boolean } | 'unreadable'>;
	/** Codes of the refusals of a file that is no text, and of one that is too large. */
	readonly notText: string;
	readonly tooLarge: string;
}

/**
 * Makes the function that makes form actions of forms that give such a text, as `formAction` does. The body is
 * taken apart on another thread, and the text of a file that is sent takes the place of what was typed. `before`
 * refuses, before the body is read, whoever may not send the form.
 */
export const formActionsWithTextFile =
	({ largest, into, isUtf8 = false, receive, notText, tooLarge }: GivenText) =>
	<S extends z.ZodType, E extends FormEvent, R>(
		schema: S,
		run: (input: z.output<S>, event: E) => Promise<R>,
		{ before }: { readonly before: (event: E) => void },
	) =>
	async (event: E) => {
		let isNoText = false;
		const action = formAction(
			// Said before anything else: for want of a text, the form would only seem to give nothing.
			z
				.unknown()
				.refine(() => !isNoText, { error: notText, path: [FILE] })
				.pipe(schema),
			(input, here: E) => run(input as z.output<S>, here),
			{
				before,
				async read({ request, locals: { world } }) {
					const body = await readBody(request, largest + LARGEST_FORM);
					if (body === 'too-large') throw new Refusal(tooLarge, { status: 413, field: FILE });
					if (body === 'cut') throw new Refusal('generic', { status: 400 });
					const type = request.headers.get('content-type') ?? '';
					const { threads } = world;
					const giving = { whose: event.getClientAddress() };
					const form = receive
						? await receive(threads, { body, type, field: FILE }, giving)
						: await receiveText(threads, body, type, { field: FILE, into, isUtf8 }, giving);
					if (form === 'unreadable') throw new Refusal('generic', { status: 400 });
					isNoText = form.isNoText;
					return form.fields;
				},
			},
		);
		return action(event);
	};
