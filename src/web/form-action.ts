import { type ActionFailure, isRedirect } from '@sveltejs/kit';
import type { z } from 'zod';
import { problemText } from '#messages/server';
import { isStorable, marked, OtherContent, Refusal } from '#platform';
import { errorCode, fieldsOf, type FormFields, hindranceOf } from '#platform/server';
import { firstVersion, type ShowFirst } from './first-version.ts';
import { refuse } from './load-page.ts';
import { readBody } from './read-body.ts';
import { type Problem, type RefusedForm, refusedWith, typed } from './refused-form.ts';

interface FormEvent {
	request: Request;
	locals: App.Locals;
	url: URL;
	route: { id: string | null };
}

/** A larger form (bytes) is taken apart on another thread alone, as its page says: it may cost seconds. */
const SMALL = 65_536;
const MOST_FIELDS = 200;

/** Takes the form of a page apart, where it may be larger than others. */
export type ReadForm<E> = (event: E) => Promise<FormFields>;

/** The fields of an ordinary form, which is small: refuses a large one with 413, one of many parts too; 400 what is none. */
export async function smallForm(request: Request): Promise<FormFields> {
	const body = await readBody(request, SMALL);
	if (body === 'too-large') throw new Refusal('generic', { status: 413 });
	const type = request.headers.get('content-type') ?? '';
	const fields = body === 'cut' ? 'unreadable' : await fieldsOf(body, type, MOST_FIELDS);
	if (fields === 'too-many-parts') throw new Refusal('generic', { status: 413 });
	if (fields === 'unreadable') throw new Refusal('generic', { status: 400 });
	return fields;
}

/** The fields that no database could keep: the one place where every text of every form is looked at. */
const unstorable = (fields: FormFields) =>
	Object.entries(fields)
		.filter(([name, value]) => ![name, value instanceof Uint8Array ? '' : value].flat().every(isStorable))
		.map(([name]) => marked(name));

const textOf = (fields: FormFields, name: string) => {
	const value = fields[name];
	return typeof value === 'string' ? value : '';
};

/** Which form of which page was sent, and over which revision of its draft: a button may send it to another page. */
function draftOf({ url }: FormEvent, fields: FormFields) {
	const [, revision = '0', path = url.pathname, form = ''] =
		/^(\d{1,6}) (\/\S*) (.*)$/.exec(textOf(fields, 'draft')) ?? [];
	return { path, form, revision: Number(revision) };
}

/** A form names the person whose page it was on, so that it is never carried out for somebody who signed in since. */
function mustBeWriter({ locals: { drafts } }: FormEvent, fields: FormFields): void {
	const writer = textOf(fields, 'writer');
	if (writer === '' || writer === drafts.holder) return;
	throw drafts.holder === null
		? new Refusal('identity.sign-in', { status: 401 })
		: new Refusal('drafts.other-person', { status: 403 });
}

/** The session has ended: what was typed waits for whoever's page it was. */
async function carry(event: FormEvent, fields: FormFields): Promise<void> {
	const holder = textOf(fields, 'writer');
	if (holder) await event.locals.drafts.carry({ ...draftOf(event, fields), holder, typed: typed(fields) });
}

/** What was sent is no draft any more; that it could not be forgotten does not undo what was done. */
async function forgetDraft(event: FormEvent, fields: FormFields): Promise<void> {
	const { drafts, world } = event.locals;
	if (textOf(fields, 'writer'))
		await drafts.sent(draftOf(event, fields)).catch(() => world.log.warn('drafts.not-forgotten'));
}

/** What a page's form asks beyond the usual. */
interface FormWays<E> {
	readonly before?: (event: E) => void;
	readonly read?: ReadForm<E>;
	readonly first?: ShowFirst;
}

/**
 * A page's action: reads the form, checks it with the context's schema, calls one use case. A refusal comes back as
 * sentences beside the fields, with everything that was typed; the status is 422 or the refusal's own. `before` may
 * refuse what should not even be read; `read` takes apart what may be large; `first` says how the version already recorded is shown, when the same form comes
 * with other content.
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
				return refusedWith(
					422,
					bad.map((field) => ({ field, text })),
					fields,
					locale,
				);
			}
			mustBeWriter(event, fields);
			const checked = schema.safeParse(fields);
			if (!checked.success) {
				const problems = new Map<string, Problem>();
				for (const issue of checked.error.issues) {
					const field = String(issue.path[0] ?? '');
					if (!problems.has(field))
						problems.set(field, { ...(field && { field }), text: problemText(issue.message, {}, locale) });
				}
				return refusedWith(422, [...problems.values()], fields, locale);
			}
			const done = await run(checked.data, event).catch(async (problem: unknown) => {
				if (isRedirect(problem)) await forgetDraft(event, fields);
				throw problem;
			});
			await forgetDraft(event, fields);
			return { done };
		} catch (problem) {
			const hindrance = hindranceOf(problem);
			if (hindrance) {
				event.locals.world.log.error('request.failed', {
					request: event.locals.requestId,
					route: event.route.id,
					code: errorCode(problem),
				});
				// The database took nothing: what was typed is given back, to be sent again.
				return refusedWith(503, [{ text: problemText(hindrance, {}, locale) }], fields, locale);
			}
			if (!(problem instanceof Refusal)) throw problem;
			if (problem.status === 401) await carry(event, fields);
			if (problem.status === 401 || problem.status === 404) refuse(problem, event);
			const said = {
				...(problem.field && { field: problem.field }),
				text: problemText(problem.code, problem.params, locale),
			};
			const two = problem instanceof OtherContent && {
				first: firstVersion(problem, first),
				freshKey: event.locals.world.newId(),
			};
			return refusedWith(problem.status, [said], fields, locale, two || {});
		}
	};
}
