import type { Queries, World } from '#platform/server';
import {
	accompanimentsOf,
	allSharesOf,
	countSharesTo,
	type Grantee,
	insertShare,
	markWithdrawn,
	putAccompaniment,
	removeAccompaniments,
	type Share,
	sharesBesideOf,
	sharesInForce,
} from './sharing-store.ts';

/** A consent being given. */
export interface ShareInput extends Grantee {
	readonly person: string;
	/** The version of the text the person read. */
	readonly textVersion: string;
	/** When it ends by itself; null: when the person ends it. */
	readonly until?: Date | null | undefined;
}

/**
 * Writes that a person lets somebody see their profile, inside a write unit of a use case that has asked whether the
 * actor is that person. One share to one grantee is in force at a time: an earlier one is closed. Gives its id.
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

/** Ends at once what a person shares with somebody, inside a write unit; nothing happens when nothing is shared. */
export const withdrawShare = (
	tx: Queries,
	world: Pick<World, 'now'>,
	{ person, granteeKind, grantee }: Grantee & { person: string },
): Promise<void> => markWithdrawn(tx, person, { granteeKind, grantee }, world.now());

/** The shares in force now: what a person shares, what a grantee may see, or both. */
export const activeShares = (
	world: Pick<World, 'db' | 'now'>,
	by: { person: string } | Grantee | (Grantee & { person: string }),
): Promise<Share[]> => sharesInForce(world.db.read, by, world.now());

/** The shares in force now of everybody who shares with a grantee, whoever they are with, in the order given. */
export const sharesBeside = (world: Pick<World, 'db' | 'now'>, to: Grantee): Promise<Share[]> =>
	sharesBesideOf(world.db.read, to, world.now());

/** Writes, inside a write unit, that an adviser accompanies a person through a cohort; writing it again changes nothing. */
export const accompany = (
	tx: Queries,
	world: Pick<World, 'now'>,
	link: { adviser: string; person: string; through: string },
): Promise<void> => putAccompaniment(tx, { ...link, since: world.now() });

/** Ends, inside a write unit, what a cohort made between a person and its advisers, or between an adviser and its people. */
export const endAccompaniment = (
	tx: Queries,
	by: { person: string; through: string } | { adviser: string; through: string },
): Promise<void> => removeAccompaniments(tx, by);

/** The advisers who accompany a person: distinct ids, the earliest first. */
export const advisersOf = async (world: Pick<World, 'db'>, person: string): Promise<string[]> => [
	...new Set((await accompanimentsOf(world.db.read, { person })).map((link) => link.adviser)),
];

/** The people an adviser accompanies: distinct ids, the earliest first. */
export const accompaniedBy = async (world: Pick<World, 'db'>, adviser: string): Promise<string[]> => [
	...new Set((await accompanimentsOf(world.db.read, { adviser })).map((link) => link.person)),
];

/** How many people share with each of several grantees now; a grantee nobody shares with is left out. */
export const sharesTo = (
	world: Pick<World, 'db' | 'now'>,
	granteeKind: Grantee['granteeKind'],
	grantees: readonly string[],
): Promise<Map<string, number>> => countSharesTo(world.db.read, granteeKind, grantees, world.now());

/** Every share a person ever gave, the earliest first. */
export const sharesEverOf = (q: Queries, person: string): Promise<Share[]> => allSharesOf(q, person);
