import { error, redirect } from '@sveltejs/kit';
import { Refusal } from '#platform';
import { problemText } from '#messages/server';
import { signInFrom } from '#ui/shell/sign-in-from.ts';

/** What every page's load is given: the request's world, actor and language, its address and its parameters. */
interface PageEvent {
	locals: App.Locals;
	url: URL;
	route: { id: string | null };
}

/** Turns a refusal into what a browser understands: the sign-in page, or an error page with the refusal's status. */
export function refuse(refusal: Refusal, event: PageEvent): never {
	if (refusal.status === 401) redirect(303, signInFrom(event.url));
	error(refusal.status, problemText(refusal.code, refusal.params, event.locals.locale));
}

/** A page's load: what it asks may refuse; each page also gets a fresh key for its forms, and what was begun in them. */
export function loadPage<E extends PageEvent, R extends object>(ask: (event: E) => Promise<R> | R) {
	return async (
		event: E,
	): Promise<R & { formKey: string; drafts: Awaited<ReturnType<App.Locals['drafts']['of']>> }> => {
		try {
			const { world, drafts } = event.locals;
			return { ...(await ask(event)), formKey: world.newId(), drafts: await drafts.of(event.url.pathname) };
		} catch (problem) {
			if (problem instanceof Refusal) refuse(problem, event);
			throw problem;
		}
	};
}

/** An endpoint's answer: what it asks may refuse, in plain text with the refusal's status. */
export function answer<E extends PageEvent>(ask: (event: E) => Promise<Response> | Response) {
	return async (event: E): Promise<Response> => {
		try {
			return await ask(event);
		} catch (problem) {
			if (problem instanceof Refusal) refuse(problem, event);
			throw problem;
		}
	};
}
