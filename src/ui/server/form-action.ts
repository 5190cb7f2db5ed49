import { type ActionFailure, fail, isRedirect } from '@sveltejs/kit';
import type { z } from 'zod';
import { problemText } from '#messages/server';
import { isStorable, marked, OtherContent, Refusal } from '#platform';
import { errorCode, costsTooMuch, hindranceOf } from '#platform/server';
import { type FirstVersion, firstVersion, type ShowFirst } from './first-version.ts';
import { refuse } from './load-page.ts';

/** One thing that is wrong, said beside the field that caused it where there is one. */
export interface Problem {
	field?: string;
	text: string;
}

/** What a form gets back when it was refused: what is wrong, and everything that was typed. */
export interface RefusedForm {
	problems: Problem[];
	values: Record<string, string | string[]>;
	/** The same form was sent before with other content: that version is the one recorded. */
	first?: FirstVersion;
	/** Under which key the form may be sent again, as a new one. */
	freshKey?: string;
}

interface FormEvent {
	request: Request;
	locals: App.Locals;
	url: URL;
	route: { id: string | null };
}

type Fields = Record<string, string | string[] | File>;

const MOST_FIELDS = 200;

const unreadable = () => new Refusal('generic', { status: 400 });

/** The form as it was sent; one of thousands of parts, which would cost seconds to take apart, is not. */
async function formOf(request: Request): Promise<FormData> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^multipart\//i.test(type)) return request.formData();
	const body = await request.bytes();
	if (costsTooMuch(body, type, MOST_FIELDS)) throw new Refusal('generic', { status: 413 });
	return new Response(body, { headers: { 'content-type': type } }).formData();
}

/** Reads a form's fields: `name[]` gives a list, an empty file is left out. */
async function readFields(request: Request): Promise<Fields> {
	const fields: Fields = {};
	let count = 0;
	const sent = await formOf(request).catch((problem: unknown) => {
		throw problem instanceof Refusal ? problem : unreadable();
	});
	for (const [name, value] of sent) {
		if ((count += 1) > MOST_FIELDS) throw new Refusal('generic', { status: 413 });
		if (name.endsWith('[]') && typeof value === 'string') {
			const list = fields[name.slice(0, -2)];
			fields[name.slice(0, -2)] = Array.isArray(list) ? [...list, value] : [value];
		} else if (typeof value === 'string') fields[name] = value.replace(/\r\n/g, '\n');
		else if (value.size > 0) fields[name] = value;
	}
	return fields;
}

/** What was typed, to show again, what cannot be kept marked; never a password, never a file. */
const typed = (fields: Fields) =>
	Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) => {
			if (value instanceof File || /password/i.test(name)) return [];
			return [[marked(name), typeof value === 'string' ? marked(value) : value.map(marked)]];
		}),
	) as Record<string, string | string[]>;

/** The fields that no database could keep: the one place where every text of every form is looked at. */
const unstorable = (fields: Fields) =>
	Object.entries(fields)
		.filter(([name, value]) => ![name, value instanceof File ? '' : value].flat().every(isStorable))
		.map(([name]) => marked(name));

const textOf = (fields: Fields, name: string) => {
	const value = fields[name];
	return typeof value === 'string' ? value : '';
};

/** Which form of which page was sent, and over which revision of its draft: a button may send it to another page. */
function draftOf({ url }: FormEvent, fields: Fields) {
	const [, revision = '0', path = url.pathname, form = ''] =
		/^(\d{1,6}) (\/\S*) (.*)$/.exec(textOf(fields, 'draft')) ?? [];
	return { path, form, revision: Number(revision) };
}

/** A form says whose page it stands on: nothing of it becomes that of somebody else who has signed in since. */
function mustBeWriter({ locals: { drafts } }: FormEvent, fields: Fields): void {
	const writer = textOf(fields, 'writer');
	if (writer === '' || writer === drafts.holder) return;
	throw drafts.holder === null
		? new Refusal('identity.sign-in', { status: 401 })
		: new Refusal('drafts.other-person', { status: 403 });
}

/** The session has ended: what was typed waits for whoever's page it was. */
async function carry(event: FormEvent, fields: Fields): Promise<void> {
	const holder = textOf(fields, 'writer');
	if (holder) await event.locals.drafts.carry({ ...draftOf(event, fields), holder, typed: typed(fields) });
}

/** What was sent is no draft any more; that it could not be forgotten does not undo what was done. */
async function forgetDraft(event: FormEvent, fields: Fields): Promise<void> {
	const { drafts, world } = event.locals;
	if (textOf(fields, 'writer'))
		await drafts.sent(draftOf(event, fields)).catch(() => world.log.warn('drafts.not-forgotten'));
}

/**
 * A page's action: reads the form, checks it with the context's schema, calls one use case. A refusal comes back as
 * sentences beside the fields, with everything that was typed; the status is 422 or the refusal's own. `before` may
 * refuse what should not even be read; `first` says how the version already recorded is shown, when the same form comes
 * with other content.
 */
export function formAction<S extends z.ZodType, E extends FormEvent, R>(
	schema: S,
	run: (input: z.output<S>, event: E) => Promise<R>,
	{ before, first = {} }: { before?: (event: E) => void; first?: ShowFirst } = {},
) {
	return async (event: E): Promise<ActionFailure<RefusedForm> | { done: R }> => {
		const { locale } = event.locals;
		let fields: Fields = {};
		try {
			before?.(event);
			fields = await readFields(event.request);
			const bad = unstorable(fields);
			if (bad.length > 0) {
				const text = problemText('platform.unstorable', {}, locale);
				return fail(422, { problems: bad.map((field) => ({ field, text })), values: typed(fields) });
			}
			mustBeWriter(event, fields);
			const read = schema.safeParse(fields);
			if (!read.success) {
				const problems = new Map<string, Problem>();
				for (const issue of read.error.issues) {
					const field = String(issue.path[0] ?? '');
					if (!problems.has(field))
						problems.set(field, { ...(field && { field }), text: problemText(issue.message, {}, locale) });
				}
				return fail(422, { problems: [...problems.values()], values: typed(fields) });
			}
			const done = await run(read.data, event).catch(async (problem: unknown) => {
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
				return fail(503, { problems: [{ text: problemText(hindrance, {}, locale) }], values: typed(fields) });
			}
			if (!(problem instanceof Refusal)) throw problem;
			if (problem.status === 401) await carry(event, fields);
			if (problem.status === 401 || problem.status === 404) refuse(problem, event);
			const said = {
				...(problem.field && { field: problem.field }),
				text: problemText(problem.code, problem.params, locale),
			};
			return fail(problem.status, {
				problems: [said],
				values: typed(fields),
				...(problem instanceof OtherContent && {
					first: firstVersion(problem, first),
					freshKey: event.locals.world.newId(),
				}),
			});
		}
	};
}
