import { sharesEverOf } from '#identity/server';
import type { Json } from '#platform';
import type { Queries, World } from '#platform/server';
import { cohortsByIds, eraseFromCohorts, figuresCounting } from './store.ts';

const cohortIds = (shares: readonly { granteeKind: string; grantee: string }[]) =>
	shares.filter((share) => share.granteeKind === 'cohort').map((share) => share.grantee);

/** The cohorts a person ever shared in, for their own file. */
export async function personalData(world: Pick<World, 'db'>, person: string): Promise<Json> {
	const shares = await sharesEverOf(world.db.read, person);
	const names = new Map(
		(await cohortsByIds(world.db.read, cohortIds(shares))).map((cohort) => [cohort.id, cohort.name]),
	);
	const counting = await figuresCounting(world.db.read, person);
	return shares
		.filter((share) => share.granteeKind === 'cohort')
		.map((share) => ({
			cohort: names.get(share.grantee) ?? share.grantee,
			joinedAt: share.givenAt.toISOString(),
			leftAt: share.withdrawnAt?.toISOString() ?? null,
			figuresThatCountYou: counting.get(share.grantee) ?? 0,
		}));
}

/** Withdraws at once the figures a person counts in; what else is theirs goes with their account. */
export const erase = (tx: Queries, person: string): Promise<void> => eraseFromCohorts(tx, person);
