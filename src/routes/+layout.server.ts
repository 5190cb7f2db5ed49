import { placesToChoose, reviewsApplications, rolesOf } from '#identity';
import { USUAL_TIME_ZONE } from '#platform';
import { waitingApplicationCount } from '#applications/server';
import { unreadCountAfterOpening } from '#notices/server';
import { serviceProvider } from '#web/service-provider.ts';
import type { LayoutServerLoad } from './$types';
import { TOLD_ABOUT } from './told-about.ts';

/**
 * Id of the « Aujourd’hui » route. Its page lists the notices and waiting applications itself, so the layout
 * counts none there.
 */
const TODAY = '/(learner)/today';

/**
 * Loads what the header and footer of every page need: the person, their roles, and the numbers of unread
 * notices and waiting applications. Marks the notices about the opened page as read. Authorizes nothing.
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
		/**
		 * Pseudonym of the person for whom the page was made; null for a visitor. The browser stores drafts
		 * under this pseudonym.
		 */
		writer: drafts.holder,
		shell: {
			person: actor.kind === 'person' ? { displayName: actor.displayName } : null,
			roles: rolesOf(actor),
			reviews: reviewsApplications(actor),
			places: placesToChoose(actor).map(({ id, name }) => ({ id, name })),
			operator: actor.kind === 'person' && actor.operator === true,
			notices: today ? 0 : await unreadCountAfterOpening(world, actor, opened),
			waiting: today ? 0 : await waitingApplicationCount(world, actor),
			locale,
			demonstration: world.demonstration,
			provider: serviceProvider(world),
			path: url.pathname,
			timeZone: (actor.kind === 'person' && actor.timeZone) || USUAL_TIME_ZONE,
		},
	};
};
