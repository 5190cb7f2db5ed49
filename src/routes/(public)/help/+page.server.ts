import { rolesOf } from '#identity';
import { myInstitution } from '#identity/server';
import { loadPageWithoutDrafts } from '#web/load-page.ts';

/**
 * Loads the help page, which anybody may read: signed-in people find the help for their own roles first, and
 * the names of their advisers.
 */
export const load = loadPageWithoutDrafts(async ({ locals: { world, actor } }) => {
	const mine = rolesOf(actor);
	return { roles: mine, advisers: mine.length > 0 ? (await myInstitution(world, actor)).advisers : [] };
});
