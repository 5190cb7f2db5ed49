import { SESSION_COOKIE, sessionCookieAttributes, signOut } from '#identity/server';
import { deleteAnswersCookie } from '#web/answers-cookie.server.ts';
import type { RequestHandler } from './$types';

/**
 * Ends the session, and erases the answers and drafts that wait in the browser (Clear-Site-Data), since many
 * people share computers. Accepts only POST, so that no link or prefetch can sign anybody out.
 */
export const POST: RequestHandler = async ({ locals: { world, actor, drafts }, cookies }) => {
	await signOut(world, actor);
	cookies.delete(SESSION_COOKIE, sessionCookieAttributes);
	deleteAnswersCookie({ cookies });
	await drafts.deleteWaiting();
	const headers = { location: '/', 'clear-site-data': '"storage"' };
	return new Response(null, { status: 303, headers });
};
