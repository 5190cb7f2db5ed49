import { redirect } from '@sveltejs/kit';
import { SESSION_COOKIE, sessionCookie, signOut } from '#identity/server';
import type { RequestHandler } from './$types';

/** Ends the session; a form posts here, so that no link and no prefetch can sign anybody out. */
export const POST: RequestHandler = async ({ locals: { world, actor }, cookies }) => {
	await signOut(world, actor);
	cookies.delete(SESSION_COOKIE, sessionCookie);
	redirect(303, '/');
};
