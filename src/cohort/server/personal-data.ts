import { shareHistoryOf } from '#identity/server';
import type { Json } from '#platform';
import type { Queries, World } from '#platform/server';
import { removePersonFromEveryList } from './list-people.ts';
import { cohortsByIds, eraseFromPortraits, numberOfFiguresCounting } from './cohort-store.ts';

/**
 * The cohorts in which a person shares or ever shared, for the copy of their data that they can download;
 * times in UTC.
 */
export async function personalData(world: Pick<World, 'db'>, person: string): Promise<Json> {
	const shares = (await shareHistoryOf(world.db.read, person)).filter((one) => one.granteeKind === 'cohort');
	const ids = shares.map(({ grantee }) => grantee);
	const found = await cohortsByIds(world.db.read, ids);
	const names = new Map([
		...ids.map((id) => [id, id] as const),
		...found.map(({ id, name }) => [id, name] as const),
	]);
	const counting = await numberOfFiguresCounting(world.db.read, person);
	return shares.map((share) => ({
		cohort: names.get(share.grantee)!,
		joinedAt: share.givenAt.toISOString(),
		leftAt: share.withdrawnAt?.toISOString() ?? null,
		figuresThatCountYou: counting.get(share.grantee) ?? 0,
	}));
}

/**
 * Inside the write unit that erases a person: deletes, for everybody, each portrait figure that counts them,
 * and takes them off the list of every cohort. Foreign keys delete the rest with the account.
 */
export async function erase(tx: Queries, person: string): Promise<void> {
	await eraseFromPortraits(tx, person);
	await removePersonFromEveryList(tx, person);
}
