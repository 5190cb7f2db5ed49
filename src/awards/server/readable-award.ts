import { type Actor, can, type Resource } from '#identity';
import { recordLook } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Award } from '../award.ts';
import { awardById } from './award-store.ts';

/** The facts about an award on which rights depend, for `can` and `must`. */
export const awardAccessFacts = (award: Award): Extract<Resource, { kind: 'award' }> => ({
	kind: 'award',
	// An award whose holder left belongs to nobody.
	person: award.person ?? '',
	institution: award.institution,
	decidedBy: award.decidedBy,
	published: award.publishedAt !== null,
});

/**
 * Returns the award if the actor may read it, and records nothing. Throws not-found (404) otherwise, also
 * when there is no award.
 */
export function mustBeReadable(actor: Actor, award: Award | undefined): Award {
	if (!award || !can(actor, 'read', awardAccessFacts(award))) throw notFound();
	return award;
}

/**
 * Returns the award if the actor may read it. Throws the same not-found (404), whether it is unknown or not
 * readable, and whether the actor is signed in or not. If the actor reads somebody else's unpublished award,
 * this is recorded in the holder's journal of access.
 */
export async function mustReadAward(world: World, actor: Actor, award: Award | undefined): Promise<Award> {
	const found = mustBeReadable(actor, award);
	const { id, person, publishedAt } = found;
	const may = (reader: Actor) => void mustBeReadable(reader, found);
	if (publishedAt === null && person && actor.kind === 'person' && actor.id !== person)
		await recordLook(world, actor, { may, person, what: 'badge-read', thing: id });
	return found;
}

/** Like `mustReadAward`, for the award with this id: it too records a look in the holder's journal. */
export const mustReadAwardById = async (world: World, actor: Actor, id: string): Promise<Award> =>
	mustReadAward(world, actor, await awardById(world.db.read, id));
