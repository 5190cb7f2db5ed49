import { endAccompaniments, type PartOfInstitution, removeShares, shareHistoryOf } from '#identity/server';
import type { Json } from '#platform';
import type { Queries, World } from '#platform/server';
import { removePersonFromEveryList, removePersonFromList } from './list-people.ts';
import { removeFromRosters, rostersNaming } from './roster/roster-store.ts';
import { askedOf, removeAsked } from './handing-over/asked-store.ts';
import {
	cohortIdsOf,
	cohortsByIds,
	eraseFromPortraits,
	numberOfFiguresCounting,
	removeAdviserFromCohorts,
} from './cohort-store.ts';

/**
 * The cohorts in which a person shares or ever shared, or is expected by a roster, for the copy of their data that they can download;
 * times in UTC.
 */
export async function personalData(
	world: Pick<World, 'db'>,
	person: string,
	part?: PartOfInstitution,
): Promise<Json> {
	const shares = (await shareHistoryOf(world.db.read, person)).filter(
		({ granteeKind, grantee }) =>
			granteeKind === 'cohort' && (part === undefined || part.things.has(grantee)),
	);
	const rosters = (await rostersNaming(world.db.read, person)).filter(
		({ cohort }) => part === undefined || part.things.has(cohort),
	);
	const ids = [...shares.map(({ grantee }) => grantee), ...rosters.map(({ cohort }) => cohort)];
	const found = await cohortsByIds(world.db.read, ids);
	const names = new Map([
		...ids.map((id) => [id, id] as const),
		...found.map(({ id, name }) => [id, name] as const),
	]);
	const counting = await numberOfFiguresCounting(world.db.read, person);
	const inRoster = new Map(rosters.map(({ cohort, ...row }) => [cohort, row] as const));
	const sharedWith = new Set(shares.map(({ grantee }) => grantee));
	const asked = new Map(
		(await askedOf(world.db.read, person, new Date(0))).map((one) => [one.cohort, one.handedOverAt]),
	);
	const shared = shares.map((share) => ({
		cohort: names.get(share.grantee)!,
		joinedAt: share.givenAt.toISOString(),
		leftAt: share.withdrawnAt?.toISOString() ?? null,
		figuresThatCountYou: counting.get(share.grantee) ?? 0,
		askedAnewAt: asked.get(share.grantee)?.toISOString() ?? null,
		inRosterAs: inRoster.get(share.grantee) ?? null,
	}));
	// Expected in a cohort, and sharing nothing with it.
	const expected = rosters
		.filter(({ cohort }) => !sharedWith.has(cohort))
		.map(({ cohort, ...row }) => ({
			...{ cohort: names.get(cohort)!, joinedAt: null, leftAt: null },
			...{ figuresThatCountYou: 0, askedAnewAt: null, inRosterAs: row },
		}));
	return [...shared, ...expected];
}

/**
 * Inside the write unit that erases a person: deletes, for everybody, each portrait figure that counts them,
 * and takes them off the list of every cohort. Foreign keys delete the rest with the account.
 */
export async function erase(tx: Queries, person: string): Promise<void> {
	await eraseFromPortraits(tx, person);
	await removePersonFromEveryList(tx, person);
}

/**
 * Inside the write unit that takes a person out of one institution: deletes their shares with its cohorts, the
 * figures there that count them and their lines in its lists; cohorts that they advised there lose them.
 */
export async function eraseFromInstitution(
	tx: Queries,
	person: string,
	{ institution }: { readonly institution: string },
): Promise<void> {
	const cohorts = await cohortIdsOf(tx, institution);
	await eraseFromPortraits(tx, person, cohorts);
	for (const cohort of cohorts) {
		await removePersonFromList(tx, person, cohort);
		await removeAsked(tx, cohort, person);
		await endAccompaniments(tx, { person, through: cohort });
		await endAccompaniments(tx, { adviser: person, through: cohort });
	}
	await removeFromRosters(tx, person, cohorts);
	await removeShares(tx, person, cohorts);
	await removeAdviserFromCohorts(tx, person, cohorts);
}

/** Returns the ids of the cohorts of an institution. */
export const cohortsIn = ({ db }: Pick<World, 'db'>, institution: string): Promise<readonly string[]> =>
	cohortIdsOf(db.read, institution);
