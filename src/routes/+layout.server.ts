import { roles } from '#identity';
import { waitingFor } from '#applications/server';
import type { LayoutServerLoad } from './$types';

/** What the frame of every page shows: who is here, what they may open, what waits. Nothing here guards anything. */
export const load: LayoutServerLoad = async ({ locals: { world, actor, locale, drafts }, url }) => ({
	/** Names in the browser whose page this is. */
	writer: drafts.holder,
	shell: {
		person: actor.kind === 'person' ? { displayName: actor.displayName } : null,
		roles: roles(actor),
		waiting: await waitingFor(world, actor),
		locale,
		demonstration: world.demonstration,
		path: url.pathname,
	},
});
