import { error, redirect } from '@sveltejs/kit';
import { nextPath } from '#identity';
import {
	deviceLabel,
	enterDemonstration,
	enterDemonstrationForm,
	SESSION_COOKIE,
	sessionCookieAttributes,
} from '#identity/server';
import { notFound } from '#platform';
import { addressAfterSignIn } from '#web/after-sign-in.ts';
import { formAction } from '#web/form-action.ts';
import { refuse } from '#web/load-page.ts';
import type { RequestEvent } from './$types';

const enter = formAction(enterDemonstrationForm, async ({ username, next }, event: RequestEvent) => {
	const { world, actor } = event.locals;
	const signed = await enterDemonstration(world, {
		username,
		address: event.getClientAddress(),
		label: deviceLabel(event.request.headers.get('user-agent')),
		replaces: actor.kind === 'person' ? actor.session : undefined,
	});
	event.cookies.set(SESSION_COOKIE, signed.token, sessionCookieAttributes);
	const there = signed.mustChangePassword ? '/account?change=1' : nextPath(next, signed.landing);
	return addressAfterSignIn(world, event.request, username, there);
});

/**
 * Signs the visitor in, without a password, as one of the demonstration's invented people, and redirects; 404
 * outside the demonstration.
 */
export const POST = async (event: RequestEvent) => {
	if (!event.locals.world.demonstration) refuse(notFound(), event);
	const result = await enter(event);
	if ('done' in result) redirect(303, result.done);
	error(result.status, result.data.problems[0]?.text ?? '');
};
