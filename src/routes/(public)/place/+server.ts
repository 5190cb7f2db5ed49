import { redirect } from '@sveltejs/kit';
import { landingPath, rolesOf } from '#identity';
import { actorOf, changePlace, placeForm, SESSION_COOKIE } from '#identity/server';
import { notFound } from '#platform';
import { formAction } from '#web/form-action.ts';
import { refuse } from '#web/load-page.ts';
import type { RequestEvent } from './$types';

const change = formAction(placeForm, ({ place }, { locals: { world, actor } }: RequestEvent) =>
	changePlace(world, actor, place),
);

/**
 * Makes the person act in another of their institutions, from the header of any page, and opens what that
 * place gives them first: the page where they were may not exist there.
 */
export const POST = async (event: RequestEvent) => {
	const result = await change(event);
	if (!('done' in result)) refuse(notFound(), event);
	const { world } = event.locals;
	const here = await actorOf(world, event.cookies.get(SESSION_COOKIE));
	redirect(303, landingPath(rolesOf(here)));
};
