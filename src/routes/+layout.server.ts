import { rolesOf } from '#identity';
import { USUAL_TIME_ZONE } from '#platform';
import { waitingApplicationCount } from '#applications/server';
import { unreadNoticeCount } from '#notices/server';
import type { LayoutServerLoad } from './$types';

/**
 * Ids of the routes that show what a notice is about (an application or a badge): opening one of these pages
 * marks its notices as read.
 */
const TOLD_ABOUT = new Set(['/(learner)/applications/[id=id]', '/(public)/b/[id=id]']);

/**
 * Id of the « Aujourd’hui » route: its page lists notices and waiting applications and counts them itself, so
 * that the layout does not.
 */
const TODAY = '/(learner)/today';

/**
 * Loads what the header and footer of every page need: the person, their roles, and the numbers of unread
 * notices and waiting applications. It authorizes nothing.
 */
export const load: LayoutServerLoad = async ({
	locals: { world, actor, locale, drafts },
	url,
	route,
	params,
}) => {
	const today = route.id === TODAY;
	const opened = TOLD_ABOUT.has(route.id ?? '') ? params['id'] : undefined;
	return {
		/** Id of the person the page was made for; the browser stores drafts under this id. */
		writer: drafts.holder,
		shell: {
			person: actor.kind === 'person' ? { displayName: actor.displayName } : null,
			roles: rolesOf(actor),
			notices: today ? 0 : await unreadNoticeCount(world, actor, opened),
			waiting: today ? 0 : await waitingApplicationCount(world, actor),
			locale,
			demonstration: world.demonstration,
			path: url.pathname,
			timeZone: (actor.kind === 'person' && actor.timeZone) || USUAL_TIME_ZONE,
		},
	};
};
