import { sharesEverOf } from '#identity/server';
import type { Json } from '#platform';
import type { Queries, World } from '#platform/server';
import { cohortsByIds, eraseFromCohorts } from './store.ts';

const cohortIds = (shares: readonly { granteeKind: string; grantee: string }[]) =>
	shares.filter((share) => share.granteeKind === 'cohort').map((share) => share.grantee);

/** The cohorts a person ever shared in, for their own file. */
export async function personalData(world: Pick<World, 'db'>, person: string): Promise<Json> {
	const shares = await sharesEverOf(world.db.read, person);
	const names = new Map(
		(await cohortsByIds(world.db.read, cohortIds(shares))).map((cohort) => [cohort.id, cohort.name]),
	);
	return shares
		.filter((share) => share.granteeKind === 'cohort')
		.map((share) => ({
			cohort: names.get(share.grantee) ?? share.grantee,
			joinedAt: share.givenAt.toISOString(),
			leftAt: share.withdrawnAt?.toISOString() ?? null,
		}));
}

/** Takes a person out of every cohort and of what its portrait was made from; before identity forgets the shares. */
export async function erase(tx: Queries, person: string): Promise<void> {
	await eraseFromCohorts(tx, person, cohortIds(await sharesEverOf(tx, person)));
}
