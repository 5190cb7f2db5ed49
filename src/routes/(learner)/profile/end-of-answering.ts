import { joinedCohorts } from '#cohort/server';

/**
 * Loads what the page says once everything is answered (`?done=answered`): `done`, and the cohorts with which the
 * person shares.
 */
export async function endOfAnswering(
	{ world, actor }: App.Locals,
	{ searchParams }: URL,
	{ next, total }: { readonly next: string | null; readonly total: number },
) {
	const done = searchParams.get('done') === 'answered' && next === null && total > 0;
	const joined = done ? await joinedCohorts(world, actor) : [];
	return { done, sharedWith: joined.map(({ id, name }) => ({ id, name })) };
}
