import { type Actor, can, type Thing } from '#identity';
import { recordLook } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Award } from '../award.ts';
import { awardById } from './award-store.ts';

/** What decides who may do what with an award. */
export const awardThing = (award: Award): Extract<Thing, { kind: 'award' }> => ({
	kind: 'award',
	// An award whose person left belongs to nobody.
	person: award.person ?? '',
	institution: award.institution,
	decidedBy: award.decidedBy,
	published: award.publishedAt !== null,
});

/**
 * An award that was looked for, if somebody may read it; unknown, unpublished and not theirs get the same 404, signed in or
 * not. Who reads one that is not theirs nor published is named in the journal of its person.
 */
export async function mayRead(world: World, actor: Actor, award: Award | undefined): Promise<Award> {
	if (!award) throw notFound();
	const may = (reader: Actor) => {
		if (!can(reader, 'read', awardThing(award))) throw notFound();
	};
	may(actor);
	const { id, person, publishedAt } = award;
	if (publishedAt === null && person && actor.kind === 'person' && actor.id !== person)
		await recordLook(world, actor, { may, person, what: 'badge-read', thing: id });
	return award;
}

/** An award somebody may read, by its id; throws the common 404. */
export const readableAward = async (world: World, actor: Actor, id: string): Promise<Award> =>
	mayRead(world, actor, await awardById(world.db.read, id));
