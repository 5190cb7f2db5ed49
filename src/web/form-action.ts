import { type ActionFailure, isRedirect, redirect } from '@sveltejs/kit';
import type { z } from 'zod';
import { problemText } from '#messages/server';
import { isStorable, replaceUnstorable, IdempotencyConflict, Refusal } from '#platform';
import { errorCode, parseFormFields, type FormFields, messageCodeOfWriteFault } from '#platform/server';
import { NOT_KEPT, signInFrom } from '#ui/shell/sign-in-from.ts';
import { firstSubmission, type FirstSubmissionMapping } from './first-submission.ts';
import { refuse } from './load-page.ts';
import { readBody } from './read-body.ts';
import { type Problem, type RefusedForm, refusedFormFailure, valuesToShowAgain } from './refused-form.ts';

interface FormEvent {
	request: Request;
	locals: App.Locals;
	url: URL;
	route: { id: string | null };
}

/**
 * Largest form, in bytes, that is parsed on the main thread: more than any form of the product holds with
 * each field at its limit, in the widest script (`largest-form.test.ts`). Pages with larger forms pass
 * `read`, which parses on another thread, since that may take seconds.
 */
export const LARGEST_FORM = 98_304;
const FORM_TOO_LARGE = 'platform.form-too-large';
const MOST_FIELDS = 200;

/** Parses the form of a page whose form may be larger than `smallForm` accepts. */
export type ReadForm<E> = (event: E) => Promise<FormFields>;

/**
 * Reads the fields of a request's form of at most `LARGEST_FORM` bytes. Throws `Refusal` 413 when it is too
 * large or has too many parts, 400 when it cannot be parsed.
 */
export async function smallForm(request: Request): Promise<FormFields> {
	const body = await readBody(request, LARGEST_FORM);
	if (body === 'too-large') throw new Refusal(FORM_TOO_LARGE, { status: 413 });
	const type = request.headers.get('content-type') ?? '';
	const fields = body === 'cut' ? 'unreadable' : await parseFormFields(body, type, MOST_FIELDS);
	if (fields === 'too-many-parts') throw new Refusal('generic', { status: 413 });
	if (fields === 'unreadable') throw new Refusal('generic', { status: 400 });
	return fields;
}

/**
 * The names of a form's fields whose text no database can store, such as one with U+0000. Every text of every
 * form passes this one check.
 */
const unstorable = (fields: FormFields) =>
	Object.entries(fields)
		.filter(([name, value]) => ![name, value instanceof Uint8Array ? '' : value].flat().every(isStorable))
		.map(([name]) => replaceUnstorable(name));

const textOf = (fields: FormFields, name: string) => {
	const value = fields[name];
	return typeof value === 'string' ? value : '';
};

/**
 * Reads from a form's `draft` field which draft it was written in: page, form and revision. The page comes
 * from that field, since a button may post the form to another page.
 */
function draftOf({ url }: FormEvent, fields: FormFields) {
	const [, revision = '0', path = url.pathname, form = ''] =
		/^(\d{1,6}) (\/\S*) (.*)$/.exec(textOf(fields, 'draft')) ?? [];
	return { path, form, revision: Number(revision) };
}

/**
 * Throws unless the person signed in now is the one for whom the form's page was made (its `writer` field),
 * in case somebody else has signed in meanwhile.
 */
function mustBeWriter({ locals: { drafts } }: FormEvent, fields: FormFields): void {
	const writer = textOf(fields, 'writer');
	if (writer === '' || writer === drafts.holder) return;
	throw drafts.holder === null
		? new Refusal('identity.sign-in', { status: 401 })
		: new Refusal('drafts.other-person', { status: 403 });
}

/**
 * Throws `drafts.other-place` (409) when the page of the form was made in another institution than the one where
 * the person acts now: they changed it in another tab.
 */
function mustActThere({ locals: { actor } }: FormEvent, fields: FormFields): void {
	const acting = textOf(fields, 'acting');
	if (acting === '') return;
	const [here] = (actor.kind === 'person' && actor.places) || [];
	if (acting !== here?.id) throw new Refusal('drafts.other-place', { status: 409 });
}

/**
 * Stores, as a draft, what was typed in a form sent after the session had ended, for the person for whom its
 * page was made. Returns false when something was typed and could not be stored.
 */
async function carry(event: FormEvent, fields: FormFields): Promise<boolean> {
	const holder = textOf(fields, 'writer');
	if (!holder) return true;
	return event.locals.drafts.storeUntilSignIn({
		...draftOf(event, fields),
		holder,
		typed: valuesToShowAgain(fields),
	});
}

/**
 * Deletes the draft of a form that was accepted. A failure is only logged, since the form's effect is already
 * stored.
 */
async function deleteSentDraft(event: FormEvent, fields: FormFields): Promise<void> {
	const { drafts, world } = event.locals;
	if (textOf(fields, 'writer'))
		await drafts.deleteSent(draftOf(event, fields)).catch(() => world.log.warn('drafts.not-forgotten'));
}

/**
 * The options of `formAction`: a check before the body is read, another way to read the form, and how to show
 * what was already recorded.
 */
export interface FormWays<E> {
	readonly before?: (event: E) => void;
	readonly read?: ReadForm<E>;
	readonly first?: FirstSubmissionMapping;
}

/**
 * Makes a SvelteKit form action: it reads the form, checks it with the context's schema and calls one use
 * case. A refusal comes back as sentences next to the fields, with everything that was typed; the status is
 * 422 or the refusal's own. A 401 redirects to the sign-in page and a 404 shows the error page instead.
 * `before` may throw a refusal before the body is read; `read` parses a form that may be large; `first` says
 * how to show what was already recorded, when the same form comes again with other content.
 */
export function formAction<S extends z.ZodType, E extends FormEvent, R>(
	schema: S,
	run: (input: z.output<S>, event: E) => Promise<R>,
	{ before, read = ({ request }) => smallForm(request), first = {} }: FormWays<E> = {},
) {
	return async (event: E): Promise<ActionFailure<RefusedForm> | { done: R }> => {
		const { locale } = event.locals;
		let fields: FormFields = {};
		try {
			before?.(event);
			fields = await read(event);
			const bad = unstorable(fields);
			if (bad.length > 0) {
				const text = problemText('platform.unstorable', {}, locale);
				return refusedFormFailure(
					422,
					bad.map((field) => ({ field, text })),
					fields,
					locale,
				);
			}
			mustBeWriter(event, fields);
			mustActThere(event, fields);
			const checked = schema.safeParse(fields);
			if (!checked.success) {
				const problems = new Map<string, Problem>();
				for (const issue of checked.error.issues) {
					const field = String(issue.path[0] ?? '');
					if (!problems.has(field))
						problems.set(field, { ...(field && { field }), text: problemText(issue.message, {}, locale) });
				}
				return refusedFormFailure(422, [...problems.values()], fields, locale);
			}
			const done = await run(checked.data, event).catch(async (problem: unknown) => {
				if (isRedirect(problem)) await deleteSentDraft(event, fields);
				throw problem;
			});
			await deleteSentDraft(event, fields);
			return { done };
		} catch (problem) {
			const hindrance = messageCodeOfWriteFault(problem);
			if (hindrance) {
				event.locals.world.log.error('request.failed', {
					request: event.locals.requestId,
					route: event.route.id,
					code: errorCode(problem),
				});
				// The database wrote nothing, so what was typed is returned, to be sent again.
				return refusedFormFailure(503, [{ text: problemText(hindrance, {}, locale) }], fields, locale);
			}
			if (!(problem instanceof Refusal)) throw problem;
			if (problem.status === 401 && (await carry(event, fields)) === false)
				redirect(303, `${signInFrom(event.url)}&${NOT_KEPT}`);
			if (problem.status === 401 || problem.status === 404) refuse(problem, event);
			const said = {
				...(problem.field && { field: problem.field }),
				text: problemText(problem.code, problem.params, locale),
				...(problem.page && { href: new URL(problem.page).pathname }),
			};
			const two = problem instanceof IdempotencyConflict && {
				first: firstSubmission(problem, first),
				freshKey: event.locals.world.newId(),
			};
			const limit = problem.code === FORM_TOO_LARGE && { obstacle: 'unsent' as const };
			return refusedFormFailure(problem.status, [said], fields, locale, two || limit || {});
		}
	};
}
