import { SESSION_COOKIE, sessionCookie, signOut } from '#identity/server';
import { forgetChoices } from '#web/kept-choices.server.ts';
import type { RequestHandler } from './$types';

/**
 * Ends the session; a form posts here, so that no link and no prefetch can sign anybody out. Answers and texts that wait
 * in the browser go too: many share a computer.
 */
export const POST: RequestHandler = async ({ locals: { world, actor, drafts }, cookies }) => {
	await signOut(world, actor);
	cookies.delete(SESSION_COOKIE, sessionCookie);
	forgetChoices({ cookies });
	await drafts.forget();
	const headers = { location: '/', 'clear-site-data': '"storage"' };
	return new Response(null, { status: 303, headers });
};
