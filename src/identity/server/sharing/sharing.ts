import type { Queries, World } from '#platform/server';
import {
	type Accompaniment,
	allSharesOf,
	type Grantee,
	insertAccompaniments,
	insertShare,
	insertShares,
	markAllWithdrawn,
	markWithdrawn,
	insertAccompanimentOnce,
	removeAccompaniments,
	type Share,
	shortenShares,
	sharesOfPeopleSharingWith,
	sharesInForce,
	hasStudentSharingWith,
} from './sharing-store.ts';

/** A person's consent to be stored: with whom they share, and which text they read. */
export interface ShareInput extends Grantee {
	readonly person: string;
	/** The version of the consent text that the person read. */
	readonly textVersion: string;
	/** When the share ends by itself; null when it lasts until the person withdraws it. */
	readonly until?: Date | null | undefined;
}

/**
 * Stores, inside a write unit, many people's consents to share with a grantee, each with its own start. None
 * of the people may have a share with the same grantee that is not withdrawn: a duplicate violates a unique
 * constraint.
 */
export const giveShares = (
	tx: Queries,
	world: Pick<World, 'newId'>,
	all: readonly (ShareInput & { readonly givenAt: Date })[],
): Promise<void> =>
	insertShares(
		tx,
		all.map(({ until = null, ...one }) => ({ ...one, until, id: world.newId(), withdrawnAt: null })),
	);

/**
 * Stores, inside a write unit, a person's consent to let a grantee see what the consent text names. Returns
 * the id of the share. Does not check authorisation: the caller must have checked that the actor is that
 * person. At most one share per person and grantee is in force: an earlier one is marked as withdrawn.
 */
export async function giveShare(
	tx: Queries,
	world: Pick<World, 'newId' | 'now'>,
	{ person, granteeKind, grantee, textVersion, until = null }: ShareInput,
): Promise<string> {
	const [id, givenAt] = [world.newId(), world.now()];
	await markWithdrawn(tx, person, { granteeKind, grantee }, givenAt);
	await insertShare(tx, {
		id,
		person,
		granteeKind,
		grantee,
		textVersion,
		givenAt,
		until,
		withdrawnAt: null,
	});
	return id;
}

/**
 * Marks a person's share with a grantee as withdrawn, inside a write unit; the share ends at once. A share
 * that is already past its end is marked too. Without a share, nothing changes.
 */
export const withdrawShare = (
	tx: Queries,
	world: Pick<World, 'now'>,
	{ person, granteeKind, grantee }: Grantee & { person: string },
): Promise<void> => markWithdrawn(tx, person, { granteeKind, grantee }, world.now());

/**
 * Inside a write unit, ends at once every share with a grantee. Does not check authorisation: the caller must
 * do it.
 */
export const withdrawAllShares = (tx: Queries, world: Pick<World, 'now'>, to: Grantee): Promise<void> =>
	markAllWithdrawn(tx, to, world.now());

/**
 * Inside a write unit, makes every share with a grantee end at `until` at the latest. Nobody can be made to
 * share longer than they agreed to: a share that ends earlier stays as it is. Does not check authorisation:
 * the caller must do it.
 */
export const endSharesBy = (tx: Queries, to: Grantee, until: Date): Promise<void> =>
	shortenShares(tx, to, until);

/** Returns the shares in force now: of a person, with a grantee, or of a person with a grantee. */
export const activeShares = (
	world: Pick<World, 'db' | 'now'>,
	by: { person: string } | Grantee | (Grantee & { person: string }),
): Promise<Share[]> => sharesInForce(world.db.read, by, world.now());

/**
 * Returns, for every person who shares with this grantee now, all their shares in force, with this grantee or
 * any other, in the order they were given.
 */
export const activeSharesOfPeopleSharingWith = (
	world: Pick<World, 'db' | 'now'>,
	to: Grantee,
): Promise<Share[]> => sharesOfPeopleSharingWith(world.db.read, to, world.now());

/**
 * Returns whether anybody who now shares with this grantee is a learner of the audience `student` in this
 * institution.
 */
export const hasStudentShare = (
	world: Pick<World, 'db' | 'now'>,
	institution: string,
	to: Grantee,
): Promise<boolean> => hasStudentSharingWith(world.db.read, to, institution, world.now());

/** Stores, inside a write unit, that an adviser accompanies a person through a cohort. Idempotent. */
export const startAccompaniment = (
	tx: Queries,
	world: Pick<World, 'now'>,
	link: { adviser: string; person: string; through: string },
): Promise<void> => insertAccompanimentOnce(tx, { ...link, since: world.now() });

/**
 * Stores, inside a write unit, many accompaniments (adviser, person, cohort) at once. None of them may be
 * stored already: a duplicate violates the primary key.
 */
export const startAccompaniments = (tx: Queries, links: readonly Accompaniment[]): Promise<void> =>
	insertAccompaniments(tx, links);

/**
 * Deletes, inside a write unit, the accompaniments through one cohort: those of one person, those of one adviser,
 * or all of them.
 */
export const endAccompaniments = (
	tx: Queries,
	by: { through: string; person?: string; adviser?: string },
): Promise<void> => removeAccompaniments(tx, by);

/**
 * The ids of the people whom an adviser accompanies, as a query of one column: to run, or to use as a
 * subquery.
 */
export { peopleAccompanied } from './sharing-store.ts';
/** Deletes, inside a write unit, what a person shared with some cohorts, ended shares included. */
export { removeShares } from './sharing-store.ts';

/** Returns every share that a person ever gave, the earliest first, even if it has ended. */
export const shareHistoryOf = (q: Queries, person: string): Promise<Share[]> => allSharesOf(q, person);
