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

/** An award somebody may read; unknown, unpublished and not theirs get the same 404, signed in or not. */
export async function readableAward(world: World, actor: Actor, id: string): Promise<Award> {
	const award = await awardById(world.db.read, id);
	if (!award) throw notFound();
	const may = (reader: Actor) => {
		if (!can(reader, 'read', awardThing(award))) throw notFound();
	};
	may(actor);
	const { person, publishedAt } = award;
	if (publishedAt === null && person && actor.kind === 'person' && actor.id !== person)
		await recordLook(world, actor, { may, person, what: 'badge-read', thing: id });
	return award;
}
