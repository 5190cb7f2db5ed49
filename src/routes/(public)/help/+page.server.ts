import { roles } from '#identity';
import { myPlace } from '#identity/server';
import { loadReading } from '#web/load-page.ts';

/**
 * Loads the help page, which anybody may read: signed-in people find the help for their own roles first, and
 * the names of their advisers.
 */
export const load = loadReading(async ({ locals: { world, actor } }) => {
	const mine = roles(actor);
	return { roles: mine, advisers: mine.length > 0 ? (await myPlace(world, actor)).advisers : [] };
});
