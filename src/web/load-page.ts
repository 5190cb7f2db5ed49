import { error, redirect } from '@sveltejs/kit';
import { Refusal } from '#platform';
import { problemText } from '#messages/server';
import { signInFrom } from '#ui/shell/sign-in-from.ts';

/** The parts of SvelteKit's event that a load function or an endpoint uses here. */
interface PageEvent {
	locals: App.Locals;
	url: URL;
	route: { id: string | null };
}

/**
 * Throws what SvelteKit turns into the response for a refusal: a redirect to the sign-in page (401), or an
 * error page with the refusal's status.
 */
export function refuse(refusal: Refusal, event: PageEvent): never {
	if (refusal.status === 401) redirect(303, signInFrom(event.url));
	error(refusal.status, problemText(refusal.code, refusal.params, event.locals.locale));
}

/**
 * Wraps a page's load function: turns a thrown `Refusal` into a redirect or an error page, and adds to the
 * page's data a new key for its forms and the person's drafts of them.
 */
export function loadPage<E extends PageEvent, R extends object>(ask: (event: E) => Promise<R> | R) {
	return async (
		event: E,
	): Promise<R & { formKey: string; drafts: Awaited<ReturnType<App.Locals['drafts']['ofPage']>> }> => {
		try {
			const { world, drafts } = event.locals;
			return {
				...(await ask(event)),
				formKey: world.newId(),
				drafts: await drafts.ofPage(event.url.pathname),
			};
		} catch (problem) {
			if (problem instanceof Refusal) refuse(problem, event);
			throw problem;
		}
	};
}

/**
 * Wraps the load function of a page without forms to write in: turns a thrown `Refusal` into a redirect or an
 * error page, and adds a new form key, but reads no drafts, which saves a query.
 */
export function loadPageWithoutDrafts<E extends PageEvent, R extends object>(
	ask: (event: E) => Promise<R> | R,
) {
	return async (event: E): Promise<R & { formKey: string }> => {
		try {
			return { ...(await ask(event)), formKey: event.locals.world.newId() };
		} catch (problem) {
			if (problem instanceof Refusal) refuse(problem, event);
			throw problem;
		}
	};
}

/**
 * Wraps an endpoint: turns a thrown `Refusal` into a redirect to the sign-in page (401), or an error response
 * with the refusal's status.
 */
export function endpointHandler<E extends PageEvent>(ask: (event: E) => Promise<Response> | Response) {
	return async (event: E): Promise<Response> => {
		try {
			return await ask(event);
		} catch (problem) {
			if (problem instanceof Refusal) refuse(problem, event);
			throw problem;
		}
	};
}
