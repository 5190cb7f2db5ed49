import { sharesEverOf } from '#identity/server';
import type { Json } from '#platform';
import type { Queries, World } from '#platform/server';
import { cohortsByIds, eraseFromCohorts, figuresCounting } from './store.ts';

/** The cohorts a person ever shared in, for their own file. */
export async function personalData(world: Pick<World, 'db'>, person: string): Promise<Json> {
	const shares = (await sharesEverOf(world.db.read, person)).filter((one) => one.granteeKind === 'cohort');
	const ids = shares.map(({ grantee }) => grantee);
	const found = await cohortsByIds(world.db.read, ids);
	const names = new Map([
		...ids.map((id) => [id, id] as const),
		...found.map(({ id, name }) => [id, name] as const),
	]);
	const counting = await figuresCounting(world.db.read, person);
	return shares.map((share) => ({
		cohort: names.get(share.grantee)!,
		joinedAt: share.givenAt.toISOString(),
		leftAt: share.withdrawnAt?.toISOString() ?? null,
		figuresThatCountYou: counting.get(share.grantee) ?? 0,
	}));
}

/** Withdraws at once the figures a person counts in; what else is theirs goes with their account. */
export const erase = (tx: Queries, person: string): Promise<void> => eraseFromCohorts(tx, person);
